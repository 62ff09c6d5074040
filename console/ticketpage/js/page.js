/** One part of the ticket page; Streamlit calls it with each new `data`. */
import { Calendar } from "../../board/js/time.js";
import { drawClocks } from "./clocks.js";
import { drawFound } from "./found.js";
import { drawHead, drawLocks, drawSteps } from "./head.js";
import { drawPulse } from "./pulse.js";
import { drawStory } from "./story.js";

const PARTS = {
  head: drawHead, steps: drawSteps, locks: drawLocks, clocks: drawClocks, story: drawStory, found: drawFound, pulse: drawPulse,
};
const mounted = new WeakMap();

export default function mount({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector("[data-part=page]");
  const before = mounted.get(parentElement);
  const written = JSON.stringify({ ...data, server_now: 0 });
  const ticks = ["pulse", "clocks", "head"].includes(data.part);
  const entry = before ?? {};
  entry.send = setTriggerValue;
  if (before?.written === written && !ticks) return before.leave;
  clearInterval(entry.timer);
  host.lang = data.lang;
  host.className = `ink page ${data.part}`;
  host.dataset.past = data.past ? "yes" : "";
  const began = performance.now();
  const now = () => (data.past ? data.server_now : data.server_now + performance.now() - began);
  const calendar = new Calendar(data.zone, data.lang, data.words);
  const clockOf = (ms) => calendar.clock(ms, { seconds: "always" });
  const send = (name, value) => entry.send(name, value);
  const tick = PARTS[data.part](host, { data: { ...data, clockOf }, words: data.words, now, send });
  tick?.();
  const timer = tick && !data.past ? setInterval(tick, 1000) : null;
  Object.assign(entry, { timer, written, leave: () => clearInterval(timer) });
  mounted.set(parentElement, entry);
  return entry.leave;
}
