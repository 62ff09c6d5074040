/** How old the page is, and what time it is here. */
import { element, setText } from "../../board/js/elements.js";
import { fill } from "../../board/js/time.js";

const LOST_S = 15;

export function drawPulse(host, { data, words, now }) {
  const age = element("span", "");
  const dot = element("i", "dot");
  const clock = element("time", "clock");
  host.replaceChildren(element("div", "pulse", dot, age, clock));
  return () => {
    const seconds = Math.max(0, Math.floor((now() - data.server_now) / 1000));
    host.firstChild.classList.toggle("lost", seconds > LOST_S);
    setText(age, fill(words[seconds > LOST_S ? "age.lost" : "age"], { n: seconds }));
    setText(clock, data.clockOf(now()));
  };
}
