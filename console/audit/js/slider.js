/** The day as density bars with landmarks; the handle is the moment. Arrows go by recordings, pages by five minutes. */
import { element, setText } from "../../board/js/elements.js";
import { fill } from "../../board/js/time.js";

const SLOT_MS = 300_000;
const HOUR_MS = 3_600_000;
const LEAST_HOURS = 6;
const HOUR_PX = 64;
const LANDMARK_PX = 26;
const LONGEST_WORD = 14;
const BUBBLE_PX = 84;
const HALF_WORD_PX = 22;

export class Slider {
  constructor(host, tools, { move, drag, step, play }) {
    Object.assign(this, { host, tools, move, drag, stepBy: step, play });
    const { words } = tools;
    this.bars = element("div", "bars");
    this.gone = element("div", "bars gone");
    this.marks = element("div", "landmarks");
    this.hours = element("div", "hours");
    this.nowMark = element("div", "now-mark", element("b", "", words["now"]));
    this.bubble = element("span", "bubble");
    this.handle = element("div", "handle", element("i", "knob"), this.bubble);
    this.handle.tabIndex = 0;
    this.handle.setAttribute("role", "slider");
    this.handle.setAttribute("aria-label", words["slider"]);
    this.past = element("div", "past-side");
    this.track = element("div", "track", this.past, this.bars, this.gone, this.marks, this.nowMark, this.hours, this.handle);
    this.empty = element("p", "empty");
    host.replaceChildren(this.track, this.empty, element("p", "scale", words["scale"]));
    this.listen();
  }

  listen() {
    const take = (event) => {
      event.preventDefault();
      this.handle.focus({ preventScroll: true });
      this.dragged = this.momentAt(event.clientX);
      this.drag(this.dragged);
    };
    this.track.addEventListener("pointerdown", (event) => {
      if (event.button || event.target.closest(".landmark")) return;
      this.track.setPointerCapture(event.pointerId);
      take(event);
      this.track.onpointermove = take;
    });
    for (const ends of ["pointerup", "pointercancel"]) this.track.addEventListener(ends, () => this.drop());
    this.handle.addEventListener("keydown", (event) => this.press(event));
  }

  /** The handle rests: only now its moment is looked at as a whole. */
  drop() {
    if (this.track.onpointermove) this.move(this.dragged);
    this.track.onpointermove = null;
  }

  press(event) {
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
    const jumps = { PageDown: this.at - SLOT_MS, PageUp: this.at + SLOT_MS, Home: this.day.begins, End: this.end() };
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (steps[event.key]) this.stepBy(steps[event.key]);
    else if (event.key in jumps) this.move(Math.min(Math.max(jumps[event.key], this.day.begins), this.end()));
    else if (event.key === " ") this.play();
    else return;
    event.preventDefault();
  }

  /** The last moment of this day that can be looked at. */
  end() {
    return Math.min(this.day.ends - 1000, this.now);
  }

  momentAt(x) {
    const box = this.track.getBoundingClientRect();
    const share = Math.min(Math.max((x - box.left) / box.width, 0), 1);
    const at = this.since + share * (this.until - this.since);
    return Math.min(Math.max(at, this.day.begins), this.end());
  }

  /** The whole day anew. */
  drawDay(day, at, now) {
    Object.assign(this, { day, now });
    const [since, until] = stretch(day, at, now);
    Object.assign(this, { since, until });
    const most = Math.max(...day.counts, 1);
    const bars = (className) => day.counts.flatMap((count, place) => (count ? [this.bar(count, place, most, className)] : []));
    this.bars.replaceChildren(...bars(""));
    this.gone.replaceChildren(...bars("violet"));
    this.drawHours();
    this.drawLandmarks();
    this.drawEmpty();
    this.handle.setAttribute("aria-valuemin", String(Math.floor(day.begins / 1000)));
    this.handle.setAttribute("aria-valuemax", String(Math.floor(this.end() / 1000)));
    this.track.setAttribute("aria-description", this.said());
    this.drawNow(now);
  }

  said() {
    const { words, calendar } = this.tools;
    const { counts, total, begins } = this.day;
    if (!total) return words["density.none"];
    const at = begins + counts.indexOf(Math.max(...counts)) * SLOT_MS;
    return fill(words["density.said"], { total, from: calendar.clock(at), to: calendar.clock(at + SLOT_MS) });
  }

  bar(count, place, most, className) {
    const bar = element("i", className);
    const at = this.day.begins + place * SLOT_MS;
    bar.style.left = this.share(at);
    bar.style.width = `${((SLOT_MS * 0.62) / (this.until - this.since)) * 100}%`;
    bar.style.height = `${Math.max((count / most) * 100, 7)}%`;
    return bar;
  }

  drawHours() {
    const hours = [];
    const many = (this.until - this.since) / HOUR_MS;
    const every = [1, 2, 3, 4, 6].find((hours) => many / hours <= Math.max(this.host.clientWidth, 320) / HOUR_PX) ?? 6;
    for (let at = this.since; at < this.until; at += HOUR_MS) {
      const hour = (at - this.day.begins) / HOUR_MS;
      if (hour % every || at === this.since) continue;
      const tick = element("span", "hour", this.tools.calendar.clock(at, { seconds: "never" }));
      tick.style.left = this.share(at);
      tick.dataset.at = String(at);
      hours.push(tick);
    }
    this.hours.replaceChildren(...hours);
  }

  /** Words stand on two lines where they would run into each other; what still would, tells itself on request. */
  drawLandmarks() {
    const ends = [-Infinity, -Infinity];
    this.marks.replaceChildren(...this.day.landmarks.map((one) => {
      const { calendar } = this.tools;
      const word = one.name.length > LONGEST_WORD ? `${one.name.slice(0, LONGEST_WORD - 1)}…` : one.name;
      const mark = element("button", "landmark", element("i", "diamond"), element("span", "", word));
      mark.type = "button";
      mark.title = `${calendar.clock(one.at)} ${one.name}`;
      mark.setAttribute("aria-label", mark.title);
      mark.style.left = this.share(one.at);
      const share = ((one.at - this.since) / (this.until - this.since)) * 100;
      const line = ends.findIndex((end) => end < share);
      mark.dataset.line = String(line);
      if (line >= 0) ends[line] = share + ((LANDMARK_PX + [...word].reduce((px, letter) => px + (letter > "\u2e7f" ? 13 : 7), 0)) / Math.max(this.host.clientWidth, 320)) * 100;
      mark.addEventListener("click", () => this.move(Math.min(one.at + 1000, this.end())));
      return mark;
    }));
  }

  drawEmpty() {
    const { words, calendar } = this.tools;
    const { total, before, after } = this.day;
    this.empty.hidden = total > 0;
    if (total) return;
    const way = (name, step) => {
      if (!step) return null;
      const at = Date.parse(step.as_of);
      const button = element("button", "plain", fill(words[name], { at: `${calendar.date(at)} ${calendar.clock(at)}` }));
      button.type = "button";
      button.addEventListener("click", () => this.move(at, step.as_of));
      return button;
    };
    this.empty.replaceChildren(...[element("b", "", words["density.none"]), way("empty.before", before), way("empty.after", after)].filter(Boolean));
  }

  drawNow(now) {
    this.now = now;
    this.nowMark.hidden = now < this.since || now > this.until;
    this.nowMark.style.left = this.share(now);
  }

  /** The bubble goes to the side where it hides neither the end nor "now"; hours under either give way. */
  seat() {
    const width = this.track.clientWidth;
    const px = (at) => ((at - this.since) / (this.until - this.since)) * width;
    const at = px(this.at);
    const now = this.nowMark.hidden ? Infinity : px(this.now);
    const covers = (left, point) => point > left - HALF_WORD_PX && point < left + BUBBLE_PX + HALF_WORD_PX;
    const turned = at > BUBBLE_PX && (at > width * 0.85 || (now >= at && covers(at, now)));
    this.handle.classList.toggle("turned", turned);
    for (const hour of this.hours.children) {
      const point = px(Number(hour.dataset.at));
      hour.classList.toggle("near", Math.abs(point - now) < 2 * HALF_WORD_PX || covers(turned ? at - BUBBLE_PX : at, point));
    }
  }

  /** Where the handle stands; `stand` tells what was known then. */
  place(at, stand = null) {
    this.at = at;
    if (at < this.since || at > this.until) this.drawDay(this.day, at, this.now);
    const share = this.share(at);
    this.handle.style.left = share;
    this.past.style.width = share;
    this.gone.style.clipPath = `inset(0 calc(100% - ${share}) 0 0)`;
    const clock = this.tools.calendar.clock(at, { seconds: "always" });
    setText(this.bubble, clock);
    this.seat();
    this.handle.setAttribute("aria-valuenow", String(Math.floor(at / 1000)));
    if (stand) this.handle.setAttribute("aria-valuetext", fill(this.tools.words["slider.value"], { at: clock, ...stand }));
  }

  share(at) {
    return `${(((at - this.since) / (this.until - this.since)) * 100).toFixed(3)}%`;
  }
}

/** From the hour before the first recording to the hour after the last, the moment and now within it. */
function stretch(day, at, now) {
  const used = day.counts.flatMap((count, place) => (count ? [day.begins + place * SLOT_MS] : []));
  const points = [...used, ...day.landmarks.map((one) => one.at), at];
  if (now >= day.begins && now < day.ends) points.push(now);
  const hour = (ms) => Math.floor((ms - day.begins) / HOUR_MS);
  let first = Math.max(hour(Math.min(...points) - HOUR_MS / 2), 0);
  let last = Math.min(hour(Math.max(...points) + HOUR_MS / 2) + 1, Math.round((day.ends - day.begins) / HOUR_MS));
  while (last - first < LEAST_HOURS && (first > 0 || last < 24)) {
    if (first > 0) first -= 1;
    if (last < 24) last += 1;
  }
  return [day.begins + first * HOUR_MS, day.begins + last * HOUR_MS];
}
