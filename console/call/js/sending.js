/** Sending a call until it is answered: again and again under one id, so that it is saved once. */
import { setText } from "../../board/js/elements.js";
import { fill } from "../../board/js/time.js";
import { drawRefusal, drawSilence } from "./outcome.js";

const AGAIN_MS = 4000;
const SILENT_S = 3;

/** What the form hands over, as the server reads it. */
export function payload(draft, own, item) {
  return {
    id: draft.id,
    help_class: draft.help_class,
    scope: draft.help_class === "repair" ? draft.scope : "own",
    channel: draft.channel,
    started_at: draft.started,
    matter: draft.matter,
    phone: draft.phone.trim(),
    name: draft.name.trim(),
    address: draft.address.trim(),
    unit: draft.unit,
    item: own ? item : "",
    booked_for: own && draft.when === "booked" ? draft.booked : "",
    fill_slip: own ? draft.fill_slip : null,
    notify_engineering: own ? draft.notify_engineering : null,
  };
}

export class Sending {
  constructor(form) {
    Object.assign(this, { form, what: null, queue: [] });
  }

  /** Hand it over, after whatever is still waiting for its answer. */
  send(name, value) {
    this.queue.push({ name, value });
    if (!this.what) this.next();
  }

  next() {
    clearInterval(this.timer);
    this.what = this.queue.shift() ?? null;
    if (!this.what) return;
    this.since = this.lastAt = performance.now();
    this.form.post(this.what.name, this.what.value);
    this.timer = setInterval(() => this.again(), 1000);
  }

  again() {
    const now = performance.now();
    if (now - this.lastAt >= AGAIN_MS) {
      this.lastAt = now;
      this.form.post(this.what.name, this.what.value);
    }
    this.saySilence(Math.floor((now - this.since) / 1000));
  }

  stop() {
    this.queue = [];
    this.next();
  }

  save() {
    const { form } = this;
    if (form.phase !== "editing") return;
    const missing = form.fields.missing(form.draft, form.own);
    if (missing.length) return this.refuse(missing.map(([, words]) => words), missing[0][0], { own: true });
    form.keep();
    this.begin("save", payload(form.draft, form.own, form.tariff.value(form.draft.item)));
  }

  urge(ticket) {
    const { id, channel, started, matter } = this.form.draft;
    if (this.form.phase === "editing") this.begin("urge", { id, ticket, channel, started_at: started, said: matter });
  }

  begin(name, value) {
    this.form.parts.trouble.hidden = true;
    this.form.setPhase("sending");
    this.send(name, value);
  }

  saySilence(seconds) {
    const { form } = this;
    if (seconds < SILENT_S || form.phase !== "sending") return;
    drawSilence(form.parts.trouble, seconds, form.tools, () => {
      this.stop();
      form.parts.trouble.hidden = true;
      form.setPhase("editing");
    });
  }

  /** Say why not; `own` when the form itself found it, before anything was sent. */
  refuse(reasons, field, { own = false } = {}) {
    const { form } = this;
    form.setPhase("editing");
    this.refused = { field, own, count: reasons.length };
    form.parts.trouble.dataset.kind = "refused";
    drawRefusal(form.parts.trouble, reasons, form.words);
    form.fields.mark(field);
    if (field) form.fields.focus(field);
    else form.parts.trouble.focus();
  }

  /** A field was changed: what is no longer missing is no longer said. */
  recheck(name) {
    const { form, refused } = this;
    const { trouble } = form.parts;
    if (trouble.hidden || !refused || form.phase !== "editing") return;
    const missing = refused.own ? form.fields.missing(form.draft, form.own) : [];
    const unmoved = !refused.own && ![refused.field, "help_class", "scope"].includes(name);
    if (unmoved || missing.length === refused.count) return;
    refused.count = missing.length;
    if (missing.length) drawRefusal(trouble, missing.map(([, words]) => words), form.words);
    else trouble.hidden = true;
  }

  /** The host's answer; one to something that is not waited for is not ours. */
  hear(answer) {
    const { form, what } = this;
    if (!answer || !what || answer.id !== what.value.id || (answer.kind === "stepped") !== (what.name === "step")) return;
    if (what.name === "step") return this.hearStep(answer, what.value);
    this.next();
    form.parts.trouble.hidden = true;
    if (answer.kind === "refused") this.refuse(answer.reasons, answer.field);
    else this.finish(answer);
  }

  finish(answer) {
    const { form } = this;
    const refused = answer.steps.filter((step) => step.reasons.length);
    const ticked = answer.repair ? form.ticked() : {};
    for (const { step } of refused) ticked[step] = null;
    const done = {
      id: form.draft.id, ticket: answer.ticket, repair: answer.repair, changed: answer.changed,
      urged: answer.kind === "urged", started: form.draft.started, at: form.second(), limits: form.limits,
      ticked, refusals: refused.flatMap((step) => step.reasons),
    };
    form.finish(done);
    setText(form.parts.announcer, fill(form.words[done.urged ? "urged" : "saved"], { ticket: done.ticket }));
  }

  /** A step that is ticked once the ticket is open goes to the door at once. */
  takeLate(step) {
    const { form } = this;
    const { done } = form;
    if (done?.repair && !done.ticked[step]) {
      done.ticked[step] = form.second();
      this.send("step", { id: done.id, ticket: done.ticket, step, at: done.ticked[step] });
    }
    form.showDone();
  }

  hearStep(answer, { id, ticket, step, at }) {
    const { done } = this.form;
    const mine = answer.steps.find((one) => one.step === step && one.at === at);
    if (!mine) return;
    this.next();
    if (done?.id !== id) return mine.reasons.length ? this.form.sayLate(ticket, mine.reasons) : undefined;
    if (mine.reasons.length) done.ticked[step] = null;
    done.refusals = mine.reasons;
    this.form.showDone();
  }
}
