/** A pile of paper: what was done, one number, Enter; the field is empty again at once and keeps the focus. */
import { control, element } from "../../board/js/elements.js";
import { drawIcon } from "../../ticketpage/js/icons.js";
import { enqueue, waiting } from "./queue.js";

const SHOWN = 12;

export function drawPile(host, { data, entry }) {
  const frame = JSON.stringify([data.words, data.deeds, data.surveyors, data.ways]);
  if (entry.frame !== frame) {
    entry.frame = frame;
    host.replaceChildren(buildPile(data, entry));
  }
  tellPile(data, entry);
}

function buildPile(data, entry) {
  const { words } = data;
  entry.deed = data.deeds.some(([code]) => code === entry.deed) ? entry.deed : data.deeds[0][0];
  const choice = element("div", "choice");
  choice.setAttribute("role", "group");
  choice.setAttribute("aria-label", words.what);
  const numbers = field("input", words.numbers, "numbers");
  Object.assign(numbers.input, { autocomplete: "off", enterKeyHint: "done", required: true });
  const surveyor = select(words.surveyor, "surveyor", data.surveyors, data.me);
  const way = select(words.way, "way", data.ways, data.ways[0][0]);
  const note = field("input", words.note, "note");
  const show = () => {
    for (const button of choice.children) button.setAttribute("aria-pressed", String(button.dataset.deed === entry.deed));
    surveyor.label.hidden = way.label.hidden = entry.deed !== "issue";
    note.label.hidden = !["absent", "refused"].includes(entry.deed);
  };
  choice.append(...data.deeds.map(([code, word]) => {
    const button = control("pick", "", () => {
      entry.deed = code;
      show();
      numbers.input.focus();
    });
    button.textContent = word;
    button.dataset.deed = code;
    return button;
  }));
  show();
  const send = element("button", "press main", words.record);
  const form = element("form", "card", choice, numbers.label, element("p", "hint", words.hint),
    element("div", "beside", surveyor.label, way.label, note.label), element("div", "verbs", send));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!numbers.input.value.trim()) return;
    enqueue(entry, { deed: entry.deed, numbers: numbers.input.value, surveyor: surveyor.input.value,
      way: way.input.value, note: note.input.value });
    numbers.input.value = note.input.value = "";
    numbers.input.focus();
    tellPile(entry.data, entry);
  });
  entry.log = element("ol", "log");
  entry.log.setAttribute("aria-live", "polite");
  entry.correct = (given) => {
    entry.deed = given.deed;
    show();
    numbers.input.value = given.numbers;
    note.input.value = given.note ?? "";
    numbers.input.focus();
  };
  return element("div", "", form, element("h3", "", words.last), entry.log);
}

function field(tag, word, name) {
  const input = element(tag);
  input.name = name;
  return { input, label: element("label", name, element("span", "", word), input) };
}

function select(word, name, options, value) {
  const made = field("select", word, name);
  made.input.append(...options.map(([code, label]) => Object.assign(element("option", "", label), { value: code })));
  made.input.value = options.some(([code]) => code === value) ? value : options[0]?.[0] ?? "";
  return made;
}

export function tellPile(data, entry) {
  const left = [...waiting(entry)].reverse().map((one) => element("li", "waiting", drawIcon("clock"),
    `${one.numbers} · ${data.words.waiting}`));
  entry.log.replaceChildren(...left, ...data.verdicts.slice(0, SHOWN).map((one) => drawVerdict(one, data, entry)));
}

export function drawVerdict(one, data, entry) {
  if (!one.reasons.length) return element("li", "done", drawIcon("check"), one.said);
  const correct = control("press", "", () => entry.correct(one.given));
  correct.textContent = data.words.correct;
  const reasons = element("ul", "", ...one.reasons.map((why) => element("li", "", why)));
  const line = element("li", "refused", element("b", "", `${one.said} · ${data.words.not}`), reasons, correct);
  line.setAttribute("role", "alert");
  return line;
}
