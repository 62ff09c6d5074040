/** Small pieces of the form: choices of one, ticks, and what a field says of itself. */
import { element } from "../../board/js/elements.js";

const TYPED = new Set(["text", "tel", "search", "datetime-local", "textarea", "select-one"]);

/** Whether a key pressed there is typing. */
export function isTyping(node) {
  return TYPED.has(node?.type) || Boolean(node?.isContentEditable);
}

/** One radio with its words; `value` may be any string. */
export function radio(name, value, ...words) {
  const input = element("input");
  input.type = "radio";
  input.name = name;
  input.value = value;
  input.dataset.field = name;
  return element("label", "", input, element("span", "", ...words));
}

/** One tick box with the key that ticks it. */
export function tick(name, words, key) {
  const input = element("input");
  input.type = "checkbox";
  input.dataset.step = name;
  const hint = element("kbd", "", key);
  hint.setAttribute("aria-hidden", "true");
  input.setAttribute("aria-keyshortcuts", key);
  const said = element("span", "", words);
  const at = element("span", "at");
  return { node: element("label", "step", input, hint, said, at), input, at };
}

/** A button; `primary` is filled. */
export function button(words, onPress, { kind = "plain-button", key = "" } = {}) {
  const node = element("button", kind, words);
  node.type = "button";
  if (key) node.append(" ", element("kbd", "", key));
  node.addEventListener("click", onPress);
  return node;
}
