/** Taking a call: one form under a running stopwatch, by keyboard alone. */
import { Icons, setText } from "../../board/js/elements.js";
import { Calendar, ServerClock, fill } from "../../board/js/time.js";
import { Beside } from "./beside.js";
import { Claim, Drafts, freshDraft, isEmpty } from "./draft.js";
import { CallFields, STEPS } from "./form.js";
import { listenForCallKeys } from "./keys.js";
import { Lookups } from "./lookups.js";
import { Finished, drawEnded } from "./outcome.js";
import { Sending } from "./sending.js";
import { Stopwatch } from "./stopwatch.js";
import { TariffChoice } from "./tariff.js";

const REFRESH_S = 10;
const STALE_S = 25;
const NOTHING_NEAR = { contacts: 0, open: [], closed: [] };

export class CallForm {
  constructor(root, data) {
    Object.assign(this, { root, data, words: data.words, phase: "editing", done: null, endedAt: null, clock: new ServerClock() });
    this.clock.hear(data.now);
    this.parts = Object.fromEntries([...root.querySelectorAll("[data-part]")].map((node) => [node.dataset.part, node]));
    this.drafts = new Drafts(data);
    const restored = this.drafts.read();
    this.draft = restored ?? freshDraft(data.now);
    root.lang = data.lang;
    for (const node of root.querySelectorAll("[data-word]")) setText(node, data.words[node.dataset.word]);
    this.build();
    this.keep({ quietly: true });
    this.claim = new Claim(() => this.draft.id, () => this.begin());
    if (restored && !isEmpty(restored)) this.sayRestored();
    this.showDraft();
    this.fields.first(this.draft);
    this.lookups.ask();
  }

  build() {
    const { parts, words, data } = this;
    this.calendar = new Calendar(data.zone, data.lang, words);
    this.tools = {
      words, calendar: this.calendar, lang: data.lang, site: data.site, icons: new Icons(parts.icons), now: () => this.clock.now(),
    };
    this.watch = new Stopwatch(parts, this.calendar, words);
    this.lookups = new Lookups(this);
    this.sending = new Sending(this);
    this.tariff = new TariffChoice(parts, words);
    this.fields = new CallFields(this.root, parts, words, {
      changed: (name, value) => this.change(name, value),
      picked: (row) => this.pick(row),
      ask: (typed, signal) => this.lookups.find("find", typed, signal).then((found) => found.rows),
    });
    this.beside = new Beside(parts, this.tools, (what, ticket) => this.near(what, ticket));
    this.finished = new Finished(parts.panel, this.tools, {
      next: () => this.begin(), look: (ticket) => this.leave("ticket", ticket), board: () => this.leave("board"),
    });
    this.listen();
  }

  listen() {
    const { parts } = this;
    parts.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.sending.save();
    });
    parts.end.addEventListener("click", () => this.end());
    parts.keep.addEventListener("click", () => {
      this.keep();
      this.leave("board");
    });
    parts.panel.addEventListener("change", ({ target }) => target.dataset.step && this.sending.takeLate(target.dataset.step));
    this.forgetKeys = listenForCallKeys(this);
  }

  post(name, value) {
    this.trigger?.(name, value);
  }

  leave(page, ticket = "") {
    this.post("leave", { page, ticket });
  }

  /** Now, cut to the second, as the log counts it. */
  second() {
    return Math.floor(this.clock.now() / 1000) * 1000;
  }

  /** Whether it becomes an own-use paid repair. */
  get own() {
    return this.draft.help_class === "repair" && this.draft.scope === "own";
  }

  get limits() {
    return this.data.limits[this.own ? "repair" : "help"];
  }

  ticked() {
    return { fill_slip: this.draft.fill_slip, notify_engineering: this.draft.notify_engineering };
  }

  /** Once a second: the watch, the age of the hints, what has run over. */
  tick() {
    setText(this.parts.now, this.calendar.clock(this.clock.now(), { seconds: "always" }));
    this.drawWatch();
    this.beside.tick();
    const age = this.lookups.age();
    setText(this.parts["age-said"], fill(this.words["age.long"], { n: age ?? 0 }));
    const stale = this.phase === "editing" && (age ?? 0) >= STALE_S;
    this.parts.stale.hidden = !stale;
    if (stale) setText(this.parts.stale, fill(this.words["stale"], { n: age }));
    if (this.phase === "editing" && age && age % REFRESH_S === 0) this.lookups.ask();
  }

  beat() {
    this.tick();
    this.timer = setTimeout(() => this.beat(), 1000 - (Math.floor(this.clock.now()) % 1000) + 5);
  }

  /** The watch runs while a limit from the call is open; it stands when the call has ended. */
  drawWatch() {
    const { done } = this;
    const limits = done ? done.limits : this.limits;
    const ticked = done ? done.ticked : this.ticked();
    const waits = done?.repair && limits.some((limit) => limit.seconds && !ticked[limit.code]);
    const until = done && !waits ? done.at : (this.endedAt ?? this.clock.now());
    this.watch.setLimits(done?.urged ? [] : limits);
    this.watch.draw((done ?? this.draft).started, until, ticked);
  }

  /** Something was typed, chosen or ticked. */
  change(name, value) {
    const { draft } = this;
    if (name === "item-part") return this.lookups.findItems(value);
    if (STEPS.some(([step]) => step === name)) return this.takeStep(name, value);
    draft[name] = value;
    if (name === "address") draft.unit = "";
    if (name === "item") this.tariff.check(value);
    if (["help_class", "scope", "when"].includes(name)) this.fields.arrange(draft, this.own);
    if (name === "when" && value === "booked") this.fields.focus("booked");
    this.fields.mark("");
    this.changed(name);
  }

  changed(name) {
    this.keep();
    this.sending.recheck(name);
    this.showState();
    this.drawWatch();
    this.lookups.ask();
  }

  /** Somebody was found: phone, name and address are theirs; the matter is asked next. */
  pick(row) {
    const { draft, fields } = this;
    Object.assign(draft, { address: row.unit, unit: row.unit, name: row.name || draft.name, phone: row.phone || draft.phone });
    for (const name of ["phone", "name", "address"]) fields.put(name, draft[name]);
    this.changed("address");
    fields.focus(!draft.phone.trim() ? "phone" : !draft.name.trim() ? "name" : "matter");
  }

  takeStep(name, taken) {
    this.draft[name] = taken ? this.second() : null;
    this.keep();
    this.showState();
    this.drawWatch();
  }

  keep({ quietly = false } = {}) {
    if (!quietly) this.draft.kept = this.second();
    const kept = this.drafts.write(this.draft);
    if (this.draft.kept === null) return setText(this.parts.kept, kept ? "" : this.words["draft.lost"]);
    const at = this.calendar.clock(this.draft.kept, { seconds: "always" });
    setText(this.parts.kept, kept ? fill(this.words["draft.kept"], { at }) : this.words["draft.lost"]);
  }

  sayRestored() {
    const moments = [this.draft.kept ?? this.draft.started, this.draft.started];
    const [at, began] = moments.map((ms) => this.calendar.clock(ms, { seconds: "always" }));
    setText(this.parts.restored, fill(this.words["draft.restored"], { at, began }));
    this.parts.restored.hidden = false;
  }

  /** A step of the call before this one was not recorded after all. */
  sayLate(ticket, reasons) {
    setText(this.parts.restored, `${ticket} · ${this.words["step.refused"]}: ${reasons.join(" ")}`);
    this.parts.restored.hidden = false;
  }

  showDraft() {
    this.fields.show(this.draft, this.own);
    this.showState();
    this.tick();
  }

  showState() {
    const { draft, parts, words } = this;
    this.fields.showSteps(this.ticked(), this.calendar, false);
    const taken = draft.notify_engineering ? "save.told" : draft.fill_slip ? "save.filled" : "save.repair";
    setText(parts["save-said"], words[this.phase === "sending" ? "save.sending" : this.own ? taken : "save.help"]);
    if (!draft.address.trim()) setText(parts["address-hint"], words["address.hint"]);
  }

  drawNearby() {
    const asked = Boolean(this.draft.phone.trim() || this.draft.address.trim());
    const options = { asked, separate: this.draft.separate, acting: this.phase === "editing" };
    this.beside.draw(this.nearby ?? NOTHING_NEAR, options);
  }

  /** What was pressed in the right column. */
  near(what, ticket) {
    if (what === "urge") return this.sending.urge(ticket);
    this.keep();
    if (what === "look") return this.leave("ticket", ticket);
    this.draft.separate.push(ticket);
    this.keep();
    this.drawNearby();
    this.fields.focus("matter");
  }

  setPhase(phase) {
    this.phase = this.root.dataset.phase = phase;
    this.parts.save.disabled = phase === "sending";
    for (const box of Object.values(this.fields.boxes)) box.readOnly = phase === "sending";
    this.parts.editing.hidden = phase === "saved" || phase === "ended";
    if (phase === "editing") this.parts.panel.hidden = true;
    this.showState();
    this.drawNearby();
  }

  /** Saved, or noted on another ticket: the draft is gone, the watch says how it went. */
  finish(done) {
    this.done = done;
    this.drafts.remove();
    this.parts.restored.hidden = true;
    this.setPhase("saved");
    this.finished.draw(done, done.repair ? this.fields.steps : []);
    this.showDone();
  }

  showDone() {
    this.fields.showSteps(this.done.ticked, this.calendar, true);
    this.finished.drawResults(this.done);
    this.tick();
  }

  end() {
    this.endedAt = this.clock.now();
    this.drafts.remove();
    this.setPhase("ended");
    drawEnded(this.parts.panel, this.words, { undo: () => this.undo(), next: () => this.begin(), board: () => this.leave("board") });
    this.tick();
  }

  undo() {
    this.endedAt = null;
    this.setPhase("editing");
    this.keep();
    this.showDraft();
    this.fields.focus("matter");
  }

  /** The next call: an empty form and a stopwatch from zero. */
  begin() {
    Object.assign(this, { endedAt: null, done: null, nearby: null, draft: freshDraft(this.clock.now()) });
    this.lookups.part = this.parts["item-part"].value = "";
    this.fields.takeBackSteps();
    for (const part of ["trouble", "restored"]) this.parts[part].hidden = true;
    for (const box of Object.values(this.fields.boxes)) box.value = "";
    this.keep({ quietly: true });
    this.setPhase("editing");
    this.tariff.check(null);
    this.fields.mark("");
    this.showDraft();
    this.fields.first(this.draft);
    this.lookups.ask();
  }

  stop() {
    this.phase = "stopped";
    clearTimeout(this.timer);
    this.lookups.stop();
    this.sending.stop();
    this.claim.release();
    this.forgetKeys();
    if (!this.done && isEmpty(this.draft)) this.drafts.remove();
  }
}
