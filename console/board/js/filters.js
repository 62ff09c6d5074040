/** The chosen filters: pill (f), search (q) and tile (t), kept in the page's address. */
import { TILES, inPill, inTile } from "./figures.js";

export class Filters {
  constructor(initial) {
    const address = new URLSearchParams(window.location.search);
    const read = (name) => address.get(name) ?? String(initial?.[name] ?? "");
    this.f = read("f");
    this.q = read("q");
    this.t = TILES.includes(read("t")) ? read("t") : "";
  }

  set(name, value) {
    this[name] = value;
    this.keep();
  }

  clear() {
    this.f = this.q = this.t = "";
    this.keep();
  }

  active() {
    return Boolean(this.f || this.q.trim() || this.t);
  }

  keep() {
    const address = new URL(window.location.href);
    for (const name of ["f", "q", "t"]) {
      if (this[name]) address.searchParams.set(name, this[name]);
      else address.searchParams.delete(name);
    }
    window.history.replaceState(window.history.state, "", address);
  }

  admits(item) {
    return inPill(item.row, this.f) && (!this.t || inTile(item, this.t)) && this.found(item.row);
  }

  found(row) {
    const terms = folded(this.q).split(/\s+/).filter(Boolean);
    if (!terms.length) return true;
    const text = folded([row.place, row.number, row.matter, row.with, row.with_team].filter(Boolean).join("\n"));
    return terms.every((term) => text.includes(term));
  }
}

function folded(text) {
  return text.normalize("NFKC").toLowerCase();
}
