/** Countdown to the next milestone, four numbers, and the line of the day. */
import { element, setText } from "../../board/js/elements.js";
import { fill } from "../../board/js/time.js";

const AFTER = 3;
const MARGIN_S = 1800;
const NAME_PART = 0.09;

/** Milestones to come, the next first; the first of a later day ends the list. */
export function coming(head, now) {
  return [...head.milestones, head.following].filter((one) => one && one.at * 1000 > now);
}

/** The silence that lasts, or the next one; null when no more comes. */
export function silence(head, now) {
  const next = head.silences.find((one) => one.ends * 1000 > now);
  return next ? { ...next, is_on: next.begins * 1000 <= now } : null;
}

export class Count {
  constructor(node, tools) {
    Object.assign(this, { node, tools });
    this.figure = element("b", "figure");
    this.to = element("b", "to");
    this.word = element("span", "word");
    this.rest = element("span", "rest");
    node.replaceChildren(this.figure, element("div", "", this.to, this.word, this.rest));
  }

  tick(head, now) {
    const { words, calendar, say } = this.tools;
    const [next, ...others] = coming(head, now);
    this.figure.hidden = !next;
    if (next) setText(this.figure, calendar.short((next.at * 1000 - now) / 1000));
    const at = (one) => (calendar.dayNumber(one.at * 1000) === calendar.dayNumber(now) ? "" : `${calendar.date(one.at * 1000)} `) + calendar.clock(one.at * 1000);
    setText(this.to, next ? fill(words["count.to"], { at: at(next), name: say(next.name) }) : words["count.over"]);
    const word = head.admission
      ? fill(words["count.admitted"], { at: calendar.clock(head.admission.at * 1000, { seconds: "never" }), name: head.admission.word_by ?? "" })
      : head.waits_for_word ? words["count.waits"] : next?.kind === "admission" ? fill(words["count.locked"], { at: at(next) }) : "";
    setText(this.word, word);
    this.word.classList.toggle("waits", head.waits_for_word);
    this.after(others.slice(0, AFTER).map((one) => `${at(one)} ${say(one.name)}`));
  }

  /** What comes after the next; on a wall, where it is one line, only as many as it holds. */
  after(rest) {
    if (this.shown === rest.join()) return;
    this.shown = rest.join();
    const { words, list } = this.tools;
    const say = () => setText(this.rest, rest.length ? fill(words["count.rest"], { list: rest.join(list) }) : "");
    say();
    while (rest.length > 1 && this.rest.scrollWidth > this.rest.clientWidth && this.rest.clientWidth) {
      rest.pop();
      say();
    }
  }
}

export class Tiles {
  constructor(node, tools) {
    Object.assign(this, { node, tools, tiles: {} });
    for (const [name, icon] of [["posts", "person"], ["rooms", "home"], ["reserve", "person"], ["calls", "phone"]]) {
      const tile = { box: element("div", "tile"), icon: element("span", ""), figure: element("b", "figure"), of: element("span", "of"), said: element("span", "said") };
      tile.name = icon;
      tile.box.dataset.tile = name;
      tile.box.append(element("span", "title", tile.icon, tools.words[`tile.${name}`]), element("span", "number", tile.figure, tile.of), tile.said);
      this.tiles[name] = tile;
      node.append(tile.box);
    }
  }

  draw(name, { figure, of = "", said = "", red = false }) {
    const tile = this.tiles[name];
    tile.box.classList.toggle("red", red);
    const icon = red ? "red" : tile.name;
    if (tile.drawn !== icon) tile.icon.replaceChildren(this.tools.icons.draw((tile.drawn = icon)));
    setText(tile.figure, String(figure));
    setText(tile.of, of);
    setText(tile.said, said);
  }

  tick(head, now) {
    const { words, calendar, say, comma, list } = this.tools;
    const gap = head.post_decisions[0];
    const since = gap?.since ? fill(words["tile.posts.since"], { time: calendar.spoken((now - gap.since * 1000) / 1000) }) : "";
    this.draw("posts", {
      figure: head.here, of: `/${head.heads}`, red: head.post_decisions.length > 0,
      said: gap ? fill(words["tile.posts.gap"], { post: say(gap.post), n: gap.missing }) + since : head.heads ? "" : words["tile.posts.none"],
    });
    const rooms = head.rooms;
    const bad = head.room_decisions[0];
    this.draw("rooms", {
      figure: rooms?.in_use ? rooms.usable : "–", of: rooms?.in_use ? `/${rooms.in_use}` : "", red: Boolean(bad),
      said: !rooms ? words["tile.rooms.none"] : !rooms.in_use ? words["tile.rooms.undecided"] : bad
        ? fill(words[bad.spare ? "tile.rooms.spare" : "tile.rooms.no_spare"], { room: bad.room, item: say(bad.item) })
        : fill(words["tile.rooms.left"], { n: rooms.spares_left }),
    });
    const places = new Map();
    for (const one of head.reserve) if (!one.post) places.set(one.place, (places.get(one.place) ?? 0) + 1);
    this.draw("reserve", {
      figure: head.reserve_left, of: words[head.reserve_left === 1 ? "tile.reserve.unit.one" : "tile.reserve.unit"],
      said: [...places].filter(([place]) => place).map(([place, n]) => fill(words["tile.reserve.at"], { place, n })).join(list),
    });
    this.draw("calls", {
      figure: head.calls.length, of: words[head.calls.length === 1 ? "tile.calls.unit.one" : "tile.calls.unit"], red: head.calls.length > 0,
      said: head.calls.length ? [head.calls[0].place, head.calls[0].what].filter(Boolean).join(comma) : head.answered_in_s === null ? words["tile.calls.never"] : fill(words["tile.calls.last"], { time: calendar.spoken(head.answered_in_s) }),
    });
  }
}

/** The day from its first to its last milestone, with now and the silent stretches. */
export class Line {
  constructor(node, tools) {
    Object.assign(this, { node, tools });
  }

  draw(head) {
    const miles = merged(head.milestones);
    this.node.hidden = miles.length < 2;
    if (this.node.hidden) return;
    this.from = (miles[0].at - MARGIN_S) * 1000;
    this.to = (miles[miles.length - 1].at + MARGIN_S) * 1000;
    this.passed = element("i", "passed");
    this.now = element("span", "nowmark", element("b", "", this.tools.words["line.now"]));
    const silent = head.silences.map((one) => this.placed(element("i", "silent"), one.begins * 1000, one.ends * 1000));
    let before = null;
    const marks = miles.map((one) => {
      const near = before && (one.at - before.at) * 1000 < NAME_PART * (this.to - this.from);
      before = { at: one.at, high: Boolean(near && !before.high) };
      const mark = element("span", before.high ? "mark high" : "mark", element("b", "", this.tools.say(one.name)), element("i", ""), element("span", "", this.tools.calendar.clock(one.at * 1000)));
      mark.style.insetInlineStart = this.part(one.at * 1000);
      mark.at = one.at * 1000;
      mark.title = this.tools.say(one.name);
      return mark;
    });
    this.marks = marks;
    for (const level of [true, false]) this.widen(marks.filter((mark) => mark.classList.contains("high") === level));
    this.node.replaceChildren(element("div", "track", element("i", "rail"), ...silent, this.passed, ...marks, this.now));
  }

  /** As wide as the marks beside one on the same level leave it, and the card's edges. */
  widen(level) {
    const whole = this.to - this.from;
    level.forEach((mark, index) => {
      const gaps = [level[index - 1], level[index + 1]].filter(Boolean).map((other) => Math.abs(mark.at - other.at) / whole);
      const edge = Math.min(mark.at - this.from, this.to - mark.at) / whole;
      const beside = gaps.map((gap) => `calc(${(100 * gap).toFixed(2)}% - 8px)`);
      mark.style.inlineSize = `min(${["240px", `calc(${(200 * edge).toFixed(2)}% + 104px)`, ...beside].join(", ")})`;
    });
  }

  placed(node, begins, ends) {
    node.style.insetInlineStart = this.part(begins);
    node.style.inlineSize = `calc(${this.part(ends)} - ${this.part(begins)})`;
    return node;
  }

  part(at) {
    return `${Math.min(100, Math.max(0, (100 * (at - this.from)) / (this.to - this.from))).toFixed(2)}%`;
  }

  tick(now) {
    if (this.node.hidden || !this.now) return;
    this.now.style.insetInlineStart = this.passed.style.inlineSize = this.part(now);
    for (const mark of this.marks) mark.classList.toggle("done", mark.at <= now);
  }
}

/** Silence has its own stretch; of milestones at one moment the first tells. */
function merged(miles) {
  const told = miles.filter((one) => !one.kind.startsWith("silence"));
  return told.filter((one, index) => index === 0 || one.at !== told[index - 1].at);
}
