/** What it is about, who called, and the step line. */
import { control, element } from "../../board/js/elements.js";
import { fill } from "../../board/js/time.js";
import { drawChip } from "./clocks.js";
import { drawIcon } from "./icons.js";

export function drawHead(host, { data, words, now, send }) {
  const line = title(data, words, send);
  host.replaceChildren(line);
  if (data.past) host.prepend(pastBar(data, words, send));
  if (!data.lead) return null;
  const ticks = [];
  line.append(element("span", "lead", drawChip(data.lead, { words, now, ticks })));
  return () => ticks.forEach((tick) => tick());
}

export function drawSteps(host, { data, words, send }) {
  const line = stepLine(data, words, send);
  host.replaceChildren(line);
  const here = line.querySelector(".here") ?? line.lastElementChild;
  if (here) line.scrollLeft = here.offsetLeft - host.clientWidth / 2;
}

/** What is locked, each line with what it is missing. */
export function drawLocks(host, { data }) {
  host.replaceChildren(element("ul", "", ...data.lines.map((line) => element("li", "", drawIcon("lock"), line))));
}

function title(data, words, send) {
  const line = element("div", "title", element("h1", "", data.number));
  line.append(place(data, send));
  if (data.facts.length) line.append(element("span", "aside", drawIcon("work"), data.facts.join(data.comma)));
  if (data.finding) line.append(finding(data.finding, send));
  if (data.caller) line.append(caller(data.caller, words, send));
  if (data.incident) line.append(element("span", "chip late", drawIcon("flag"), data.incident));
  return line;
}

function place(data, send) {
  const about = element("span", "about");
  if (data.unit) {
    const link = control("plain", "", () => send("go", { page: "unit", unit: data.unit }));
    link.textContent = data.unit;
    about.append(link);
  } else if (data.place) {
    about.append(data.place);
  }
  if (data.matter) about.append((data.unit || data.place) ? data.comma : "", data.matter);
  return about;
}

/** The check of an exam room that it comes from, and the way back there. */
function finding(found, send) {
  const link = control("plain", "", () => send("go", { page: "rooms", campaign: found.campaign, room: found.room }));
  link.textContent = found.link;
  return element("span", "aside", drawIcon("check"), found.said, " · ", link);
}

function caller(who, words, send) {
  const said = element("span", "aside caller", drawIcon("person"), who.name, " ", element("span", "phone", who.phone));
  if (who.masked && send) {
    const show = control("plain", "", () => send("phone", {}));
    show.textContent = words["show_phone"];
    said.append(" ", show);
  }
  return said;
}

/** Not now: the moment, in violet, and the way back. */
function pastBar(data, words, send) {
  const back = control("verb", "", () => send("go", { page: "ticket" }));
  back.textContent = words["now"];
  return element("div", "past", drawIcon("again"), element("b", "", fill(words["past"], { at: data.past_at })), back);
}

function stepLine({ steps, past }, words, send) {
  const line = element("ol", "steps");
  line.setAttribute("aria-label", words["steps"]);
  line.tabIndex = 0;
  line.hidden = steps.length === 0;
  line.append(...steps.map((step) => drawStep(step, words, past ? null : send)));
  return line;
}

function drawStep(step, words, send) {
  const item = element("li", `step ${step.state}`);
  if (step.state === "here") item.setAttribute("aria-current", "step");
  const mark = element("i", "mark");
  const name = element("span", "name", step.name);
  const at = element("span", "at", step.state === "gap" ? words["gap"] : step.at);
  if (step.state !== "gap" || !send) {
    item.append(mark, name, at);
    return item;
  }
  const fillIn = control("fill", "", () => send("fill", { step: step.code }));
  fillIn.title = fill(words["gap.fill"], { step: step.name });
  fillIn.append(mark, name, at);
  item.append(fillIn);
  return item;
}
