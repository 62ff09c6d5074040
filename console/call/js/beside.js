/** The right column: what is open at this household first, then what was, then the clocks that will start. */
import { element, setText } from "../../board/js/elements.js";
import { SOON_S, fill } from "../../board/js/time.js";
import { button } from "./field.js";

export class Beside {
  /** `act` takes `("urge" | "separate" | "look", ticket)`. */
  constructor(parts, tools, act) {
    Object.assign(this, { parts, ...tools, act, ticking: [] });
    this.draw({ contacts: 0, open: [], closed: [] }, { asked: false, separate: [], acting: false });
  }

  draw(nearby, { asked, separate, acting }) {
    const { words } = this;
    this.ticking = [];
    const title = element("h2", "", words["beside"]);
    const contacts = nearby.contacts === 1 ? words["beside.contacts.one"] : fill(words["beside.contacts"], { n: nearby.contacts });
    const head = element("div", "card-head", title, nearby.contacts ? element("span", "", contacts) : null);
    const rows = [
      ...nearby.open.map((one) => this.openRow(one, separate, acting)),
      ...nearby.closed.map((one) => this.closedRow(one)),
    ];
    const empty = element("p", "nothing", words[asked ? "beside.nothing" : "beside.ask"]);
    this.parts.nearby.replaceChildren(head, ...(rows.length ? rows : [empty]));
    this.tick();
  }

  openRow(one, separate, acting) {
    const { words, calendar, lang } = this;
    const chip = element("span", "chip running");
    const number = this.numberLink(one.number);
    const at = fill(words["open.reported"], { time: calendar.since(one.reported_at, this.now()) });
    const matter = element("b", "matter", one.matter ?? words["erased"]);
    if (lang === "en") matter.lang = "zh-CN";
    const where = one.why === "household" ? "" : one.unit;
    const note = one.note === "reported" ? "" : fill(words[`note.${one.note}`] ?? "", { time: calendar.since(one.note_at, this.now()) });
    const standing = element("span", "standing");
    this.ticking.push({ one, chip, standing });
    const known = [where, one.holder ?? words["with.nobody"], note].filter(Boolean).join(" · ");
    const said = element("p", "", matter, " ", element("span", "muted", known, standing));
    const row = element("div", "hint-row", element("p", "line", chip, number, element("span", "muted", at)), said);
    if (acting && one.why !== "trouble") row.append(...this.choices(one, separate));
    return row;
  }

  choices(one, separate) {
    const { words } = this;
    if (separate.includes(one.number)) return [element("p", "muted", words["open.separated"])];
    const urge = button(words["open.urge"], () => this.act("urge", one.number), { kind: "save" });
    const other = button(words["open.separate"], () => this.act("separate", one.number));
    return [element("p", "ways", urge, other), element("p", "small", words["open.merge"])];
  }

  closedRow(one) {
    const { words, calendar, icons } = this;
    const chip = element("span", "chip met", icons.draw("met"), words["closed"]);
    const ended = one.days_ago ? fill(words["closed.days"], { n: one.days_ago }) : words["closed.today"];
    const visit = one.satisfied === null ? "" : words[one.satisfied ? "closed.satisfied" : "closed.dissatisfied"];
    const date = element("span", "muted dated", calendar.date(one.ended_at));
    const said = [ended, visit].filter(Boolean).join(" · ");
    const row = element("div", "hint-row", element("p", "line", chip, this.numberLink(one.number), date));
    row.append(element("p", "", element("b", "matter", one.matter ?? words["erased"]), " ", element("span", "muted", said)));
    if (one.same_cause) row.append(element("p", "small", words["closed.same"]));
    return row;
  }

  numberLink(number) {
    const link = button(number, () => this.act("look", number), { kind: "link number" });
    link.title = this.words["open.look"];
    return link;
  }

  /** Once a second: who is over its limit by now, and by how much. */
  tick() {
    const now = this.now();
    for (const { one, chip, standing } of this.ticking) {
      const left = one.due_at === null ? null : Math.floor((one.due_at - now) / 1000);
      const over = left !== null && left < 0;
      const state = over ? "red" : left !== null && left <= SOON_S ? "soon" : "running";
      const key = one.why === "trouble" ? (one.today ? "open.trouble.today" : "open.trouble") : `open.${one.why}${over ? ".over" : ""}`;
      const mark = one.why === "trouble" ? "info" : state;
      const kind = one.why === "trouble" ? "chip running" : `chip ${state}`;
      if (chip.dataset.said !== key + kind) {
        chip.dataset.said = key + kind;
        chip.className = kind;
        chip.replaceChildren(this.icons.draw(mark), this.words[key]);
      }
      const time = left === null ? "" : this.calendar.short(Math.abs(left));
      setText(standing, left === null ? "" : " · " + fill(this.words[over ? "open.over" : "open.left"], { time }));
    }
  }

  /** The clocks of the report as it stands in the form. */
  drawClocks({ policy, clocks }) {
    const { words, calendar, icons } = this;
    const head = element("div", "card-head", element("h2", "", words["clocks"]), element("span", "dated", policy));
    const rows = clocks.map((clock) => {
      const due = clock.due_at === null ? words["clocks.waits"] : calendar.due(clock.due_at, this.now());
      const row = element("div", "clock-row", icons.draw("running"), element("span", "", clock.name));
      row.append(element("span", "says", clock.says), element("b", clock.due_at === null ? "muted" : "", due));
      row.title = clock.rule;
      return row;
    });
    this.parts.clocks.replaceChildren(head, ...(rows.length ? rows : [element("p", "nothing", words["clocks.none"])]));
  }
}
