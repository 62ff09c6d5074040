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
