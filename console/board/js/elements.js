/** Building elements. Data goes in as text only, never as markup. */

const HAN = /\p{Script=Han}/u;

/** An element with a class and children; strings become text nodes. */
export function element(tag, className = "", ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  for (const child of children) {
    if (child !== null) node.append(child);
  }
  return node;
}

/** Set text only when it changed, so that a tick touches nothing else. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Set a figure; inside a date (4\u670824\u65e5) no gaps are wanted between Han and digits. */
export function setFigure(node, text) {
  if (node.textContent === text) return;
  node.textContent = text;
  node.classList.toggle("dated", /\d\u6708\d/.test(text));
}

/** Set a person's words: full text as title, and the language of a foreign run. */
export function setPlain(node, text, lang) {
  setText(node, text);
  node.title = text;
  if (lang === "en" && HAN.test(text)) node.lang = "zh-CN";
  else node.removeAttribute("lang");
}

/** The inline icons of the page, by name; each carries its word unless it stands beside it. */
export class Icons {
  constructor(template) {
    this.found = new Map();
    for (const icon of template.content.querySelectorAll("[data-icon]")) this.found.set(icon.dataset.icon, icon);
  }

  draw(name, word = "") {
    const icon = this.found.get(name).cloneNode(true);
    icon.classList.add("icon");
    if (word) {
      icon.setAttribute("role", "img");
      icon.setAttribute("aria-label", word);
    } else {
      icon.setAttribute("aria-hidden", "true");
    }
    return icon;
  }
}

/** A control that does something: a button in the console, a plain link on a light page. */
export function control(className, href, onPress = null) {
  const node = element(href ? "a" : "button", className);
  if (href) node.href = href;
  else node.type = "button";
  if (!href && onPress) node.addEventListener("click", onPress);
  return node;
}
