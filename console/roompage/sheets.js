/** One room's checklists: a press passes a line or a whole list; what is not in order asks for its cause. */
import { control, element } from "../board/js/elements.js";
import { drawTicks } from "./grid.js";

export function drawSheets(host, { data, words, send }) {
  const walks = data.walks.map((walk) => element("section", "walk",
    element("h3", walk.late ? "late" : "", walk.name, element("small", "", walk.due)),
    ...walk.sheets.map((sheet) => drawSheet(sheet, data, words, send))));
  host.replaceChildren(drawTop(data, words, send), ...walks);
}

function drawTop(data, words, send) {
  const step = (room, word, kind) => {
    const button = control(`step ${kind}`, "", () => send("room", { room }));
    button.textContent = word;
    button.disabled = !room && kind !== "back";
    return button;
  };
  return element("nav", "top", step("", words.back, "back"), step(data.before, words.before, "before"),
    step(data.next, words.next, "next"));
}

function drawSheet(sheet, data, words, send) {
  const open = sheet.items.filter((item) => item.tick === "u");
  const head = element("header", "", element("b", "", sheet.name), drawTicks([sheet.tick]),
    element("span", `word ${sheet.tick}`, words[sheet.tick]));
  if (open.length && sheet.may && !data.past) {
    const ask = element("div", "ask");
    const record = (readings) => send("did", { do: "rooms.check", walk: sheet.walk, items: open.map((item) => (
      { check: sheet.check, item: item.code, passed: true, reading: readings[item.code] ?? "" })) });
    const read = open.filter((item) => item.reads);
    const all = () => record({});
    head.append(press("main", words.pass_all, read.length ? () => drawReadings(ask, read, words, record) : all), ask);
  }
  return element("article", `sheet ${sheet.tick}`, head, ...sheet.items.map((item) => drawItem(item, sheet, data, words, send)));
}

/** One reading after the other, each asked for; then they are recorded together. */
function drawReadings(ask, items, words, done, readings = {}) {
  const [first, ...rest] = items;
  drawAsk(ask, first.reads, words, (reading) => {
    const more = { ...readings, [first.code]: reading };
    if (rest.length) drawReadings(ask, rest, words, done, more);
    else done(more);
  }, "decimal");
}

function press(kind, word, act) {
  const button = control(`press ${kind}`, "", act);
  button.textContent = word;
  return button;
}

function drawItem(item, sheet, data, words, send) {
  const ask = element("div", "ask");
  const name = element("span", "what", element("b", "", item.name), ...item.last.map((line) => element("small", "", line)));
  const row = element("div", `item ${item.tick}`, drawTicks([item.tick]), name);
  if (item.ticket) name.append(press("link", `${words.ticket} ${item.ticket}`, () => send("ticket", { ticket: item.ticket })));
  if (sheet.may && !data.past) row.append(drawVerbs(item, sheet, ask, words, send));
  row.append(ask);
  if (item.looks.length > 1) row.append(drawHistory(item, words));
  return row;
}

function drawVerbs(item, sheet, ask, words, send) {
  const name = item.tick === "u" ? "rooms.check" : "rooms.recheck";
  const record = (passed, said) => send("did", {
    do: name, walk: sheet.walk, items: [{ check: sheet.check, item: item.code, passed, ...said }],
  });
  const failing = (word) => press("bad", word, () => drawAsk(ask, words.cause, words, (cause) => record(false, { cause })));
  const verbs = element("span", "verbs");
  const reading = () => drawAsk(ask, item.reads, words, (said) => record(true, { reading: said }), "decimal");
  const pass = item.reads ? reading : () => record(true, {});
  if (item.tick === "u") verbs.append(press("good", words.pass, pass), failing(words.fail));
  else if (item.tick === "f") {
    const word = () => drawAsk(ask, words.word, words, (cause) => (item.reads
      ? drawAsk(ask, item.reads, words, (said) => record(true, { cause, reading: said }), "decimal")
      : record(true, { cause })));
    verbs.append(press("good", words.recheck_pass, item.repaired ? pass : word), failing(words.recheck_fail));
  } else verbs.append(failing(words.find_fault));
  return verbs;
}

function drawAsk(ask, label, words, done, mode = "text") {
  const input = element("input");
  input.inputMode = mode;
  input.maxLength = 400;
  input.setAttribute("aria-label", label);
  input.placeholder = label;
  const sent = () => {
    if (input.value.trim()) done(input.value.trim());
    else input.focus();
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) sent();
  });
  ask.replaceChildren(input, press("main", words.send, sent), press("plain", words.leave, () => ask.replaceChildren()));
  input.focus();
}

function drawHistory(item, words) {
  const looks = item.looks.map((line) => element("li", "", line));
  return element("details", "", element("summary", "", words.history.replace("{count}", item.looks.length)), element("ol", "", ...looks));
}
