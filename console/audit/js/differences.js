/** What differs between the two moments, counted and told one by one. */
import { element } from "../../board/js/elements.js";
import { fill } from "../../board/js/time.js";
import { drawIcon } from "../../ticketpage/js/icons.js";

const ICONS = { unknown: "again", later: "arrow", restated: "soon", merged: "phone" };
const AT_ONCE = 3;

export function drawDifferences(host, frame, tools) {
  const { words } = tools;
  const groups = frame.differences;
  if (!groups) return;
  const opened = new Set([...host.querySelectorAll("details[open]")].map((one) => one.dataset.code));
  const n = groups.reduce((sum, group) => sum + group.lines.length, 0);
  const rows = frame.pairs.length;
  const hint = fill(words[rows === 1 ? "differences.hint.one" : "differences.hint"], { n: rows });
  const head = element("div", "card-head", element("h2", "", fill(words["differences"], { n })), element("span", "hint", hint));
  const lines = groups.map((group) => drawGroup(group, tools, opened));
  if (!groups.length) lines.push(element("p", "none", words["differences.none"]));
  if (frame.check) lines.push(row(`check ${frame.check.ok ? "ok" : "wrong"}`, frame.check.ok ? "met" : "red", words["check"], element("span", "", frame.check.text)));
  host.replaceChildren(head, ...lines);
}

function drawGroup(group, tools, opened) {
  const list = (lines) => element("ul", "", ...lines.map((line) => drawLine(line, tools)));
  if (group.lines.length <= AT_ONCE) return row(group.code, ICONS[group.code], `${group.title} ${group.lines.length}`, list(group.lines));
  const more = element("details", "", element("summary", "", group.said ? element("span", "", group.said, " ") : null, element("span", "plain", tools.words["differences.each"])), list(group.lines));
  more.dataset.code = group.code;
  more.open = opened.has(group.code);
  return row(group.code, ICONS[group.code], `${group.title} ${group.lines.length}`, more);
}

function drawLine(line, tools) {
  const link = element("a", "ticket", line.number);
  link.href = `${line.href}&as_of=${encodeURIComponent(tools.asOf())}`;
  return element("li", line.kind, link, " ", line.text);
}

function row(className, icon, title, said) {
  return element("div", `difference ${className}`, element("h3", "", drawIcon(icon), title), said);
}
