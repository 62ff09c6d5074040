/** Asking the server while one types: who calls, what is open there, which item it may be, which clocks start. */
import { setText } from "../../board/js/elements.js";

const HINTS_MS = 120;
const LONGEST_MATTER = 400;

export class Lookups {
  constructor(form) {
    Object.assign(this, { form, turn: 0, part: "", heardAt: null });
  }

  /** `/call/find` and `/call/items`. */
  find(what, typed, signal) {
    const query = new URLSearchParams({ site: this.form.data.site, q: typed });
    return this.fetched(`/call/${what}?${query}`, signal);
  }

  async fetched(address, signal) {
    const answer = await fetch(address, { signal, headers: { Accept: "application/json" }, cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  /** Items by part of a name; an empty part goes back to what the words suggest. */
  async findItems(part) {
    const { tariff, parts, words, draft } = this.form;
    const asked = (this.part = part.trim());
    if (!asked) return this.ask();
    try {
      const offer = await this.find("items", asked);
      if (asked === this.part) tariff.offer(offer, draft.item);
    } catch {
      setText(parts["items-say"], words["found.lost"]);
    }
  }

  /** Ask for everything beside the form, shortly after the last key. */
  ask() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetch(), HINTS_MS);
  }

  async fetch() {
    const turn = (this.turn += 1);
    try {
      const hints = await this.fetched(`/call/hints?${this.query()}`);
      if (turn === this.turn && this.form.phase === "editing") this.show(hints);
    } catch {
      // The age of the last hints says that there is no connection; typing goes on.
    }
  }

  query() {
    const { draft, data, tariff, own } = this.form;
    return new URLSearchParams({
      site: data.site,
      kind: own ? "repair" : "help",
      unit: draft.unit || draft.address.trim(),
      phone: draft.phone.trim(),
      matter: draft.matter.slice(0, LONGEST_MATTER),
      item: own ? tariff.value(draft.item) : "",
      booked: draft.when === "booked" ? draft.booked : "",
      started: String(draft.started),
    });
  }

  show({ server_now, place, nearby, offer, preview }) {
    const { form } = this;
    const { draft, tariff } = form;
    form.clock.hear(server_now);
    this.heardAt = performance.now();
    const before = tariff.value(draft.item);
    if (!this.part) tariff.offer(offer, draft.item);
    this.sayPlace(place);
    form.nearby = nearby;
    form.drawNearby();
    form.beside.drawClocks(preview);
    if (tariff.value(draft.item) !== before) this.ask();
    form.tick();
  }

  sayPlace(place) {
    const { draft, own, parts, words } = this.form;
    const said = place ? [place.says, place.warranty].filter(Boolean).join(" · ") : words[own ? "address.unknown" : "address.free"];
    setText(parts["address-hint"], draft.address.trim() ? said : words["address.hint"]);
  }

  /** Seconds since the last answer; `null` before the first. */
  age() {
    return this.heardAt === null ? null : Math.floor((performance.now() - this.heardAt) / 1000);
  }

  stop() {
    clearTimeout(this.timer);
    this.turn += 1;
  }
}
