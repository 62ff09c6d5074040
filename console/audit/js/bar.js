/** Title and controls: which day, which time, step by step, played, beside what. */
import { control, element, setFigure, setText } from "../../board/js/elements.js";
import { fill } from "../../board/js/time.js";
import { drawIcon } from "../../ticketpage/js/icons.js";
import { secondsOf } from "./address.js";
import { SPEEDS } from "./play.js";

export class Bar {
  constructor(host, tools, data, does) {
    Object.assign(this, { host, tools, data, does });
    this.build();
  }

  build() {
    const { words } = this.tools;
    this.date = element("span", "date");
    const boards = element("nav", "boards", ...this.data.boards.map((one) => this.board(one)));
    boards.setAttribute("aria-label", words["label.board"]);
    const tabs = element("nav", "tabs", ...this.data.tabs.map((one) => Object.assign(element("a", "", one.name), { href: one.href })));
    tabs.setAttribute("aria-label", words["label.tabs"]);
    const kept = element("span", "kept", drawIcon("lock"), words["read_only"]);
    this.axis = this.choices("axis", words["label.axis"], this.data.axes.map((axis) => [axis, words[`axis.${axis}`], words[`axis.${axis}.brief`]]), (axis) => this.does.axis(axis));
    this.view = this.choices("view", words["label.view"], ["", "1"].map((code) => [code, words[`view.${code ? "board" : "beside"}`]]), (code) => this.does.whole(code));
    this.view.hidden = !this.data.exam;
    this.axis.hidden = this.data.axes.length < 2;
    const top = element("div", "line top", element("h1", "", words["title"]), boards, this.dayPicker(), this.date, this.axis, this.view, element("span", "gap"), tabs, kept);
    this.host.replaceChildren(top, this.controls());
  }

  board(one) {
    const link = element("a", "board", one.name);
    link.href = one.href;
    if (one.code === this.data.board && (one.campaign ?? "") === (this.data.campaign ?? "")) link.setAttribute("aria-current", "page");
    return link;
  }

  dayPicker() {
    const { words } = this.tools;
    this.day = element("input", "field");
    this.day.type = "date";
    this.day.setAttribute("aria-label", words["day"]);
    this.day.addEventListener("change", () => this.day.value && this.does.day(this.day.value));
    this.dayBefore = this.button("‹", words["day.before"], () => this.does.dayBy(-1));
    this.dayAfter = this.button("›", words["day.after"], () => this.does.dayBy(1));
    return element("span", "days", this.dayBefore, this.day, this.dayAfter);
  }

  controls() {
    const { words } = this.tools;
    this.previous = this.button(words["previous"], words["previous.hint"], () => this.does.step(-1), "verb before");
    this.next = this.button(words["next"], words["next.hint"], () => this.does.step(1), "verb after");
    this.exact = element("input", "field exact");
    Object.assign(this.exact, { type: "text", inputMode: "numeric", autocomplete: "off", spellcheck: false, maxLength: 12 });
    this.exact.setAttribute("aria-label", words["exact"]);
    this.exact.addEventListener("change", () => this.typed());
    this.exact.addEventListener("keydown", (event) => event.key === "Enter" && this.typed());
    this.wrong = element("span", "wrong", words["exact.wrong"]);
    this.wrong.hidden = true;
    this.plays = this.choices("play", words["label.play"], SPEEDS.map((speed) => [String(speed), words[`play.${speed}`]]), (speed) => this.does.play(Number(speed)));
    this.stand = element("span", "stand");
    this.beside = element("input", "field");
    Object.assign(this.beside, { type: "datetime-local", step: "1", hidden: true });
    this.beside.setAttribute("aria-label", words["beside.other"]);
    this.beside.addEventListener("change", () => this.beside.value && this.does.beside(this.beside.value));
    this.other = this.choices("beside", words["beside"], ["now", "other"].map((code) => [code, words[`beside.${code}`]]), (code) => this.chooseBeside(code));
    this.compare = element("span", "compare-with", element("span", "label", words["beside"]), this.other, this.beside);
    return element("div", "line controls", this.previous, this.next, this.exact, this.wrong, this.plays, this.stand, element("span", "gap"), this.compare);
  }

  button(word, hint, press, look = "verb") {
    const button = control(look, "", press);
    button.textContent = word;
    button.title = hint;
    button.setAttribute("aria-label", hint);
    return button;
  }

  choices(name, label, options, choose) {
    const group = element("span", `choices ${name}`, ...options.map(([code, word, brief]) => {
      const button = control("", "", () => choose(code));
      button.dataset.code = code;
      button.append(element("span", brief ? "long" : "", word), ...(brief ? [element("span", "brief", brief)] : []));
      if (brief) button.setAttribute("aria-label", word);
      return button;
    }));
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", label);
    return group;
  }

  chooseBeside(code) {
    this.beside.hidden = code === "now";
    press(this.other, code);
    if (code === "now") this.does.beside("");
    else this.beside.focus();
  }

  typed() {
    const seconds = secondsOf(this.exact.value);
    this.wrong.hidden = seconds !== null;
    this.exact.setAttribute("aria-invalid", String(seconds === null));
    if (seconds !== null) this.does.timeOfDay(seconds);
  }

  /** What the controls say of a frame. */
  draw(frame, day, at, { beside, now }) {
    const { words, calendar } = this.tools;
    setFigure(this.date, calendar.today(at));
    this.day.value = day.day;
    this.day.max = calendar.local(now).toISOString().slice(0, 10);
    this.dayAfter.disabled = day.day >= this.day.max;
    this.previous.disabled = !frame.previous;
    this.next.disabled = !frame.next || Date.parse(frame.next.as_of) > now;
    const said = { count: grouped(frame.recorded), n: grouped(frame.position) };
    setText(this.stand, frame.position ? fill(words["stand"], said) : words["stand.none"]);
    press(this.axis, frame.axis);
    press(this.view, frame.past ? "1" : "");
    this.compare.hidden = Boolean(frame.past);
    press(this.other, beside ? "other" : "now");
    this.beside.hidden = !beside;
    this.beside.max = calendar.local(now).toISOString().slice(0, 19);
    if (beside && this.beside.getRootNode().activeElement !== this.beside) this.beside.value = calendar.local(Date.parse(beside)).toISOString().slice(0, 19);
  }

  /** While it is played: only digits. */
  tick(at, speed) {
    const active = this.exact.getRootNode().activeElement;
    if (active !== this.exact) {
      this.exact.value = this.tools.calendar.clock(at, { seconds: "always" });
      this.wrong.hidden = true;
      this.exact.removeAttribute("aria-invalid");
    }
    press(this.plays, String(speed));
  }
}

function press(group, code) {
  for (const button of group.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.code === code));
}

export function grouped(n) {
  return n.toLocaleString("en-US");
}
