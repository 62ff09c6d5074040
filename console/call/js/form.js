/** The fields: what is in them, in which order they are asked, and what is missing before sending. */
import { element, setText } from "../../board/js/elements.js";
import { fill } from "../../board/js/time.js";
import { Combobox } from "./combobox.js";
import { radio, tick } from "./field.js";

export const STEPS = [["fill_slip", "F"], ["notify_engineering", "T"]];
const CALM = ["repair", "complaint", "enquiry", "other"];
const URGENT = ["medical", "crime", "disaster"];
const SCOPES = ["own", "common", "warranty"];
const CHANNELS = ["phone", "in_person", "letter", "email", "staff"];
const TEXTS = ["phone", "name", "address", "matter", "booked"];
const ASKED = ["phone", "name", "address", "scope", "matter"];
const ASKED_IN_AN_EMERGENCY = ["address", "phone", "name", "scope", "matter"];
const NO_PHONE = /[^0-9+()\- ]/;

export class CallFields {
  /** `on` has `changed(field)`, `picked(row)` and `ask(typed, signal)`. */
  constructor(root, parts, words, on) {
    Object.assign(this, { root, parts, words, on });
    this.boxes = Object.fromEntries(TEXTS.map((name) => [name, root.querySelector(`[data-field=${name}]`)]));
    this.build();
    for (const name of ["phone", "name", "address"]) this.offer(name);
    parts.form.addEventListener("input", (event) => this.typed(event.target));
    parts.classes.addEventListener("change", (event) => on.changed("help_class", event.target.value));
    parts.channel.addEventListener("change", () => on.changed("channel", parts.channel.value));
  }

  build() {
    const { parts, words } = this;
    const calm = CALM.map((code) => radio("help_class", code, words[`class.${code}`]));
    const urgent = URGENT.map((code) => {
      const node = radio("help_class", code, element("b", "", words[`class.${code}`]), element("small", "", words["class.urgent"]));
      node.classList.add("urgent");
      return node;
    });
    parts.classes.append(...calm, ...urgent);
    parts.segments.append(...SCOPES.map((code) => radio("scope", code, words[`scope.${code}`])));
    parts.channel.append(...CHANNELS.map((code) => new Option(words[`channel.${code}`], code)));
    this.steps = STEPS.map(([name, key]) => ({ name, ...tick(name, words[`step.${name}`], key) }));
    parts.steps.append(element("p", "small", words["step.why"]));
    this.takeBackSteps();
  }

  /** The tick boxes stand in the form again after they stood beside a saved ticket. */
  takeBackSteps() {
    this.parts.steps.prepend(...this.steps.map((step) => step.node));
  }

  /** When each step was ticked; once it is `final`, it cannot be taken back here. */
  showSteps(ticked, calendar, final) {
    for (const step of this.steps) {
      const at = ticked[step.name];
      step.input.checked = Boolean(at);
      step.input.disabled = Boolean(final && at);
      setText(step.at, at ? fill(this.words["step.at"], { at: calendar.clock(at, { seconds: "always" }) }) : "");
    }
  }

  offer(name) {
    const list = this.root.querySelector(`[data-list=${name}]`);
    new Combobox(this.boxes[name], list, {
      ask: this.on.ask,
      draw: (row) => this.found(row),
      pick: (row) => this.on.picked(row),
      next: () => this.after(name),
      say: (code) => this.words[`found.${code}`],
    });
  }

  found(row) {
    const { words } = this;
    const who = row.relation === "nobody" ? words["relation.nobody"] : row.name;
    const relation = row.relation === "nobody" ? null : element("span", "muted", words[`relation.${row.relation}`]);
    const open = row.open ? element("span", "chip running", fill(words["found.open"], { n: row.open })) : null;
    return element("span", "match", element("b", "", row.unit), element("span", "", who), element("span", "muted", row.phone), relation, open);
  }

  typed(node) {
    const name = node.dataset.field;
    if (node.type === "radio") this.on.changed(name, node.value);
    else if (node.dataset.step) this.on.changed(node.dataset.step, node.checked);
    else if (name) this.on.changed(name, node.value);
  }

  /** Show a draft; a box that is being typed into is left as it is. */
  show(draft, own) {
    const focused = this.root.getRootNode().activeElement;
    for (const name of TEXTS) {
      if (this.boxes[name] !== focused || this.boxes[name].value === "") this.boxes[name].value = draft[name];
    }
    for (const name of ["help_class", "scope", "when"]) {
      for (const input of this.root.querySelectorAll(`input[name=${name}]`)) input.checked = input.value === draft[name];
    }
    this.parts.channel.value = draft.channel;
    this.arrange(draft, own);
  }

  /** Put a value into a box, whether or not it is being typed into. */
  put(name, value) {
    this.boxes[name].value = value;
  }

  arrange(draft, own) {
    const { parts, words } = this;
    const repair = draft.help_class === "repair";
    const urgent = URGENT.includes(draft.help_class);
    this.order(urgent ? ASKED_IN_AN_EMERGENCY : ASKED);
    parts.scope.hidden = !repair;
    parts.terms.hidden = !own;
    parts["booked-slot"].hidden = draft.when !== "booked";
    setText(parts["matter-label"], words[repair ? "matter.repair" : "matter.help"]);
    parts["kind-says"].hidden = own;
    const says = repair ? words[`scope.${draft.scope}.says`] : fill(words["help.says"], { name: words[`class.${draft.help_class}`] });
    setText(parts["kind-says"], own ? "" : says);
  }

  order(names) {
    const slots = names.map((name) => this.root.querySelector(`[data-slot=${name}]`));
    const standing = [...this.parts.fields.children];
    if (slots.every((slot, place) => slot === standing[place])) return;
    this.parts.fields.replaceChildren(...slots);
    this.asked = names;
  }

  /** Go on to the field that is asked next. */
  after(name) {
    const names = (this.asked ?? ASKED).filter((one) => this.boxes[one]);
    this.focus(names[names.indexOf(name) + 1] ?? "matter");
  }

  focus(name) {
    const items = this.parts.items.querySelector("input:checked") ?? this.parts.items.querySelector("input");
    (name === "item" ? items : (this.boxes[name] ?? this.boxes.phone))?.focus();
  }

  first(draft) {
    this.focus(URGENT.includes(draft.help_class) ? "address" : "phone");
  }

  mark(name) {
    for (const box of Object.values(this.boxes)) box.removeAttribute("aria-invalid");
    if (this.boxes[name]) this.boxes[name].setAttribute("aria-invalid", "true");
  }

  /** What must be asked for before it can be sent: `[field, words]` in the order of the form. */
  missing(draft, own) {
    const { words } = this;
    const [phone, name, address] = [draft.phone.trim(), draft.name.trim(), draft.address.trim()];
    const found = [];
    if (NO_PHONE.test(phone)) found.push(["phone", words["missing.phone_letters"]]);
    if (own && !phone) found.push(["phone", words["missing.phone"]]);
    if (!own && !phone && !address) found.push(["phone", words["missing.reach"]]);
    if (own && !name) found.push(["name", words["missing.name"]]);
    if (own && !address) found.push(["address", words["missing.address"]]);
    if (!draft.matter.trim()) found.push(["matter", words["missing.matter"]]);
    if (own && draft.when === "booked" && !draft.booked) found.push(["booked", words["missing.booked"]]);
    return found;
  }
}
