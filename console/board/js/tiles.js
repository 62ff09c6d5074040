/** The four numbers: how many, in a word, and the worst case in a sentence. Pressing filters. */
import { element, setText } from "./elements.js";
import { TILES, inTile, waitingSince } from "./figures.js";
import { fill } from "./time.js";

const ICONS = { over: "red", soon: "soon", not_signed_for: "inbox", waiting_customer: "paused" };

export class Tiles {
  constructor(host, tools, onPress) {
    this.tools = tools;
    this.counts = {};
    this.views = new Map(TILES.map((tile) => [tile, this.build(tile, onPress)]));
    host.replaceChildren(...[...this.views.values()].map((view) => view.node));
  }

  build(tile, onPress) {
    const { words, icons } = this.tools;
    const count = element("span", "count", "–");
    const worst = element("span", "worst");
    const title = element("span", "title", icons.draw(ICONS[tile]),
      element("span", "long", words[`tile.${tile}`]), element("span", "brief", words[`tile.${tile}.brief`]));
    const node = element("button", `tile ${tile}`, count, element("span", "said", title, worst));
    node.type = "button";
    node.addEventListener("click", () => onPress(tile));
    return { node, count, worst };
  }

  /** Count the tiles from the standings of all rows, whatever the filter. */
  draw(items, now, chosen) {
    for (const [tile, view] of this.views) {
      const inside = items.filter((item) => inTile(item, tile));
      this.counts[tile] = inside.length;
      setText(view.count, String(inside.length));
      view.count.classList.toggle("long-number", inside.length > 99);
      setText(view.worst, inside.length ? this.worst(tile, inside, now) : this.tools.words[`tile.${tile}.none`]);
      view.node.classList.toggle("zero", inside.length === 0);
      view.node.setAttribute("aria-pressed", String(tile === chosen));
    }
  }

  worst(tile, items, now) {
    const { words, calendar } = this.tools;
    if (tile === "soon") return this.soonest(items, now);
    const [seconds, item] = items
      .map((each) => [tile === "over" ? -each.left : (now - waitingSince(each.row, tile)) / 1000, each])
      .reduce((a, b) => (b[0] > a[0] ? b : a));
    return fill(words[`tile.${tile}.worst`], { time: calendar.spoken(Math.max(seconds, 0)), place: item.row.place });
  }

  soonest(items, now) {
    const { words, calendar } = this.tools;
    const at = new Map();
    for (const item of items) at.set(item.due, (at.get(item.due) ?? 0) + 1);
    const [due, n] = [...at].reduce((a, b) => (b[1] > a[1] ? b : a));
    const time = calendar.spoken(Math.min(...items.map((item) => item.left)));
    const values = { time, n, at: calendar.due(due, now) };
    return fill(words[n > 1 ? "tile.soon.cluster" : "tile.soon.worst"], values);
  }

  /** The four numbers as one sentence, for a screen reader. */
  sentence() {
    return TILES.map((tile) => `${this.tools.words[`tile.${tile}`]} ${this.counts[tile]}`).join(", ");
  }
}
