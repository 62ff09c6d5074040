/** A text field that offers what fits while one types: arrows choose, Enter takes, Escape closes. */
import { element } from "../../board/js/elements.js";

const SHORTEST = 2;
const WIDE = /[^\u0000-\u024f]/u;

export class Combobox {
  /**
   * @param input The field.
   * @param list Its `ul`.
   * @param ask `(typed, signal) => Promise<rows>`.
   * @param draw `(row) => node`.
   * @param pick Takes a row.
   * @param next Goes on to the next field.
   * @param say `(code) => words` for `none` and `lost`.
   */
  constructor(input, list, { ask, draw, pick, next, say }) {
    Object.assign(this, { input, list, ask, draw, pick, next, say, rows: [], active: -1, moved: false, waiting: null });
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", `${input.id}-found`);
    list.id = `${input.id}-found`;
    list.setAttribute("role", "listbox");
    input.addEventListener("input", (event) => !event.isComposing && this.look());
    input.addEventListener("compositionend", () => this.look());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    list.addEventListener("mousedown", (event) => this.press(event));
    this.close();
  }

  look() {
    const typed = this.input.value.trim();
    this.asking?.abort();
    if (typed.length < SHORTEST && !WIDE.test(typed)) return this.close();
    this.asking = new AbortController();
    const mine = this.asking;
    this.waiting = this.ask(typed, mine.signal).then(
      (rows) => mine === this.asking && this.show(rows),
      (trouble) => trouble.name !== "AbortError" && mine === this.asking && this.showWord("lost"),
    );
  }

  show(rows) {
    this.waiting = null;
    if (!this.hasFocus()) return;
    if (rows.length === 0) return this.showWord("none");
    const chosen = this.moved ? JSON.stringify(this.rows[this.active]) : "";
    this.rows = rows;
    this.list.replaceChildren(...rows.map((row, place) => this.option(row, place)));
    this.open(Math.max(0, rows.findIndex((row) => JSON.stringify(row) === chosen)));
  }

  option(row, place) {
    const node = element("li", "", this.draw(row));
    node.id = `${this.list.id}-${place}`;
    node.dataset.place = String(place);
    node.setAttribute("role", "option");
    return node;
  }

  showWord(code) {
    this.waiting = null;
    this.rows = [];
    const said = element("li", "nothing", this.say(code));
    said.setAttribute("role", "option");
    said.setAttribute("aria-disabled", "true");
    this.list.replaceChildren(said);
    this.open(-1);
  }

  open(active) {
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.choose(active);
  }

  choose(active) {
    this.active = active;
    this.list.childNodes.forEach((node, place) => node.setAttribute("aria-selected", String(place === active)));
    if (active >= 0) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${active}`);
    else this.input.removeAttribute("aria-activedescendant");
    this.list.childNodes[active]?.scrollIntoView({ block: "nearest" });
  }

  close() {
    this.asking?.abort();
    this.asking = this.waiting = null;
    this.rows = [];
    this.active = -1;
    this.moved = false;
    this.list.hidden = true;
    this.list.replaceChildren();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  async key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.rows.length) {
      event.preventDefault();
      this.moved = true;
      this.choose((this.active + step + this.rows.length) % this.rows.length);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter") {
      event.preventDefault();
      await this.waiting;
      this.take(this.rows[this.active]);
    }
  }

  take(row) {
    this.close();
    if (row) this.pick(row);
    else this.next();
  }

  press(event) {
    event.preventDefault();
    const place = event.target.closest("[data-place]")?.dataset.place;
    if (place !== undefined) this.take(this.rows[Number(place)]);
  }

  hasFocus() {
    return this.input.getRootNode().activeElement === this.input;
  }
}
