/** Keying a paper form by digits: its number first, then one digit a question; the next form is there at once. */
import { element } from "../../board/js/elements.js";
import { drawIcon } from "../../ticketpage/js/icons.js";
import { drawVerdict } from "./pile.js";
import { enqueue, waiting } from "./queue.js";

const LAST = 8;
const ONE_DIGIT = 9;

export function drawKeying(host, { data, entry }) {
  const frame = JSON.stringify([data.words, data.themes, data.labels]);
  if (entry.frame !== frame) {
    entry.frame = frame;
    host.replaceChildren(buildKeying(data, entry));
    nextForm(entry);
  } else if (!entry.number.value && !entry.touched) {
    nextForm(entry);
  }
  tellKeying(entry.data, entry);
}

function buildKeying(data, entry) {
  const { words } = data;
  entry.number = Object.assign(element("input"), { name: "number", inputMode: "numeric", autocomplete: "off", required: true });
  entry.about = element("span", "about");
  entry.answers = data.themes.map((theme) => drawQuestion(theme, data, entry));
  entry.missing = element("p", "missing");
  entry.comment = Object.assign(element("textarea"), { name: "comment", rows: 1 });
  entry.problem = Object.assign(element("textarea"), { name: "problem", rows: 1 });
  entry.theme = element("select");
  entry.theme.name = "theme";
  entry.theme.append(...[["", words.any], ...data.themes].map(([code, word]) => Object.assign(element("option", "", word), { value: code })));
  const send = element("button", "press main", words.record);
  const form = element("form", "card keyed", element("label", "number", element("span", "", words.number), entry.number), entry.about,
    element("p", "hint", words.scale.replace("{most}", data.labels.length)),
    element("div", "answers", ...entry.answers.map((one) => one.row)), entry.missing,
    element("label", "", element("span", "", words.comment), entry.comment),
    element("label", "", element("span", "", words.problem), entry.problem),
    element("label", "theme", element("span", "", words.theme), entry.theme), element("div", "verbs", send));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    record(entry);
  });
  form.addEventListener("keydown", (event) => onKey(event, entry, form));
  form.addEventListener("input", () => { entry.touched = true; });
  entry.number.addEventListener("input", () => tellAbout(entry));
  entry.left = element("p", "left");
  entry.log = element("ol", "log");
  entry.log.setAttribute("aria-live", "polite");
  entry.correct = (given) => fill(entry, given);
  return element("div", "", entry.left, form, element("h3", "", words.last), entry.log);
}

function drawQuestion([code, name, required], data, entry) {
  const input = Object.assign(element("input", "digit"), { name: `answer.${code}`, inputMode: "numeric", autocomplete: "off" });
  const said = element("span", "figure");
  const row = element("label", "answer", element("span", "name", required ? `${name} *` : name), input, said);
  const one = { code, required, input, said, row, value: null };
  input.addEventListener("focus", () => input.select());
  input.addEventListener("input", () => {
    readDigit(one, data);
    entry.missing.textContent = "";
    const isWhole = data.labels.length <= ONE_DIGIT || Number(input.value) * 10 > data.labels.length || input.value === "0";
    if (input.value && !row.classList.contains("wrong") && isWhole) focusNext(one, entry);
  });
  return one;
}

function readDigit(one, data) {
  const typed = one.input.value.trim().replace(/[\uff10-\uff19]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
  const points = /^\d{1,2}$/.test(typed) ? Number(typed) : NaN;
  const isNone = typed === "" || typed === "-" || points === 0;
  const fits = isNone || (points >= 1 && points <= data.labels.length);
  one.value = fits && !isNone ? points : null;
  one.row.classList.toggle("wrong", !fits);
  one.said.textContent = !fits ? data.words.beyond.replace("{most}", data.labels.length)
    : one.value ? data.labels[one.value - 1] : typed ? data.words.none : "";
}

function focusNext(one, entry) {
  const next = entry.answers[entry.answers.indexOf(one) + 1];
  (next ? next.input : entry.comment).focus();
}

function onKey(event, entry, form) {
  if (event.isComposing) return;
  const place = entry.answers.findIndex((one) => one.input === event.target);
  if (event.key === "Enter" && !event.shiftKey && event.target.tagName !== "BUTTON") {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.target.tagName !== "INPUT") form.requestSubmit();
    else if (event.target === entry.number) entry.answers[0].input.focus();
    else focusNext(entry.answers[place], entry);
  } else if (place >= 0 && (event.key === "ArrowUp" || (event.key === "Backspace" && !event.target.value))) {
    event.preventDefault();
    (entry.answers[place - 1]?.input ?? entry.number).focus();
  } else if (place >= 0 && event.key === "ArrowDown") {
    event.preventDefault();
    focusNext(entry.answers[place], entry);
  }
}

function record(entry) {
  const wrong = entry.answers.find((one) => one.row.classList.contains("wrong"));
  if (wrong || !entry.number.value.trim()) {
    (wrong?.input ?? entry.number).focus();
    return;
  }
  const lacking = entry.answers.find((one) => one.required && one.value === null);
  if (lacking && !entry.missing.textContent) {
    entry.missing.textContent = entry.data.words.required;
    lacking.input.focus();
    return;
  }
  const answers = Object.fromEntries(entry.answers.filter((one) => one.value !== null).map((one) => [one.code, one.value]));
  enqueue(entry, { number: entry.number.value.trim(), answers, comment: entry.comment.value, problem: entry.problem.value,
    theme: entry.theme.value });
  nextForm(entry);
  entry.number.focus();
  entry.number.select();
  tellKeying(entry.data, entry);
}

/** Empty the form for the next paper: the lowest number that waits and is not on its way. */
function nextForm(entry) {
  const sent = new Set(waiting(entry).map((one) => one.number));
  const next = entry.data.queue.find((one) => !sent.has(String(one.number)));
  fill(entry, { number: next ? String(next.number) : "" });
  entry.touched = false;
}

function fill(entry, given) {
  entry.number.value = given.number ?? "";
  for (const one of entry.answers) {
    one.input.value = given.answers?.[one.code] ?? "";
    readDigit(one, entry.data);
  }
  entry.comment.value = given.comment ?? "";
  entry.problem.value = given.problem ?? "";
  entry.theme.value = given.theme ?? "";
  entry.missing.textContent = "";
  entry.touched = Boolean(given.id);
  tellAbout(entry);
  if (given.id) entry.number.focus();
}

function tellAbout(entry) {
  const found = entry.data.queue.find((one) => String(one.number) === entry.number.value.trim());
  entry.about.textContent = found ? [found.unit, found.which].filter(Boolean).join(" · ") : "";
}

export function tellKeying(data, entry) {
  entry.left.textContent = data.queue.length || waiting(entry).length ? data.left : data.words.empty;
  const left = [...waiting(entry)].reverse().map((one) => element("li", "waiting", drawIcon("clock"),
    `${one.number} · ${data.words.waiting}`));
  entry.log.replaceChildren(...left, ...data.verdicts.slice(0, LAST).map((one) => drawVerdict(one, data, entry)));
}
