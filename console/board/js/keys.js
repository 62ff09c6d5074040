/** Keys of the board: j/k or arrows move, Enter opens, / searches, N takes a call. */

/** Listen on the whole page; returns how to stop. */
export function listenForKeys(root, { step, search, call, leaveSearch }) {
  const actions = { j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1), "/": search, n: call, N: call };
  const pressed = (event) => {
    const target = event.composedPath()[0];
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isField(target)) return void (event.key === "Escape" && root.contains(target) && leaveSearch());
    const action = actions[event.key];
    if (!action || document.querySelector("[role=dialog], dialog[open]")) return;
    if (event.key.startsWith("Arrow") && !arrowsAreOurs(root, target)) return;
    event.preventDefault();
    action();
  };
  document.addEventListener("keydown", pressed);
  return () => document.removeEventListener("keydown", pressed);
}

function isField(node) {
  return node instanceof HTMLElement && (node.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(node.tagName));
}

/** Arrows scroll the page unless the focus is in the list. */
function arrowsAreOurs(root, target) {
  return root.querySelector("[data-part=groups]").contains(target);
}
