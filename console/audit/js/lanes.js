/** Lanes around the moment: solid where it happened, hollow where it was recorded, a line between when that was late. */
import { element } from "../../board/js/elements.js";
import { fill } from "../../board/js/time.js";

const TEN_MIN = 600_000;
const NAME_PX = 186;
const HAN_PX = 13;
const LATIN_PX = 7;

export function drawLanes(host, frame, tools) {
  const { words } = tools;
  const { lanes } = frame;
  if (!lanes) return;
  const head = element("div", "card-head", element("h2", "", words["lanes"]), element("span", "hint", words["lanes.hint"]));
  const happened = lanes.lanes.some((lane) => lane.marks.length);
  const body = happened || lanes.lanes.length
    ? element("div", "lane-body", ...lanes.lanes.map((lane) => drawLane(lane, lanes, tools, new Room(host))), drawAxis(lanes, tools))
    : element("p", "none", words["lanes.none"]);
  host.replaceChildren(head, body, ...(happened ? [drawTable(lanes, tools, host)] : []));
}

/** Where words stand on one lane already, in per cent of its width; a word without room is told on request. */
class Room {
  constructor(host) {
    this.width = Math.max(host.clientWidth - (host.clientWidth > 600 ? NAME_PX : 32), 200);
    this.taken = [];
  }

  /** Take the room for a word whose middle, or whose end, is at a place; false where it is taken. */
  take(word, place, { ends = false } = {}) {
    const px = [...word].reduce((sum, letter) => sum + (letter > "\u2e7f" ? HAN_PX : LATIN_PX), 6);
    const share = (px / this.width) * 100;
    const from = ends ? place - share : place - share / 2;
    const free = this.taken.every(([start, end]) => from > end || from + share < start);
    if (free) this.taken.push([from, from + share]);
    return free;
  }
}

function drawLane(lane, lanes, tools, room) {
  const name = element(lane.href ? "a" : "span", "lane-name", lane.name);
  if (lane.href) name.href = `${lane.href}&as_of=${encodeURIComponent(tools.asOf())}`;
  const track = element("div", "lane-track", element("i", "side-ahead"), element("i", "at-line"));
  track.style.setProperty("--at", share(lanes.at, lanes));
  if (lane.held) {
    track.append(element("span", "held", lane.held));
    room.take(lane.held, 0);
    room.take(lane.held, 10);
  }
  const late = lane.marks.filter((mark) => mark.late && percent(mark.recorded, lanes) > 0);
  track.append(...late.flatMap((mark) => drawLate(mark, lanes, tools, room)));
  track.append(...lane.marks.filter((mark) => isInside(mark.happened, lanes)).flatMap((mark) => drawMark(mark, lanes, room)));
  return element("div", "lane", name, track);
}

/** A mark recorded late: a line to where that was, hollow. */
function drawLate(mark, lanes, tools, room) {
  const line = element("i", "late-line");
  const from = Math.max(percent(mark.happened, lanes), 0);
  const to = percent(mark.recorded, lanes);
  line.style.left = `${from}%`;
  line.style.width = `${to - from}%`;
  const ring = element("i", "ring");
  ring.style.left = `${to}%`;
  const said = fill(tools.words["later"], { at: mark.written });
  if (!room.take(said, to, { ends: true })) return [line, ring];
  const word = element("span", "mark-word late", said);
  word.style.left = `${to}%`;
  return [line, ring, word];
}

function drawMark(mark, lanes, room) {
  const place = percent(mark.happened, lanes);
  const dot = element("i", `dot${mark.happened > lanes.at ? " ahead" : ""}`);
  dot.style.left = `${place}%`;
  dot.title = [mark.at, mark.text, mark.who, mark.late].filter(Boolean).join("\n");
  if (!room.take(mark.word, place)) return [dot];
  const word = element("span", "mark-word", mark.word);
  word.style.left = `${place}%`;
  word.title = dot.title;
  return [dot, word];
}

function isInside(at, { since, until }) {
  return at >= since && at <= until;
}

function drawAxis(lanes, tools) {
  const ticks = [];
  for (let at = Math.ceil(lanes.since / TEN_MIN) * TEN_MIN; at <= lanes.until; at += TEN_MIN) {
    const tick = element("span", "", tools.calendar.clock(at, { seconds: "never" }));
    tick.style.left = share(at, lanes);
    ticks.push(tick);
  }
  const ahead = element("span", "ahead-word", tools.words["lanes.ahead"]);
  return element("div", "lane axis", element("span", "lane-name"), element("div", "lane-track", ...ticks), ahead);
}

/** The same as words, for whoever cannot see lanes. */
function drawTable(lanes, tools, host) {
  const { words } = tools;
  const open = host.querySelector("details")?.open ?? false;
  const columns = ["happened", "recorded", "what", "who"].map((name) => element("th", "", words[`column.${name}`]));
  const rows = lanes.lanes.filter((lane) => lane.kind === "ticket" || lane.kind === "rule").flatMap((lane) => lane.marks.map((mark) => element("tr", mark.late ? "late" : "",
    element("td", "", mark.at), element("td", "", mark.late ? `${mark.written} ${mark.late}` : mark.written), element("td", "", element("b", "", lane.name), " ", mark.text), element("td", "", mark.who))));
  const table = element("table", "", element("thead", "", element("tr", "", ...columns)), element("tbody", "", ...rows));
  const details = element("details", "twin", element("summary", "", words["lanes.table"]), element("div", "wide", table));
  details.open = open;
  return details;
}

function percent(at, { since, until }) {
  return Math.min(Math.max(((at - since) / (until - since)) * 100, -1), 100);
}

function share(at, lanes) {
  return `${percent(at, lanes).toFixed(2)}%`;
}
