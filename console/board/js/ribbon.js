/** The next three hours: a now-line, what is over at its left, one mark a limit, landmarks by word. */
import { element, setText } from "./elements.js";
import { secondsLeft, shownState } from "./figures.js";
import { RIBBON_S, SOON_S, fill } from "./time.js";

const BUCKET_S = 120;
const REDRAW_MS = 10_000;

export class Ribbon {
  constructor(track, over, tools) {
    this.track = track;
    this.over = over;
    this.tools = tools;
    this.drawnAt = -Infinity;
  }

  draw(items, landmarks, now, { anew }) {
    if (!anew && now - this.drawnAt < REDRAW_MS) return;
    this.drawnAt = now;
    const overdue = items.filter((item) => item.group === "over").length;
    const limits = items.flatMap((item) => limitsOf(item.row, now)).sort((a, b) => a.due - b.due);
    setText(this.over, String(overdue));
    this.over.hidden = overdue === 0;
    this.track.setAttribute("aria-label", fill(this.tools.words["ribbon.said"], { over: overdue, n: limits.length }));
    this.track.replaceChildren(...this.ticks(now), ...this.marks(limits, now), ...this.landmarks(landmarks, now));
  }

  ticks(now) {
    const { calendar, words } = this.tools;
    const half = 30 * 60 * 1000;
    const first = Math.ceil(now / half) * half;
    const soon = element("i", "soon-band");
    soon.style.width = share(SOON_S);
    const line = element("span", "now-line", element("b", "", words["ribbon.now"]));
    const ticks = [];
    for (let at = first; secondsLeft(at, now) <= RIBBON_S; at += half) {
      const tick = element("span", "hour", calendar.clock(at, { seconds: "never" }));
      tick.style.left = share(secondsLeft(at, now));
      tick.classList.toggle("near", secondsLeft(at, now) < 6 * 60);
      ticks.push(tick);
    }
    return [soon, ...ticks, line];
  }

  /** One mark a limit; limits within two minutes stand on each other, more than two as a number. */
  marks(limits, now) {
    const buckets = new Map();
    for (const limit of limits) {
      const bucket = Math.floor(limit.left / BUCKET_S);
      buckets.set(bucket, [...(buckets.get(bucket) ?? []), limit]);
    }
    return [...buckets.values()].map((bucket) => this.stack(bucket, now));
  }

  stack(bucket, now) {
    const { icons, words, calendar } = this.tools;
    const drawn = bucket.slice(0, bucket.length > 2 ? 1 : 2).map((limit) => icons.draw(limit.state));
    const stack = element("span", `stack ${bucket[0].state}`, ...drawn);
    if (bucket.length > 2) stack.append(element("b", "", String(bucket.length)));
    stack.title = bucket.map((limit) => `${calendar.due(limit.due, now)} ${words[`clock.${limit.code}`] ?? limit.code} ${limit.place}`).join("\n");
    stack.style.left = share(bucket[0].left);
    return stack;
  }

  landmarks(landmarks, now) {
    const { words, calendar } = this.tools;
    return landmarks.filter(({ at }) => secondsLeft(at, now) >= 0 && secondsLeft(at, now) <= RIBBON_S).map(({ at, code }) => {
      const soon = secondsLeft(at, now) <= SOON_S;
      const word = words[`landmark.${code}`] ?? code;
      const mark = element("span", `landmark ${soon ? "soon" : ""}`, soon ? `${word} ${calendar.clock(at)}` : word);
      mark.style.left = share(secondsLeft(at, now));
      mark.classList.toggle("late-half", secondsLeft(at, now) > RIBBON_S * 0.85);
      return mark;
    });
  }
}

function limitsOf(row, now) {
  if (row.paused) return [];
  return row.clocks
    .filter((clock) => ["soon", "running"].includes(shownState(clock, now)) && clock.due_at !== null)
    .map((clock) => ({
      due: clock.due_at, left: secondsLeft(clock.due_at, now), state: shownState(clock, now), code: clock.code, place: row.place,
    }))
    .filter((limit) => limit.left <= RIBBON_S);
}

function share(seconds) {
  return `${((seconds / RIBBON_S) * 100).toFixed(3)}%`;
}
