/** Which tariff item it is: evident from the words, chosen by the person, or none: then it is quoted first. */
import { element, setText } from "../../board/js/elements.js";
import { fill } from "../../board/js/time.js";
import { radio } from "./field.js";

export class TariffChoice {
  constructor(parts, words) {
    Object.assign(this, { parts, words, items: [], tariff: true, evident: "" });
    this.draw();
    this.check(null);
  }

  /** What the server offers; what the person chose stays, even when it is not offered any more. */
  offer({ tariff, items, evident }, chosen) {
    const kept = this.items.filter((item) => item.code === chosen && !items.some((one) => one.code === chosen));
    this.tariff = tariff;
    this.evident = evident;
    this.show([...kept, ...items], chosen);
  }

  show(items, chosen) {
    const same = JSON.stringify(items) === JSON.stringify(this.items) && this.parts.items.childElementCount > 0;
    this.items = items;
    if (!same) this.draw();
    this.check(chosen);
  }

  draw() {
    const focused = this.parts.items.getRootNode().activeElement;
    const held = this.parts.items.contains(focused);
    const options = this.items.map((item) => {
      const words = fill(this.words["charge.in"], { name: item.name, price: item.price });
      return radio("item", item.code, words);
    });
    this.parts.items.replaceChildren(...options, radio("item", "", this.words["charge.out"]));
    if (held) this.parts.items.querySelector("input").focus();
  }

  check(chosen) {
    const value = this.value(chosen);
    for (const input of this.parts.items.querySelectorAll("input")) input.checked = input.value === value;
    setText(this.parts["items-say"], chosen === null ? this.words[this.reason()] : "");
  }

  /** The item in force: the person's choice, else the evident one, else none. */
  value(chosen) {
    return chosen ?? this.evident;
  }

  reason() {
    if (!this.tariff) return "charge.no_tariff";
    if (this.evident) return "charge.evident";
    return this.items.length ? "charge.possible" : "charge.unmatched";
  }
}
