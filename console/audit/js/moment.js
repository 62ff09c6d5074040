/** The time machine: a handle over the day, two desks, lanes and differences, each moment asked of the server. */
import { setText } from "../../board/js/elements.js";
import { Calendar } from "../../board/js/time.js";
import { drawIcon } from "../../ticketpage/js/icons.js";
import { Address, written } from "./address.js";
import { Asking } from "./asking.js";
import { Bar, grouped } from "./bar.js";
import { drawDifferences } from "./differences.js";
import { drawLanes } from "./lanes.js";
import { Panes } from "./panes.js";
import { Play } from "./play.js";
import { Slider } from "./slider.js";
import { WholeBoard } from "./whole.js";

const DAY_MS = 86_400_000;
const mounted = new WeakMap();

class TimeMachine {
  constructor(root, data) {
    Object.assign(this, { root, data, frame: data.frame, day: data.day, began: performance.now() });
    this.parts = Object.fromEntries([...root.querySelectorAll("[data-part]")].map((node) => [node.dataset.part, node]));
    root.lang = data.lang;
    this.tools = {
      words: data.words, lang: data.lang, site: data.site, icons: { draw: drawIcon },
      calendar: new Calendar(data.zone, data.lang, data.words), asOf: () => this.frame.as_of,
      narrow: window.matchMedia("(max-width: 1199px)"),
    };
    this.address = new Address();
    this.play = new Play();
    this.asking = new Asking(data.ask, data.site, { heard: (told, query, last) => this.heard(told, query, last), lost: () => this.lost() });
    this.slider = new Slider(this.parts.slider, this.tools, {
      move: (at, asOf) => this.move(at, asOf), drag: (at) => this.drag(at), step: (by) => this.step(by), play: () => this.setSpeed(this.play.speed ? 0 : 10),
    });
    this.bar = new Bar(this.parts.head, this.tools, data, {
      step: (by) => this.step(by), play: (speed) => this.setSpeed(speed), axis: (axis) => this.change({ axis: axis === "recorded" ? "" : axis }),
      beside: (at) => this.change({ b: at }), whole: (whole) => this.change({ whole }), day: (day) => this.moveTo(`${day}T${this.clock(this.at)}`),
      dayBy: (days) => this.moveTo(`${this.tools.calendar.local(this.at + days * DAY_MS).toISOString().slice(0, 19)}`),
      timeOfDay: (seconds) => this.moveTo(`${this.day.day}T${new Date(seconds * 1000).toISOString().slice(11, 19)}`),
    });
    const about = { ...data.exam, lang: data.lang, site: data.site, zone: data.zone, c: data.campaign };
    this.whole = new WholeBoard(this.parts.whole, about, () => window.location.assign(`/exam?${new URLSearchParams({ c: data.campaign, site: data.site })}`));
    this.panes = new Panes(this.parts.compare, this.tools, (rows) => this.chooseRows(rows));
    this.tools.narrow.onchange = () => this.draw();
    this.at = Date.parse(this.frame.as_of);
    this.slider.drawDay(this.day, this.at, this.now());
    this.draw();
  }

  now() {
    return this.data.now + performance.now() - this.began;
  }

  clock(at) {
    return this.tools.calendar.clock(at, { seconds: "always" });
  }

  query(asOf, more = {}) {
    const { board, campaign } = this.data;
    return { as_of: asOf, board, c: campaign ?? "", axis: this.address.get("axis"), b: this.address.get("b"), whole: this.address.get("whole"), day: this.day.day, ...more };
  }

  /** The handle was put somewhere: what is shown follows. */
  move(at, asOf = written(at, this.tools.calendar)) {
    this.setSpeed(0, { quietly: true });
    this.at = at;
    this.slider.place(at);
    this.bar.tick(at, 0);
    this.asking.ask(this.query(asOf));
  }

  /** The handle passes moments without resting. */
  drag(at) {
    this.setSpeed(0, { quietly: true });
    this.at = at;
    this.slider.place(at);
    this.bar.tick(at, 0);
    this.asking.ask(this.query(written(at, this.tools.calendar), { play: "1" }));
  }

  /** To an instant in words, of this day or another. */
  moveTo(asOf) {
    this.setSpeed(0, { quietly: true });
    this.asking.ask(this.query(asOf));
  }

  step(by) {
    const to = by < 0 ? this.frame.previous : this.frame.next;
    if (to && Date.parse(to.as_of) <= this.now()) this.move(Date.parse(to.as_of), to.as_of);
  }

  change(values) {
    this.address.keep(values);
    this.asking.ask(this.query(this.frame.as_of));
  }

  chooseRows(rows) {
    this.address.keep({ rows: rows === "all" ? "all" : "" });
    this.panes.draw(this.frame, this.address.get("rows"));
  }

  setSpeed(speed, { quietly = false } = {}) {
    const was = this.play.speed;
    if (speed === was) return;
    if (!speed) {
      this.play.stop();
      cancelAnimationFrame(this.timer);
      this.root.dataset.waits = "";
      if (!quietly) this.asking.ask(this.query(written(this.at, this.tools.calendar)));
    } else {
      this.play.start(speed, Math.min(this.at, this.slider.end()), performance.now());
      if (!was) this.timer = requestAnimationFrame(() => this.turn());
    }
    this.bar.tick(this.at, speed);
  }

  turn() {
    const { at, waits, asks, ended } = this.play.step(performance.now(), this.slider.end());
    this.at = at;
    this.slider.place(at);
    this.bar.tick(at, this.play.speed);
    this.root.dataset.waits = waits ? "yes" : "";
    if (ended) return this.setSpeed(0);
    if (asks) this.asking.ask(this.query(written(at, this.tools.calendar), { play: "1" }));
    this.timer = requestAnimationFrame(() => this.turn());
  }

  heard(told, query, last) {
    if (told.refused) return this.say(`${this.tools.words["refused"]}: ${told.refused.join(" ")}`);
    const playing = this.play.speed > 0;
    this.frame = told;
    if (told.day) this.day = told.day;
    if (playing) this.play.show(Date.parse(told.as_of));
    else if (last && !query.play) this.at = Date.parse(told.as_of);
    if (told.day) this.slider.drawDay(this.day, this.at, this.now());
    this.address.keep({ as_of: told.is_ahead ? written(this.at, this.tools.calendar) : told.as_of });
    this.draw();
  }

  lost() {
    this.setSpeed(0, { quietly: true });
    this.say(this.tools.words["lost"]);
  }

  say(text) {
    this.parts.told.hidden = !text;
    setText(this.parts.told, text);
  }

  draw() {
    const { frame } = this;
    const { words } = this.tools;
    this.say(frame.is_ahead ? words["ahead"] : "");
    this.slider.drawNow(this.now());
    this.slider.place(this.at, { count: grouped(frame.recorded), n: grouped(frame.position) });
    this.bar.draw(frame, this.day, this.at, { beside: frame.beside, now: this.now() });
    this.bar.tick(this.at, this.play.speed);
    this.parts.compare.hidden = Boolean(frame.past);
    this.parts.whole.hidden = !frame.past;
    this.root.dataset.view = frame.past ? "board" : "beside";
    if (frame.past) this.whole.show(frame.past, frame.as_of);
    else this.panes.draw(frame, this.address.get("rows"));
    this.root.dataset.playing = frame.differences ? "" : "yes";
    drawLanes(this.parts.lanes, frame, this.tools);
    drawDifferences(this.parts.differences, frame, this.tools);
  }

  /** A rerun of the page: only an address that was changed elsewhere, by Back for one, moves the handle. */
  take(data) {
    this.data = { ...this.data, now: data.now };
    this.began = performance.now();
    if (data.asked === this.address.get("as_of") || this.play.speed) return;
    Object.assign(this, { frame: data.frame, day: data.day, address: new Address(), at: Date.parse(data.frame.as_of) });
    this.slider.drawDay(this.day, this.at, this.now());
    this.draw();
  }

  stop() {
    cancelAnimationFrame(this.timer);
    this.asking.stop();
    this.tools.narrow.onchange = null;
  }
}

/** What Streamlit calls with each new `data`; returns how to take the time machine down again. */
export default function mount({ data, parentElement }) {
  const same = JSON.stringify([data.site, data.board, data.campaign, data.lang]);
  let machine = mounted.get(parentElement);
  if (machine && machine.same !== same) {
    machine.stop();
    machine = undefined;
  }
  if (machine) machine.take(data);
  else {
    machine = new TimeMachine(parentElement.querySelector("[data-part=moment]"), data);
    machine.same = same;
    mounted.set(parentElement, machine);
  }
  const turn = (machine.turns = (machine.turns ?? 0) + 1);
  return () => {
    if (machine.turns !== turn) return;
    machine.stop();
    if (mounted.get(parentElement) === machine) mounted.delete(parentElement);
  };
}
