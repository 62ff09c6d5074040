/** Clock chips: name and figure; fill, icon shape and word carry the state. */
import { secondsLeft, shownClocks } from "./figures.js";
import { element, setFigure } from "./elements.js";
import { fill } from "./time.js";

const IN_A_LINE = 3;

/** The figure of a clock in its shown state; empty where there is none. */
function figureOf(clock, state, now, { calendar, words }) {
  const say = (key, time) => fill(words[key], { time });
  if (state === "red") return say("figure.over", calendar.short(-secondsLeft(clock.due_at, now)));
  if (state === "late") return clock.late_s === null ? "" : say("figure.late", calendar.short(clock.late_s));
  if (state === "met") return clock.used_s === null ? "" : calendar.short(clock.used_s);
  if (state === "paused") return clock.since === null ? "" : say("figure.since", calendar.since(clock.since, now));
  if (state === "void" || clock.due_at === null) return "";
  return calendar.due(clock.due_at, now);
}

function drawChip({ clock, state }, now, tools) {
  const { words, icons } = tools;
  const clockName = words[`clock.${clock.code}`] ?? clock.code;
  const reason = clock.reason ? words[`reason.${clock.reason}`] ?? clock.reason : "";
  const name = state === "paused" && reason ? reason : clockName;
  const figure = element("b", "figure");
  setFigure(figure, figureOf(clock, state, now, tools));
  const chip = element("span", `chip ${state}`, icons.draw(state, words[`state.${state}`]),
    element("span", "name", name), figure);
  if (name !== clockName) chip.title = clockName;
  if (state === "void" && reason) chip.append(element("span", "reason", reason));
  return { clock, state, node: chip, figure };
}

/** One chip for clocks that wait for the same reason since the same moment. */
function withoutTwins(shown) {
  const seen = new Set();
  return shown.filter(({ clock, state }) => {
    const twin = `${clock.reason}\n${clock.since}`;
    if (state !== "paused" || !clock.reason) return true;
    return !seen.has(twin) && seen.add(twin);
  });
}

/** How many are met, where there is no room for each; which ones they are is told on request. */
function metCount(met, words, icons) {
  const count = element("span", "chip met met-count", icons.draw("met", words["state.met"]), element("b", "figure", String(met.length)));
  count.title = met.map((chip) => chip.node.textContent).join(" \u00b7 ");
  return count;
}

/** Draw a row's chips into `host`; returns them for the ticks. */
export function drawChips(host, row, now, tools) {
  const chips = withoutTwins(shownClocks(row, now)).map((shown) => drawChip(shown, now, tools));
  host.replaceChildren(...chips.map((chip) => chip.node));
  const { words, icons } = tools;
  const many = chips.length > IN_A_LINE;
  host.classList.toggle("many", many);
  const met = chips.filter((chip) => chip.state === "met");
  if (met.length && (many || tools.narrow.matches)) host.append(metCount(met, words, icons));
  if (row.gaps > 0) {
    host.append(element("span", "chip gaps", icons.draw("soon"), fill(words[row.gaps === 1 ? "gaps.one" : "gaps"], { n: row.gaps })));
  }
  return chips;
}

/** Advance the figures; false when a chip changed its state and must be drawn anew. */
export function tickChips(chips, row, now, tools) {
  const states = new Map(shownClocks(row, now).map(({ clock, state }) => [clock, state]));
  for (const chip of chips) {
    if (states.get(chip.clock) !== chip.state) return false;
    if (chip.state === "red") setFigure(chip.figure, figureOf(chip.clock, "red", now, tools));
  }
  return true;
}
