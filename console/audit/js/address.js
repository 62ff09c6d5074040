/** The moment in the page's address, and instants as an address has them: in the site's own time. */

const NAMES = ["as_of", "axis", "b", "rows", "whole"];

export class Address {
  constructor() {
    const query = new URLSearchParams(window.location.search);
    this.values = Object.fromEntries(NAMES.map((name) => [name, query.get(name) ?? ""]));
  }

  get(name) {
    return this.values[name];
  }

  /** Keep values; an empty one leaves the address. The entry in the history stays the same: Back leaves the page. */
  keep(values) {
    Object.assign(this.values, values);
    const address = new URL(window.location.href);
    for (const name of NAMES) {
      if (this.values[name]) address.searchParams.set(name, this.values[name]);
      else address.searchParams.delete(name);
    }
    if (address.href !== window.location.href) window.history.replaceState(window.history.state, "", address);
  }
}

/** `2026-04-24T09:03:00+08:00` of epoch milliseconds, cut to the second. */
export function written(ms, calendar) {
  const whole = Math.floor(ms / 1000) * 1000;
  const local = calendar.local(whole);
  const minutes = Math.round((local.getTime() - whole) / 60_000);
  const two = (n) => String(n).padStart(2, "0");
  const far = Math.abs(minutes);
  const zone = `${minutes < 0 ? "-" : "+"}${two(Math.floor(far / 60))}:${two(far % 60)}`;
  return `${local.toISOString().slice(0, 19)}${zone}`;
}

/** Seconds of the day of `9:03`, `09:03:00` or `090300`; null where it is no time. */
export function secondsOf(text) {
  const found = /^\s*(\d{1,2})\D?(\d{2})(?:\D?(\d{2}))?\s*$/.exec(text.normalize("NFKC"));
  if (!found) return null;
  const [hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0));
  return hours < 24 && minutes < 60 && seconds < 60 ? hours * 3600 + minutes * 60 + seconds : null;
}
