/** Instants, spans and the server's time. All instants are epoch milliseconds; spans are seconds. */

export const SOON_S = 30 * 60;
export const RIBBON_S = 3 * 60 * 60;
const DAY_S = 24 * 60 * 60;
const MINUS = "\u2212";

/** Fill `{name}` in a wording. */
export function fill(wording, values) {
  return wording.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** The server's time, told by messages and carried on by this machine's monotonic clock. */
export class ServerClock {
  constructor() {
    this.offset = null;
    this.heardAt = null;
    this.stoppedAt = null;
  }

  hear(serverNow) {
    const here = performance.now();
    const told = serverNow - here;
    const jumped = this.offset === null || Math.abs(told - this.offset) > 400;
    if (jumped) this.offset = told;
    this.heardAt = here;
    this.stoppedAt = null;
  }

  /** This machine slept while its monotonic clock stood still: that was silence, too. */
  skip(ms) {
    if (this.offset === null) return;
    this.heardAt -= ms;
    this.offset += ms;
  }

  now() {
    return performance.now() + (this.offset ?? Date.now() - performance.now());
  }

  /** What countdowns are measured against: stands still while the data is stale. */
  counting() {
    return this.stoppedAt ?? this.now();
  }

  /** Seconds since the last message; null before the first. */
  silence() {
    return this.heardAt === null ? null : (performance.now() - this.heardAt) / 1000;
  }

  lastHeard() {
    return this.heardAt + this.offset;
  }

  stop() {
    this.stoppedAt ??= this.lastHeard();
  }
}

/** Words for instants and spans in the site's time zone and the viewer's language. */
export class Calendar {
  constructor(zone, lang, words) {
    this.words = words;
    this.offsets = new Map();
    this.parts = new Intl.DateTimeFormat("en-US", {
      timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric",
      hour: "numeric", minute: "numeric", second: "numeric",
    });
    const locale = lang === "en" ? "en-GB" : lang;
    this.day = new Intl.DateTimeFormat(locale, { timeZone: zone, month: "short", day: "numeric" });
    this.longDay = new Intl.DateTimeFormat(locale, { timeZone: zone, year: "numeric", month: "long", day: "numeric" });
    this.weekday = new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: "long" });
    this.weekdayFirst = lang === "en";
  }

  /** A Date whose UTC fields read as the site's wall clock. */
  local(ms) {
    const quarter = Math.floor(ms / 900_000);
    if (!this.offsets.has(quarter)) this.offsets.set(quarter, this.measureOffset(quarter * 900_000));
    return new Date(ms + this.offsets.get(quarter));
  }

  measureOffset(ms) {
    const read = Object.fromEntries(this.parts.formatToParts(ms).map((part) => [part.type, Number(part.value)]));
    return Date.UTC(read.year, read.month - 1, read.day, read.hour, read.minute, read.second) - ms;
  }

  dayNumber(ms) {
    return Math.floor(this.local(ms).getTime() / (DAY_S * 1000));
  }

  clock(ms, { seconds = "when-not-zero" } = {}) {
    const text = this.local(ms).toISOString();
    const whole = seconds === "never" || (seconds === "when-not-zero" && text.slice(17, 19) === "00");
    return whole ? text.slice(11, 16) : text.slice(11, 19);
  }

  date(ms) {
    return this.day.format(ms);
  }

  /** The date with its weekday, in the order of the language. */
  today(ms) {
    const said = [this.longDay.format(ms), this.weekday.format(ms)];
    return (this.weekdayFirst ? said.reverse() : said).join(" ");
  }

  /** The last second before a limit at midnight: the day whose end it is. */
  dayOf(ms) {
    return this.clock(ms, { seconds: "always" }) === "00:00:00" ? ms - 1000 : ms;
  }

  /** When a limit falls: `16:45:50`, `today 24:00`, or a date. */
  due(ms, now) {
    const named = this.dayOf(ms);
    const today = this.dayNumber(named) === this.dayNumber(now);
    if (named !== ms && today) return this.words["day_end"];
    const near = today || (ms - now) / 1000 <= RIBBON_S;
    return near ? this.clock(ms) : this.date(named);
  }

  /** Since when: `16:08` today, else the date. */
  since(ms, now) {
    return this.dayNumber(ms) === this.dayNumber(now) ? this.clock(ms, { seconds: "never" }) : this.date(ms);
  }

  /** Minutes left: to the second within three hours, then hours, then the date. Minus once over. */
  left(due, seconds) {
    if (seconds < 0) return MINUS + this.short(-seconds);
    if (seconds < DAY_S) return this.short(seconds);
    return this.date(this.dayOf(due));
  }

  /** A span as figures: `6:20`, `1:18:40`, then hours, then days. Never rounded up. */
  short(seconds) {
    if (seconds <= RIBBON_S) return digits(seconds);
    if (seconds < 2 * DAY_S) return fill(this.words["span.h"], { h: Math.floor(seconds / 3600) });
    return fill(this.words["span.days"], { d: Math.floor(seconds / DAY_S) });
  }

  /** A span in words, for sentences: `6 min 20 s`. */
  spoken(seconds) {
    const [d, h, m, s] = [
      Math.floor(seconds / DAY_S), Math.floor(seconds / 3600), Math.floor(seconds / 60), Math.floor(seconds % 60),
    ];
    if (d >= 1) return fill(this.words[d === 1 ? "span.day" : "span.days"], { d });
    if (h >= 1) return fill(this.words[m % 60 ? "span.h_min" : "span.h"], { h, m: m % 60 });
    if (m >= 1) return fill(this.words[s ? "span.min_s" : "span.min"], { m, s });
    return fill(this.words["span.s"], { s });
  }
}

function digits(seconds) {
  const whole = Math.floor(seconds);
  const two = (n) => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
