/** What the rows say at one instant: state of each clock, standing of each row, the four numbers. Pure. */
import { RIBBON_S, SOON_S } from "./time.js";

export const GROUPS = ["over", "soon", "hours", "today", "later", "paused"];
const RANK = Object.fromEntries(GROUPS.map((group, rank) => [group, rank]));
export const ICON_OF_GROUP = {
  over: "red", soon: "soon", hours: "running", today: "running", later: "running", paused: "paused"
};
export const TILES = ["over", "soon", "not_signed_for", "waiting_customer"];

const FAMILY_OF_CLOCK = {
  fill_slip: "intake", notify_engineering: "intake", arrive: "arrive", assess: "replies",
  first_answer: "replies", return_slips: "slips", to_finance: "slips", follow_up: "visits",
};
const FAMILIES = ["intake", "arrive", "replies", "slips", "visits", "other"];
const URGENCY = { red: 0, soon: 1, running: 2, paused: 3, late: 4, met: 5, void: 6 };

/** Whole seconds from `now` to `due`; negative once over. Both sides are cut to seconds, never rounded. */
export function secondsLeft(due, now) {
  return Math.floor(due / 1000) - Math.floor(now / 1000);
}

/** The state a clock is shown in: a running one becomes soon within 30 minutes and red once over. */
export function shownState(clock, now) {
  if (clock.state !== "running" || clock.due_at === null) return clock.state;
  const left = secondsLeft(clock.due_at, now);
  if (left < 0) return "red";
  return left <= SOON_S ? "soon" : "running";
}

/** Clocks with their shown state, most urgent first. */
export function shownClocks(row, now) {
  return row.clocks
    .map((clock) => ({ clock, state: shownState(clock, now) }))
    .sort((a, b) => URGENCY[a.state] - URGENCY[b.state]
      || (a.clock.due_at ?? Infinity) - (b.clock.due_at ?? Infinity));
}

/** Where a row stands: its group, its due instant and the seconds left. */
export function standing(row, now, calendar) {
  if (row.paused) return { row, group: "paused", due: null, left: null };
  const due = row.due_at ?? earliestDue(row);
  if (due === null) return { row, group: "later", due: null, left: null };
  const left = secondsLeft(due, now);
  return { row, group: groupOf(left, due, now, calendar), due, left };
}

function earliestDue(row) {
  const open = row.clocks.filter((clock) => clock.state === "running" && clock.due_at !== null);
  return open.length ? Math.min(...open.map((clock) => clock.due_at)) : null;
}

function groupOf(left, due, now, calendar) {
  if (left < 0) return "over";
  if (left <= SOON_S) return "soon";
  if (left <= RIBBON_S) return "hours";
  return calendar.dayNumber(due - 1) === calendar.dayNumber(now) ? "today" : "later";
}

/** ONE order: the group, then minutes left; paused rows by how long they have waited. */
export function byUrgency(a, b) {
  return RANK[a.group] - RANK[b.group]
    || sortKey(a) - sortKey(b)
    || a.row.reported_at - b.row.reported_at
    || (a.row.id < b.row.id ? -1 : 1);
}

function sortKey(item) {
  if (item.group === "paused") return item.row.paused_since ?? item.row.reported_at;
  return item.due ?? Number.MAX_SAFE_INTEGER;
}

/** Does a row belong to a number tile? */
export function inTile(item, tile) {
  return tile === "over" || tile === "soon" ? item.group === tile : item.row.flags.includes(tile);
}

/** Since when a flagged row has been waiting. */
export function waitingSince(row, tile) {
  if (tile === "waiting_customer") return row.paused_since ?? row.with_note?.at ?? row.reported_at;
  return row.with_note?.at ?? row.reported_at;
}

/** The families of limits that a row still has open. */
export function familiesOf(row) {
  const open = row.clocks.filter((clock) => clock.state === "running" || clock.state === "paused");
  return new Set(open.map((clock) => FAMILY_OF_CLOCK[clock.code] ?? "other"));
}

/** The filter pills with their counts, in the order shown. `chosen` is kept even at zero. */
export function pillsOf(items, chosen) {
  const counts = new Map();
  const add = (key) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const item of items) {
    for (const family of familiesOf(item.row)) add(family);
    add(`kind.${item.row.kind}`);
    if (item.row.paused) add("paused");
  }
  const kinds = [...counts.keys()].filter((key) => key.startsWith("kind.")).sort();
  const keys = [...FAMILIES, ...(kinds.length > 1 ? kinds : []), "paused"];
  if (chosen && !keys.includes(chosen)) keys.push(chosen);
  const shown = keys.filter((key) => counts.has(key) || key === chosen);
  return [["", items.length], ...shown.map((key) => [key, counts.get(key) ?? 0])];
}

export function inPill(row, key) {
  if (!key) return true;
  if (key === "paused") return row.paused;
  return key.startsWith("kind.") ? key === `kind.${row.kind}` : familiesOf(row).has(key);
}
