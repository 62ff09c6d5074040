/** Two desks side by side: the same rows left and right, what differs marked between them. */
import { drawChips } from "../../board/js/chips.js";
import { control, element, setPlain } from "../../board/js/elements.js";
import { TILES, inTile, standing } from "../../board/js/figures.js";
import { fill } from "../../board/js/time.js";
import { drawIcon } from "../../ticketpage/js/icons.js";

const TILE_ICONS = { over: "red", soon: "soon", not_signed_for: "inbox", waiting_customer: "paused" };
const ARROWS = [["unknown", "again"], ["breached", "late"], ["restated", "soon"], ["done", "check"], ["ended", "check"], ["new", "arrow"], ["merged", "phone"]];

/** Where nothing differs, so many rows stand for the rest until all are asked for. */
const WITHOUT_DIFFERENCE = 12;

/** A chip whose words came with it. */
function drawTold({ tone, icon, word, figure }) {
  return element("span", `chip ${tone}`, drawIcon(icon), element("span", "name", word), figure ? element("b", "figure", figure) : null);
}

export class Panes {
  constructor(host, tools, onRows) {
    Object.assign(this, { host, tools, onRows });
  }

  draw(frame, rows) {
    const { words } = this.tools;
    for (const pair of frame.pairs) if (pair.right === true) pair.right = pair.left;
    const different = frame.pairs.filter((pair) => pair.marks.length);
    const all = rows === "all";
    const both = frame.pairs.length > 0;
    const none = both && !different.length;
    const shown = all ? frame.pairs : none ? frame.pairs.slice(0, WITHOUT_DIFFERENCE) : different;
    this.host.replaceChildren(
      ...(both ? [this.choice(different.length, frame.pairs.length, all)] : []),
      ...(none ? [this.same(shown.length, frame.pairs.length)] : []),
      this.grid(frame, shown),
    );
  }

  choice(different, all, areAll) {
    const { words } = this.tools;
    const pill = (code, n, chosen) => {
      const button = control("pill", "", () => this.onRows(code));
      button.append(fill(words[`rows.${code}`], { n }));
      button.setAttribute("aria-pressed", String(chosen));
      return button;
    };
    const group = element("div", "pills", pill("different", different, !areAll && different > 0), pill("all", all, areAll));
    group.firstChild.disabled = !different;
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", words["label.rows"]);
    return group;
  }

  /** Nothing differs, and how many of the equal rows stand below. */
  same(n, all) {
    const { words } = this.tools;
    return element("p", "none", n < all ? fill(words["none.some"], { n, all }) : words["none.different"]);
  }

  grid(frame, pairs) {
    const { words } = this.tools;
    const grid = element("div", "panes", ...this.heads(frame), ...this.tiles(frame));
    if (frame.pairs.length) grid.append(...pairs.flatMap((pair) => this.pair(pair, frame)));
    else grid.append(this.cell("left none", element("span", "", words["none.then"])), element("i", "between"), this.cell("right none"));
    for (const side of ["left", "right"]) [...grid.querySelectorAll(`.cell.${side}`)].at(-1)?.classList.add("last");
    grid.dataset.right = frame.beside ? "past" : "now";
    return grid;
  }

  heads(frame) {
    const { words, calendar } = this.tools;
    const name = (side, word, icon) => {
      const title = element("b", "", fill(words[word], { at: calendar.clock(frame[side].at, { seconds: "always" }) }));
      const far = calendar.dayNumber(frame.left.at) !== calendar.dayNumber(frame.right.at);
      return element("h2", `cell head ${side}`, drawIcon(icon), title, far ? element("span", "dated", calendar.date(frame[side].at)) : null);
    };
    const left = name("left", frame.axis === "happened" ? "really" : "then", "again");
    return [left, element("i", "between"), name("right", frame.beside ? "other" : "now.title", frame.beside ? "again" : "clock")];
  }

  /** The four numbers of a desk; who has ended is no more on it. */
  tiles(frame) {
    const { words, calendar } = this.tools;
    if (frame.tiles) return [this.counted("left", frame.tiles.left), element("i", "between"), this.counted("right", frame.tiles.right)];
    const later = frame.swapped ? "left" : "right";
    const side = (name) => {
      const rows = frame.pairs.filter((pair) => pair[name] && !(name === later && pair.ended)).map((pair) => pair[name]);
      const items = rows.map((row) => standing(row, frame[name].at, calendar));
      return this.cell(`${name} numbers`, ...TILES.map((tile) => {
        const n = items.filter((item) => inTile(item, tile)).length;
        return element("span", `number ${tile}${n ? "" : " zero"}`, element("b", "", String(n)), drawIcon(TILE_ICONS[tile]), element("span", "", words[`tile.${tile}.brief`]));
      }));
    };
    return [side("left"), element("i", "between"), side("right")];
  }

  /** Numbers that the server counted. */
  counted(side, tiles) {
    return this.cell(`${side} numbers`, ...tiles.map((tile) =>
      element("span", `number ${tile.red ? "over" : "zero"}`, element("b", "", tile.value), drawIcon(tile.icon), element("span", "", tile.name))));
  }

  pair(pair, frame) {
    const later = frame.swapped ? "left" : "right";
    const cells = ["left", "right"].map((side) => this.side(pair, side, frame, side === later));
    return [cells[0], this.arrow(pair), cells[1]];
  }

  arrow(pair) {
    const { words } = this.tools;
    const [kind, icon] = ARROWS.find(([name]) => pair.marks.includes(name)) ?? ["same", ""];
    const between = element("span", `between arrow ${kind}`, icon ? drawIcon(icon, words[`arrow.${kind}`]) : element("span", "unseen", words["arrow.same"]));
    between.title = words[`arrow.${kind}`];
    return between;
  }

  side(pair, side, frame, isLater) {
    const row = pair[side];
    const name = this.tools.words[`brief.${side === "left" ? "then" : frame.beside ? "then" : "now"}`];
    const number = this.link(pair, side, frame);
    if (!row) return this.named(name, `${side} row absent ${pair.absent.kind}`, number, element("b", "title", pair.absent.title), element("span", "why", pair.absent.text));
    if (row.chips) return this.named(name, `${side} row worded`, number, element("span", "title"), element("span", "chips", ...row.chips.map(drawTold)));
    const what = element("span", "title");
    setPlain(what, [row.place, row.matter].filter(Boolean).join(" "), this.tools.lang);
    const chips = element("span", "chips");
    const cell = this.named(name, `${side} row`, number, what, chips);
    if (isLater && pair.ended) {
      cell.classList.add("ended");
      chips.append(element("span", "chip met", drawIcon("check"), pair.ended), ...this.latest(row, frame[side].at));
    } else drawChips(chips, row, frame[side].at, this.tools);
    return cell;
  }

  /** Of a ticket that has ended, what was late. */
  latest(row, at) {
    const host = element("span");
    drawChips(host, { ...row, clocks: row.clocks.filter((clock) => clock.state === "late"), gaps: 0 }, at, this.tools);
    return [...host.children];
  }

  link(pair, side, frame) {
    const as_of = side === "left" ? frame.as_of : frame.beside;
    const link = element("a", "ticket", pair.number);
    link.href = as_of ? `${pair.href}&as_of=${encodeURIComponent(as_of)}` : pair.href;
    return link;
  }

  /** A cell that says on a narrow screen which of the two desks it is of. */
  named(name, className, ...children) {
    const cell = this.cell(className, ...children);
    cell.dataset.name = name;
    return cell;
  }

  cell(className, ...children) {
    return element("div", `cell ${className}`, ...children);
  }
}
