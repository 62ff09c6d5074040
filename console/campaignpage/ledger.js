/** Sections of rows, each with what may be recorded on it; a verb that asks something opens a form under its row. */
import { control, element } from "../board/js/elements.js";
import { drawIcon } from "../ticketpage/js/icons.js";

const mounted = new WeakMap();

export default function mount({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector("[data-part=ledger]");
  const entry = mounted.get(parentElement) ?? { open: null, draft: {}, settled: data.settled, unfolded: new Set() };
  mounted.set(parentElement, entry);
  entry.send = setTriggerValue;
  const written = JSON.stringify(data);
  if (entry.written === written) return;
  entry.written = written;
  if (entry.settled !== data.settled) Object.assign(entry, { open: null, draft: {}, settled: data.settled });
  host.lang = data.lang;
  host.dataset.past = data.past ? "yes" : "";
  host.replaceChildren(...data.sections.map((section) => drawSection(section, data, entry, host)));
}

function drawSection(section, data, entry, host) {
  const rows = element("ul", "rows", ...section.rows.map((row) => drawRow(row, data, entry, host)));
  const count = element("span", "count", section.count);
  if (!section.folded) {
    const head = element("div", `card-head ${section.tone}`, element("h2", "", section.title), count);
    const empty = section.rows.length ? null : element("p", "none", section.empty);
    return element("section", "card", head, empty, rows);
  }
  const head = element("summary", "card-head", element("h2", "", section.title), count);
  const folded = element("details", "card", head, rows);
  folded.open = entry.unfolded.has(section.code);
  folded.addEventListener("toggle", () => entry.unfolded[folded.open ? "add" : "delete"](section.code));
  return folded;
}

function drawRow(row, data, entry, host) {
  const chip = row.chip ? element("span", `chip ${row.chip.tone}`, drawIcon(row.chip.icon), row.chip.word) : null;
  const title = element("div", "title", element("b", "", row.title), chip);
  const lines = row.lines.map((line) => element("p", "aside", line));
  if (row.links.length) lines.push(element("p", "links", ...row.links.map(drawLink)));
  const verbs = element("div", "verbs", ...row.verbs.map((verb) => drawVerb(row, verb, data, entry, host)));
  const line = element("li", `row ${row.tone}`, element("div", "about", title, ...lines), verbs);
  line.dataset.key = row.key;
  const pressed = data.refused?.key === row.key && row.verbs.find((verb) => verb.code === data.refused.verb);
  if (pressed && !pressed.fields.length) line.append(drawRefusal(data.refused));
  if (entry.open?.key === row.key) line.append(drawForm(row, data, entry, host));
  return line;
}

function drawLink([word, href]) {
  const link = element("a", "", word);
  link.href = href;
  return link;
}

function drawVerb(row, verb, data, entry, host) {
  const button = control(verb.main ? "verb main" : "verb", "", () => {
    if (!verb.fields.length) {
      entry.send("did", { key: row.key, verb: verb.code, values: {} });
      return;
    }
    const same = entry.open?.key === row.key && entry.open.verb === verb.code;
    entry.open = same ? null : { key: row.key, verb: verb.code };
    entry.draft = {};
    redraw(row, data, entry, host);
  });
  button.textContent = verb.label;
  button.setAttribute("aria-label", `${verb.label}: ${row.title}`);
  return button;
}

function redraw(row, data, entry, host) {
  entry.written = "";
  host.querySelectorAll("form").forEach((form) => form.remove());
  if (!entry.open) return;
  const line = [...host.querySelectorAll(".row")].find((one) => one.dataset.key === row.key);
  line.append(drawForm(row, { ...data, refused: null }, entry, host));
  line.querySelector("form :is(input, textarea, select)")?.focus();
}

function drawForm(row, data, entry, host) {
  const verb = row.verbs.find((one) => one.code === entry.open.verb);
  const form = element("form");
  if (!verb) return form;
  const said = data.refused?.key === row.key && data.refused.verb === verb.code ? drawRefusal(data.refused) : null;
  const fields = verb.fields.map((field) => drawField(field, entry));
  const send = element("button", "verb main", verb.label);
  const leave = control("verb", "", () => {
    entry.open = null;
    redraw(row, data, entry, host);
  });
  leave.textContent = data.words.leave;
  form.append(...(said ? [said] : []), ...fields, element("div", "verbs", send, leave));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    entry.written = "";
    entry.send("did", { key: row.key, verb: verb.code, values: entry.draft });
  });
  return form;
}

function drawRefusal(refused) {
  const reasons = element("ol", "", ...refused.reasons.map((reason) => element("li", "", reason)));
  const note = element("div", "refusal", element("b", "", refused.title), reasons);
  note.setAttribute("role", "alert");
  return note;
}

function drawField(field, entry) {
  const input = element(field.kind === "area" ? "textarea" : field.kind === "choice" ? "select" : "input");
  if (field.kind === "choice") {
    input.append(...field.options.map(([value, label]) => Object.assign(element("option", "", label), { value })));
  } else if (field.kind !== "area") input.type = field.kind;
  if (field.kind === "number") Object.assign(input, { min: 0, step: 1, inputMode: "numeric" });
  input.name = field.name;
  input.required = field.required;
  entry.draft[field.name] ??= field.value;
  input.value = entry.draft[field.name];
  input.addEventListener("input", () => { entry.draft[field.name] = input.value; });
  return element("label", "", element("span", "", field.label), input);
}
