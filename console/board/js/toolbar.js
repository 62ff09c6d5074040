/** Filter pills with counts, the search box and the one main verb: take a call. */
import { control, element } from "./elements.js";
import { pillsOf } from "./figures.js";

export class Toolbar {
  constructor(parts, tools, filters, onChange) {
    Object.assign(this, { parts, tools, filters, onChange });
    this.drawn = "";
    const { words, icons, act, links } = tools;
    this.call = control("call", tools.light ? links.call : "", () => act("call", {}));
    this.call.append(icons.draw("phone"), words["call"], element("kbd", "", "N"));
    this.call.setAttribute("aria-keyshortcuts", "N");
    parts.call.replaceChildren(this.call);
    parts.call.hidden = links.call === false;
    parts.search.value = filters.q;
    parts.search.addEventListener("input", (event) => event.isComposing || this.searched());
    parts.search.addEventListener("compositionend", () => this.searched());
  }

  searched() {
    this.filters.set("q", this.parts.search.value);
    this.onChange();
  }

  draw(items) {
    const pills = pillsOf(items, this.filters.f);
    const signature = JSON.stringify([pills, this.filters.f]);
    if (signature === this.drawn) return;
    this.drawn = signature;
    this.drawPills(pills);
  }

  drawPills(pills) {
    const host = this.parts.pills;
    const focused = host.getRootNode().activeElement?.dataset?.pill;
    host.replaceChildren(...pills.map(([key, count]) => this.pill(key, count)));
    if (focused !== undefined) host.querySelector(`[data-pill="${CSS.escape(focused)}"]`)?.focus();
  }

  pill(key, count) {
    const pill = control("pill", "", () => {
      this.filters.set("f", key);
      this.onChange();
    });
    pill.dataset.pill = key;
    pill.setAttribute("aria-pressed", String(key === this.filters.f));
    pill.append(pillName(key, this.tools.words), element("b", "", String(count)));
    return pill;
  }

  clearSearch() {
    this.parts.search.value = this.filters.q;
  }
}

/** What a filter is called. */
export function pillName(key, words) {
  if (!key) return words["filter.all"];
  return words[key.startsWith("kind.") ? key : `filter.${key}`] ?? key.replace("kind.", "");
}
