/** How old the page is: date and clock, age, position, lag and parked events, the stale banner, a past moment. */
import { control, element, setFigure, setText } from "./elements.js";
import { fill } from "./time.js";

const STALE_S = 5;
const LAG_SHOWN_MS = 2000;

export class Status {
  constructor(parts, tools, clock, retry) {
    Object.assign(this, { parts, tools, clock });
    this.attempt = 0;
    this.waited = 0;
    this.begun = performance.now();
    setText(parts.shift, tools.shift);
    parts.shift.hidden = !tools.shift;
    this.buildStale(retry);
  }

  buildStale(retry) {
    const { words, icons } = this.tools;
    this.staleTitle = element("b", "");
    this.staleText = element("span", "");
    const button = control("verb", "", retry);
    button.textContent = words["stale.retry"];
    this.parts.stale.replaceChildren(icons.draw("lost"), element("p", "", this.staleTitle, this.staleText), button);
  }

  /** Nothing heard for five seconds, or not yet since the page was opened; what already waited then, counts. */
  isStale() {
    const silence = this.clock.silence() ?? (performance.now() - this.begun) / 1000;
    return silence + this.waited / 1000 > STALE_S;
  }

  tick({ position, lag, simulated }) {
    const { words, calendar } = this.tools;
    const now = this.clock.now();
    const silence = this.clock.silence();
    setText(this.parts.date, calendar.today(now));
    setText(this.parts.now, calendar.clock(now, { seconds: "always" }));
    this.parts.now.dataset.brief = calendar.clock(now, { seconds: "never" });
    const age = silence === null ? null : Math.floor(silence + (lag?.oldest_ms ?? 0) / 1000);
    setText(this.parts["age-long"], age === null ? words["age.none"] : fill(words["age.long"], { n: age }));
    setText(this.parts["age-brief"], age === null ? words["age.none"] : fill(words["age.brief"], { n: age }));
    setText(this.parts.position, position === null ? "" : fill(words["position"], { n: grouped(position) }));
    this.parts.simulated.hidden = !simulated;
    setText(this.parts.simulated, words["simulated"]);
    this.drawStale();
  }

  drawStale() {
    const { words, calendar } = this.tools;
    const stale = this.isStale();
    this.parts.stale.hidden = !stale;
    if (!stale) return;
    const silence = this.clock.silence();
    const since = Math.floor(silence ?? (performance.now() - this.begun) / 1000);
    const title = silence === null
      ? fill(words["stale.never"], { n: since })
      : fill(words["stale.title"], { at: calendar.clock(this.clock.lastHeard(), { seconds: "always" }), n: since });
    setText(this.staleTitle, title);
    setText(this.staleText, fill(words[this.attempt ? "stale.text" : "stale.text_first"], { n: this.attempt }));
  }

  drawLag(lag, position) {
    const behind = lag && lag.behind > 0 && lag.oldest_ms >= LAG_SHOWN_MS;
    const parked = lag && lag.parked > 0;
    this.waited = behind || !lag ? 0 : lag.oldest_ms;
    const unseen = lag && lag.unseen > 0;
    const still = lag && lag.workers === 0;
    this.parts.lag.hidden = !behind && !parked && !still && !unseen;
    const lines = [unseen ? this.redLine("lag.unseen") : null, still ? this.redLine("lag.still") : null, behind ? this.behindLine(lag, position) : null, parked ? this.parkedLine(lag) : null];
    this.parts.lag.replaceChildren(...lines.filter(Boolean));
  }

  redLine(word) {
    const { words, icons } = this.tools;
    return element("p", "", element("span", "chip red", icons.draw("red"), words[word]),
      element("span", "", words[`${word}_rest`]));
  }

  behindLine(lag, position) {
    const { words, icons } = this.tools;
    const seconds = Math.floor(lag.oldest_ms / 1000);
    const said = fill(words["lag.positions"], { head: grouped(position + lag.behind), at: grouped(position) });
    return element("p", "", element("span", "chip soon", icons.draw("soon"), words["lag.behind"],
      element("b", "", fill(words["span.s"], { s: seconds }))), element("span", "", said));
  }

  parkedLine(lag) {
    const { words, icons, links } = this.tools;
    const line = element("p", "", element("span", "chip red", icons.draw("red"), fill(words[lag.parked === 1 ? "lag.parked" : "lag.parked.many"], { n: lag.parked })),
      element("span", "", words["lag.parked_rest"]));
    if (links.status) {
      const link = control("plain", links.status);
      link.textContent = words["lag.why"];
      line.append(link);
    }
    return line;
  }

  drawPast(at, onNow) {
    const { words, icons, calendar, links, light } = this.tools;
    const said = `${calendar.date(at)} ${calendar.clock(at, { seconds: "always" })}`;
    const title = element("b", "");
    setFigure(title, fill(words["past.title"], { at: said }));
    const back = control("verb", light ? links.board : "", onNow);
    back.textContent = words["past.back"];
    this.parts.past.replaceChildren(icons.draw("past"), title, back);
    this.parts.past.hidden = false;
  }
}

function grouped(n) {
  return n.toLocaleString("en-US");
}
