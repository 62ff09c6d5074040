// The form in the browser: keeps what is typed, says how it stands, and sends it.
import { Draft, Sending, newId } from "./sending.js";

const form = document.getElementById("form");
const standing = document.getElementById("standing");
const words = JSON.parse(document.getElementById("words").textContent);
const button = form.querySelector("button");
const draft = new Draft(location.pathname);
const kept = draft.read();
let id = kept?.id ?? newId();

function typed() {
  const answers = {};
  for (const chosen of form.querySelectorAll("input[type=radio]:checked")) {
    if (chosen.value) answers[chosen.name.slice("theme-".length)] = Number(chosen.value);
  }
  return { id, answers, comment: form.elements.comment.value };
}

function restore({ answers = {}, comment = "" }) {
  for (const [theme, points] of Object.entries(answers)) {
    const one = form.querySelector(`input[name="theme-${CSS.escape(theme)}"][value="${CSS.escape(String(points))}"]`);
    if (one) one.checked = true;
  }
  form.elements.comment.value = comment;
}

function say(lead, rest = "") {
  const strong = document.createElement("b");
  strong.textContent = lead;
  standing.replaceChildren(strong, rest);
}

function count() {
  const all = form.querySelectorAll("fieldset").length;
  const done = Object.keys(typed().answers).length;
  say(words.not_sent, ` ${words.count.replace("{done}", done).replace("{all}", all)}`);
}

function tell(why, seconds) {
  form.inert = why === "sending";
  button.disabled = why === "sending";
  button.textContent = why === "sending" ? words.sending : words.send_now;
  say(why === "sending" ? words.sending : words.not_sent, why === "sending" ? "" : ` ${words[why].replace("{seconds}", seconds)}`);
}

function refuse(reasons) {
  const open = new Map();
  for (const { theme, text } of reasons) open.set(theme, [...(open.get(theme) ?? []), text]);
  const notice = document.getElementById("notice");
  const beside = (theme) => document.getElementById(`reasons-${theme}`);
  const general = [...open].flatMap(([theme, texts]) => (beside(theme) ? [] : texts));
  notice.querySelector("ol").replaceChildren(...general.map(item));
  notice.hidden = false;
  for (const list of form.querySelectorAll(".reasons")) {
    const texts = open.get(list.dataset.theme) ?? [];
    list.replaceChildren(...texts.map(item));
    list.hidden = texts.length === 0;
    list.closest(".card").classList.toggle("open", texts.length > 0);
  }
  const first = form.querySelector(".card.open") ?? notice;
  first.scrollIntoView({ block: "center" });
  first.querySelector("input, textarea")?.focus({ preventScroll: true });
}

function item(text) {
  const line = document.createElement("li");
  line.textContent = text;
  return line;
}

function show(html) {
  document.getElementById("main").innerHTML = html;
  scrollTo(0, 0);
}

/** No more can be sent, but what was typed stays in sight, to be written onto paper. */
function stop(html) {
  draft.write({ ...typed(), pending: false });
  const said = document.createElement("div");
  said.innerHTML = html;
  form.before(said);
  form.querySelector(".send").hidden = true;
  scrollTo(0, 0);
}

function settled(answer) {
  form.inert = false;
  button.disabled = false;
  button.textContent = words.send;
  if (answer.html) {
    if (answer.state === "sent" || answer.state === "answered") {
      draft.write({ done: answer.html });
      show(answer.html);
    } else {
      stop(answer.html);
    }
    return;
  }
  id = newId();
  draft.write({ ...typed(), pending: false });
  say(words.not_sent, ` ${words.refused}`);
  refuse(answer.reasons ?? []);
}

const sending = new Sending(tell, settled);

form.addEventListener("input", () => {
  if (sending.pending) {
    sending.pending = null;
    id = newId();
    button.disabled = false;
    button.textContent = words.send;
  }
  draft.write({ ...typed(), pending: false });
  count();
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (sending.busy) return;
  const sent = sending.pending ?? typed();
  draft.write({ ...sent, pending: true });
  sending.start(sent);
});

if (kept?.done) {
  show(kept.done);
} else {
  if (kept) restore(kept);
  count();
  if (kept?.pending) sending.start(typed());
}
keepPage().catch(() => {});

/** Lets the page be opened again without a line; the first time it was loaded before its keeper was there. */
async function keepPage() {
  if (!("serviceWorker" in navigator)) return;
  const known = navigator.serviceWorker.controller;
  await navigator.serviceWorker.register("/s/worker.js", { scope: "/s/" });
  await navigator.serviceWorker.ready;
  if (known) return;
  const files = performance.getEntriesByType("resource").map((one) => one.name);
  const ours = files.filter((name) => name.startsWith(`${location.origin}/s/assets/`));
  const cache = await caches.open("steward-survey-1");
  await cache.addAll([location.href, ...new Set(ours)]);
  document.documentElement.dataset.kept = "yes";
}
