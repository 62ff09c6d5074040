/**
 * The form in its host: `setTriggerValue` hands over what is sent, answers come back in `data.answer` under the
 * form's own id. One form stays mounted over all of the host's runs.
 */
import { CallForm } from "./call.js";

const forms = new WeakMap();

/** What the host calls with each new `data`; returns how to take the form down again. */
export default function mount({ data, parentElement, setTriggerValue }) {
  const same = JSON.stringify([data.site, data.viewer, data.lang]);
  let form = forms.get(parentElement);
  if (form && form.same !== same) {
    form.stop();
    form.root.replaceWith(form.blank.cloneNode(true));
    form = undefined;
  }
  if (!form) {
    const root = parentElement.querySelector("[data-part=call]");
    const blank = root.cloneNode(true);
    form = Object.assign(new CallForm(root, data), { same, blank });
    forms.set(parentElement, form);
    form.beat();
  }
  form.data = data;
  form.trigger = setTriggerValue;
  form.clock.hear(data.now);
  form.sending.hear(data.answer);
  const turn = (form.turn = (form.turn ?? 0) + 1);
  return () => setTimeout(() => {
    if (form.turn !== turn) return;
    form.stop();
    if (forms.get(parentElement) === form) forms.delete(parentElement);
  }, 0);
}
