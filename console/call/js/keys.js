/** The keys of the form: Ctrl+Enter sends from anywhere; F, T and N mean something outside the text fields. */
import { isTyping } from "./field.js";
import { STEPS } from "./form.js";

/** Listen on the whole page; returns how to stop. */
export function listenForCallKeys(form) {
  const heard = (event) => {
    if (event.isComposing || !form.root.isConnected) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      event.preventDefault();
      form.sending.save();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.composedPath()[0])) return;
    if (pressLetter(form, event.key.toUpperCase())) event.preventDefault();
  };
  document.addEventListener("keydown", heard);
  return () => document.removeEventListener("keydown", heard);
}

/** One letter outside a text field; whether it meant something. */
function pressLetter(form, letter) {
  const step = STEPS.find(([, key]) => key === letter)?.[0];
  const over = form.phase === "saved" || form.phase === "ended";
  if (letter === "N" && over) form.begin();
  else if (step && form.done) form.sending.takeLate(step);
  else if (step && form.phase === "editing" && form.own) form.takeStep(step, !form.draft[step]);
  else return false;
  return true;
}
