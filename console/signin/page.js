// Shows the password while the person wants to see it.
const reveal = document.querySelector(".reveal");
if (reveal) {
  const field = document.getElementById(reveal.getAttribute("aria-controls"));
  reveal.hidden = false;
  reveal.addEventListener("click", () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    reveal.textContent = shown ? reveal.dataset.show : reveal.dataset.hide;
    reveal.setAttribute("aria-pressed", String(!shown));
    field.focus();
  });
}

// A draft of a call belongs to the session that wrote it: whoever signs in next begins with none.
for (const key of Object.keys(sessionStorage)) {
  if (key.startsWith("steward-call")) sessionStorage.removeItem(key);
}
