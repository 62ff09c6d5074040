/** The stopwatch: how long the call lasts, and the limits of the site's profile as ticks on one bar. */
import { element, setText } from "../../board/js/elements.js";
import { fill } from "../../board/js/time.js";

const ROOM = 1.12;
const HALF = 50;

export class Stopwatch {
  constructor(parts, calendar, words) {
    Object.assign(this, { parts, calendar, words, limits: [], drawn: "" });
  }

  /** Which limits run from the call, by the second. */
  setLimits(limits) {
    this.limits = limits.filter((limit) => limit.seconds).sort((one, other) => one.seconds - other.seconds);
  }

  /** Draw one second: `ticked` says when each step was said to be taken, `until` where the watch stands still. */
  draw(started, now, ticked) {
    const elapsed = Math.max(0, Math.floor((now - started) / 1000));
    const longest = this.limits.at(-1)?.seconds ?? 0;
    const scale = longest * ROOM;
    setText(this.parts.elapsed, this.calendar.short(elapsed));
    this.parts.watch.classList.toggle("unlimited", !scale);
    this.parts.done.style.width = `${scale ? Math.min(100, (100 * elapsed) / scale) : 0}%`;
    this.drawMarks(started, scale, ticked);
    this.drawNext(elapsed, scale, ticked);
  }

  drawMarks(started, scale, ticked) {
    const said = JSON.stringify([started, this.limits, ticked]);
    if (said === this.drawn) return;
    this.drawn = said;
    const { calendar, words } = this;
    const began = element("span", "began", fill(words["began"], { at: calendar.clock(started, { seconds: "always" }) }));
    const marks = this.limits.map((limit) => {
      const at = ticked[limit.code] ?? started + limit.seconds * 1000;
      const time = element("time", "", calendar.clock(at, { seconds: "always" }));
      const name = ticked[limit.code] ? `✓ ${limit.name} ` : `${limit.name} `;
      const mark = element("span", ticked[limit.code] ? "mark ticked" : "mark", name, time);
      mark.style.left = `${(100 * limit.seconds) / scale}%`;
      return mark;
    });
    this.parts.marks.replaceChildren(began, ...marks);
    const ticks = this.limits.map((limit) => {
      const node = element("i", "tick");
      node.style.left = `${(100 * limit.seconds) / scale}%`;
      return node;
    });
    this.parts.track.replaceChildren(this.parts.done, ...ticks);
  }

  drawNext(elapsed, scale, ticked) {
    const open = this.limits.filter((limit) => !ticked[limit.code]);
    const node = this.parts["next-limit"];
    const next = open[0];
    if (!next) {
      setText(node, scale ? this.words["all_ticked"] : "");
      node.className = "next";
      node.style.left = "0";
      return;
    }
    const left = next.seconds - elapsed;
    const wording = this.words[left < 0 ? "over" : "left"];
    setText(node, fill(wording, { name: next.name, time: this.calendar.short(Math.abs(left)) }));
    node.className = left < 0 ? "next over" : "next";
    const at = Math.min(100, (100 * elapsed) / scale);
    node.style.left = at > HALF ? "auto" : `${at}%`;
    node.style.right = at > HALF ? `${100 - at}%` : "auto";
  }
}
