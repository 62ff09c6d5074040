/** The clocks with their arithmetic, which ticks; and the tracker of the slip's copies. */
import { element, setText } from "../../board/js/elements.js";
import { fill } from "../../board/js/time.js";
import { drawIcon } from "./icons.js";

const LIVE = new Set(["running", "soon", "red"]);
const SOON_MS = 30 * 60 * 1000;
const MINUS_SIGN = "\u2212";

export function drawClocks(host, { data, words, now }) {
  const ticks = [];
  const tools = { words, now, past: Boolean(data.past), clockOf: data.clockOf, ticks };
  const card = element("section", "card", head(words["limits"], data.policy));
  const [first, ...rest] = data.clocks;
  if (!first) card.append(element("p", "none", words["limits.none"]));
  if (first) card.append(LIVE.has(first.state) ? leading(first, tools) : settled([first], tools));
  if (rest.length) card.append(settled(rest, tools));
  host.replaceChildren(card);
  if (data.copies) host.append(copies(data.copies, words));
  return () => ticks.forEach((tick) => tick());
}

export function head(title, hint) {
  return element("header", "card-head", element("h2", "", title), element("span", "hint", hint ?? ""));
}

/** The most urgent clock: large, with its arithmetic open. */
function leading(clock, tools) {
  const band = element("div", "band");
  const figure = element("b", "figure");
  const icon = element("span", "mark");
  const said = element("span", "said", element("b", "", clock.name), " ", fill(tools.words["due"], { at: clock.due_at }));
  band.append(icon, figure, said, provisional(clock));
  let shown = "";
  tools.ticks.push(() => {
    const state = stateOf(clock, tools);
    if (state !== shown) {
      band.className = `band ${state}`;
      icon.replaceChildren(drawIcon(state, tools.words[`state.${state}`]));
      shown = state;
    }
    setText(figure, brief(leftSeconds(clock, tools)));
  });
  return element("div", "leading", band, arithmetic(clock, tools));
}

function settled(clocks, tools) {
  const list = element("ul", "settled");
  list.append(...clocks.map((clock) => oneLine(clock, tools)));
  return list;
}

function oneLine(clock, tools) {
  const chip = drawChip(clock, tools);
  const due = fill(tools.words["due"], { at: clock.due_at });
  const aside = element("span", "aside", LIVE.has(clock.state) ? due : clock.aside);
  const more = document.createElement("details");
  more.append(element("summary", "", chip, aside, provisional(clock), element("span", "how", tools.words["how"])),
    arithmetic(clock, tools));
  return element("li", "", more);
}

/** Icon, name and figure; of a clock that runs, the figure moves and the state with it. */
export function drawChip(clock, tools) {
  const chip = element("span", `chip ${clock.state}`);
  const figure = element("b", "figure", clock.figure);
  const draw = (state) => {
    chip.className = `chip ${state}`;
    chip.replaceChildren(drawIcon(state, tools.words[`state.${state}`]), element("span", "name", clock.name), figure);
  };
  draw(clock.state);
  if (LIVE.has(clock.state)) {
    let shown = clock.state;
    tools.ticks.push(() => {
      const state = stateOf(clock, tools);
      if (state !== shown) draw((shown = state));
      setText(figure, brief(leftSeconds(clock, tools)));
    });
  }
  return chip;
}

function provisional(clock) {
  return element("span", "hint", clock.provisional);
}

/** Lines that add up; the present instant and what is left move with it. */
function arithmetic(clock, tools) {
  const table = element("dl", "sum");
  for (const line of clock.lines) {
    const text = element("dt", line.sign === "=" ? "result" : "", element("i", "sign", line.sign === "\u2212" ? MINUS_SIGN : line.sign === "+" ? "\uff0b" : line.sign));
    const words = element("span", "", line.text);
    text.append(words, line.rule ? element("small", "rule", line.rule) : "");
    const value = element("dd", line.sign === "=" ? "result" : "", line.value);
    table.append(text, value);
    if (line.live === "now") tools.ticks.push(() => setText(value, tools.clockOf(tools.now())));
    if (line.live === "left") {
      tools.ticks.push(() => {
        const left = leftSeconds(clock, tools);
        setText(words, tools.words[left < 0 ? "over" : "left"]);
        setText(value, long(left));
      });
    }
  }
  return table;
}

function leftSeconds(clock, { now }) {
  return Math.floor(clock.due / 1000) - Math.floor(now() / 1000);
}

function stateOf(clock, tools) {
  const left = leftSeconds(clock, tools) * 1000;
  if (left < 0) return "red";
  return left <= SOON_MS ? "soon" : "running";
}

/** `5:40`, `1:18:40`; a true minus once over. */
function brief(seconds) {
  const written = long(Math.abs(seconds)).replace(/^0:0?/, "");
  return seconds < 0 ? MINUS_SIGN + written : written;
}

function long(seconds) {
  const whole = Math.abs(seconds);
  const two = (n) => String(n).padStart(2, "0");
  const said = `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return seconds < 0 ? MINUS_SIGN + said : said;
}

function copies(data, words) {
  const card = element("section", "card", head(fill(words["slip"], { number: data.slip }), data.until));
  for (const row of data.rows) {
    const way = element("ol", "way");
    way.append(...row.stops.map((stop) => {
      const item = element("li", stop.state, element("i", "mark"), element("span", "name", stop.name));
      item.title = [stop.who, stop.at].filter(Boolean).join(" · ");
      if (stop.state === "here") item.setAttribute("aria-current", "location");
      return item;
    }));
    card.append(element("div", "copy", element("div", "whose", element("b", "", row.name), element("span", "", row.holder)), way));
  }
  return card;
}
