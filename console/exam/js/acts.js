/** What is pressed: one command each; a refusal is shown in place, what was typed stays. */
import { control, element, setText } from "../../board/js/elements.js";
import { fill } from "../../board/js/time.js";

export class Acts {
  constructor(parts, tools, data) {
    Object.assign(this, { parts, tools, data });
  }

  /** Send one press; the same id again when the line broke, so that it is recorded once. */
  async send(what, given, { show = (said) => this.say(said) } = {}) {
    const id = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
    const body = JSON.stringify({ id, c: this.data.c, do: what, given });
    for (const pause of [0, 800, 2500]) {
      await new Promise((go) => setTimeout(go, pause));
      try {
        const answer = await fetch(`/exam/do?site=${encodeURIComponent(this.data.site)}`, { method: "POST", body });
        if (answer.ok) return this.heard(await answer.json(), show);
        if (answer.status < 500) break;
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
      }
    }
    show([this.tools.words["told.lost"]]);
    return null;
  }

  heard(told, show) {
    if (told.kind === "refused") show(told.reasons);
    else this.say([]);
    return told.kind === "refused" ? null : told;
  }

  say(reasons) {
    const { told } = this.parts;
    const { words } = this.tools;
    told.hidden = !reasons.length;
    if (told.hidden) return;
    const close = control("plain", "", () => (told.hidden = true));
    close.textContent = words["told.close"];
    told.replaceChildren(element("b", "", words["told.title"]), listed(reasons), close);
  }

  /** Ask for what a press needs, then send it; the form stays open until it is recorded. */
  ask(title, fields, what, given) {
    const { ask } = this.parts;
    const { words } = this.tools;
    const form = element("form", "");
    const said = element("div", "refused");
    said.hidden = true;
    form.append(element("h2", "", title), ...fields.map(labelled), said);
    const back = control("plain", "", () => ask.close());
    back.textContent = words["ask.back"];
    const send = element("button", "verb filled", words["ask.record"]);
    form.append(element("div", "row", back, send));
    form.onsubmit = async (event) => {
      event.preventDefault();
      const typed = Object.fromEntries(new FormData(form));
      const show = (reasons) => {
        said.hidden = !reasons.length;
        said.replaceChildren(listed(reasons));
      };
      send.disabled = true;
      const told = await this.send(what, { ...given, ...shaped(typed) }, { show });
      send.disabled = false;
      if (told) ask.close();
    };
    ask.replaceChildren(form);
    if (!ask.open) ask.showModal();
    form.querySelector("input, textarea, select")?.focus();
  }

  /** Everything that can be recorded of one person at one post. */
  person(post, head, isLeader) {
    const { ask } = this.parts;
    const { words } = this.tools;
    const given = { duty: post.duty, person: head.person };
    const why = { name: "why", label: words["ask.why"] };
    const verbs = {
      arrive: () => this.send("arrive", given),
      late: () => this.ask(words["verb.late"], [{ name: "expected_at", label: words["ask.expected"], type: "time", required: true }, why], "late", given),
      absent: () => this.ask(words["verb.absent"], [why], "absent", given),
      leave: () => this.ask(words["verb.leave"], [{ ...why, required: true }, { name: "back_at", label: words["ask.back_at"], type: "time" }], "leave", given),
      relieve: () => this.send("relieve", given),
      correct: () => this.ask(words["verb.correct"], [{ ...why, required: true }, { name: "arrived_at", label: words["ask.arrived"], type: "time" }], "correct", given),
    };
    const allowed = isLeader ? FITTING[head.standing] : FITTING[head.standing].filter((one) => ["late", "leave"].includes(one));
    const buttons = allowed.map((name) => {
      const button = control("verb", "", () => {
        ask.close();
        verbs[name]();
      });
      button.textContent = words[`verb.${name}`];
      return button;
    });
    const back = control("plain", "", () => ask.close());
    back.textContent = words["ask.back"];
    ask.replaceChildren(element("div", "sheet", element("h2", "", fill(words["ask.person"], { name: head.name, post: post.said })), ...buttons, back));
    ask.showModal();
  }
}

const FITTING = {
  expected: ["arrive", "late", "absent"],
  unconfirmed: ["arrive", "late", "absent"],
  late: ["arrive", "late", "absent"],
  absent: ["arrive", "late"],
  sent: ["arrive", "relieve"],
  here: ["leave", "relieve", "correct"],
  away: ["arrive", "relieve", "correct"],
  relieved: [],
};

function labelled({ name, label, type = "text", required = false, choices = [] }) {
  const field = element(type === "select" ? "select" : "input");
  if (type !== "select") field.type = type;
  for (const [value, said] of choices) {
    const option = element("option", "", said);
    option.value = value;
    field.append(option);
  }
  Object.assign(field, { name, required, autocomplete: "off" });
  return element("label", "", element("span", "", label), field);
}

/** Names of people are objects in a command. */
function shaped(typed) {
  return "word_by" in typed ? { ...typed, word_by: { name: typed.word_by } } : typed;
}

function listed(reasons) {
  const list = element("ol");
  for (const one of reasons) {
    const item = element("li");
    setText(item, one);
    list.append(item);
  }
  return list;
}
