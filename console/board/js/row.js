/** One ticket's row: minutes left, ticket, place and matter, chips, with whom, one verb. */
import { drawChips, tickChips } from "./chips.js";
import { control, element, setFigure, setPlain, setText } from "./elements.js";
import { ICON_OF_GROUP, standing } from "./figures.js";
import { fill } from "./time.js";

export class RowView {
  constructor(row, now, tools) {
    this.tools = tools;
    this.row = row;
    this.build();
    this.draw(row, now);
  }

  build() {
    const part = (name) => (this[name] = element("span", name));
    this.node = element("li", "row");
    this.node.dataset.id = this.row.id;
    this.open = control("number", this.tools.hrefOf(this.row.id));
    this.open.tabIndex = -1;
    this.node.append(
      element("div", "cell left", part("mark"), part("minutes")),
      element("div", "cell ticket", this.open, part("kind")),
      element("div", "cell what", part("place"), part("matter")),
      (this.chipsHost = element("div", "cell chips")),
      element("div", "cell who", part("person"), part("note")),
      (this.verbHost = element("div", "cell next")),
    );
  }

  /** Draw everything; the verb stays as it is while a pointer or the focus rests on this row. */
  draw(row, now, { keepVerb = false } = {}) {
    this.row = row;
    const { words, lang, calendar } = this.tools;
    setText(this.open, row.number);
    setText(this.kind, words[`kind.${row.kind}`] ?? row.kind);
    setPlain(this.place, row.place, lang);
    setPlain(this.matter, row.matter, lang);
    setPlain(this.person, row.with ?? row.with_team ?? this.nobody(row), lang);
    this.person.classList.toggle("nobody", !row.with && !row.with_team);
    setFigure(this.note, this.noteOf(row, now, calendar, words));
    this.note.title = this.note.textContent;
    this.drawStanding(now);
    this.verbKept = keepVerb;
    if (!keepVerb) this.drawVerb();
  }

  /** With no one named: whom a paused ticket waits for, else nobody yet. */
  nobody(row) {
    const { words } = this.tools;
    return (row.paused && words[`reason.${row.paused_reason}`]) || words["with.nobody"];
  }

  noteOf(row, now, calendar, words) {
    const note = row.with_note;
    if (!note) return row.with && row.with_team ? row.with_team : "";
    return fill(words[`note.${note.code}`] ?? note.code, { time: note.at === null ? "" : calendar.since(note.at, now) });
  }

  drawStanding(now) {
    const { words, icons, calendar } = this.tools;
    this.item = standing(this.row, now, calendar);
    this.node.dataset.group = this.item.group;
    this.mark.replaceChildren(icons.draw(ICON_OF_GROUP[this.item.group], words[`group.${this.item.group}`]));
    this.chips = drawChips(this.chipsHost, this.row, now, this.tools);
    setFigure(this.minutes, this.minutesText());
  }

  minutesText() {
    const { words, calendar } = this.tools;
    if (this.item.group === "paused") return words["state.paused"];
    return this.item.due === null ? words["no_limit"] : calendar.left(this.item.due, this.item.left);
  }

  drawVerb() {
    const { words, hrefOf } = this.tools;
    const verb = this.row.verb?.code ?? "open";
    const button = control("verb", hrefOf(this.row.id, verb === "open" ? "" : verb));
    button.textContent = words[`verb.${verb}`] ?? verb;
    button.dataset.verb = verb;
    button.setAttribute("aria-label", `${button.textContent} ${this.row.number} ${this.row.place}`);
    button.tabIndex = this.current ? 0 : -1;
    this.verb = button;
    this.verbKept = false;
    this.verbHost.replaceChildren(button);
  }

  /** One second later: only digits. Returns true when the row has to change its place. */
  tick(now) {
    const before = this.item.group;
    this.item = standing(this.row, now, this.tools.calendar);
    if (this.item.group !== before || !tickChips(this.chips, this.row, now, this.tools)) this.drawStanding(now);
    else setFigure(this.minutes, this.minutesText());
    return this.item.group !== before;
  }

  setCurrent(current) {
    this.current = current;
    this.open.tabIndex = this.verb.tabIndex = current ? 0 : -1;
  }
}
