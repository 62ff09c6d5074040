/** What an empty list says: what comes next, or how to leave a filter that holds nothing. */
import { control, element, setText } from "./elements.js";
import { TILES } from "./figures.js";
import { fill } from "./time.js";
import { pillName } from "./toolbar.js";

export class Empty {
  constructor(host, tools, { showAll, goTo }) {
    Object.assign(this, { host, tools, showAll, goTo });
    this.signature = "";
  }

  /** `shown` are the filtered standings, `items` all of them. */
  draw(items, shown, filters, now) {
    const urgent = items.some((item) => ["over", "soon", "hours"].includes(item.group));
    if (filters.active() && shown.length === 0) this.show(["filter", ...this.totals(items), this.nameOf(filters)], () => this.filtered(items, filters));
    else if (!filters.active() && items.length === 0) this.show(["none"], () => this.nothing());
    else if (!filters.active() && !urgent) this.show(["quiet", this.next(items, now), ...this.totals(items)], () => this.quiet(items, now));
    else this.show(null);
  }

  show(signature, build) {
    const text = JSON.stringify(signature);
    if (text === this.signature) return;
    this.signature = text;
    this.host.hidden = signature === null;
    this.host.replaceChildren(...(signature === null ? [] : build()));
  }

  totals(items) {
    const count = (group) => items.filter((item) => item.group === group).length;
    return [items.length, count("over"), count("today"), count("paused")];
  }

  nameOf(filters) {
    const { words } = this.tools;
    const tile = filters.t ? words[`tile.${TILES.find((name) => name === filters.t)}`] : "";
    return [filters.f ? pillName(filters.f, words) : "", tile, filters.q.trim()].filter(Boolean).join(" + ");
  }

  filtered(items, filters) {
    const { words, icons } = this.tools;
    const [all, over] = this.totals(items);
    const button = control("verb", "", this.showAll);
    button.textContent = words["empty.show_all"];
    const name = element("b", "", fill(words["empty.filter"], { name: this.nameOf(filters) }));
    const rest = fill(words[over ? "empty.filter_rest" : "empty.filter_rest_none_over"], { all, over });
    this.host.dataset.kind = "filter";
    return [icons.draw("search"), element("p", "", name, element("span", "", rest)), button];
  }

  nothing() {
    const { words, icons, links } = this.tools;
    const next = links.call === false ? "empty.none_wait" : "empty.none_next";
    this.host.dataset.kind = "quiet";
    return [icons.draw("met"), element("div", "", element("h2", "", words["empty.none"]), element("p", "", words[next]))];
  }

  quiet(items, now) {
    const { words, icons } = this.tools;
    const [, , today, paused] = this.totals(items);
    this.host.dataset.kind = "quiet";
    const ways = element("p", "ways", today ? this.way("verb", "empty.today", today, "today") : null,
      paused ? this.way("plain", "empty.paused", paused, "paused") : null);
    const next = element("p", "");
    setText(next, this.next(items, now));
    return [icons.draw("met"), element("div", "", element("h2", "", words["empty.quiet"]), next, ways)];
  }

  next(items, now) {
    const { words, calendar } = this.tools;
    const first = items.filter((item) => item.due !== null).reduce((a, b) => (a && a.due <= b.due ? a : b), null);
    if (!first) return words["empty.no_next"];
    return fill(words["empty.next"], { place: first.row.place, matter: first.row.matter, at: calendar.due(first.due, now) });
  }

  way(className, word, n, group) {
    const button = control(className, "", () => this.goTo(group));
    button.textContent = fill(this.tools.words[word], { n });
    return button;
  }
}
