/** The exam's own board as it stood, in a corner of the page that its style stays within; replayed in place. */

const ASSETS = "/exam/assets";

export class WholeBoard {
  constructor(host, about, onNow) {
    Object.assign(this, { host, about, onNow });
  }

  /** Show a past moment; until the board is loaded only the newest one waits. */
  async show(past, asOf) {
    this.newest = { past, as_of: asOf };
    this.loading ??= this.load();
    const mount = await this.loading;
    if (!mount || !this.newest) return;
    const shown = this.newest;
    this.newest = null;
    mount({ data: { ...this.about, ...shown }, parentElement: this.root, setTriggerValue: (name) => name === "now" && this.onNow() });
  }

  async load() {
    const [module, style] = await Promise.all([
      import(new URL(`${ASSETS}/board.js`, window.location.origin).href),
      fetch(`${ASSETS}/board.css`).then((answer) => answer.text()),
    ]);
    const shadow = this.host.attachShadow({ mode: "open" });
    const sheet = document.createElement("style");
    sheet.textContent = style;
    this.root = document.createElement("div");
    this.root.innerHTML = this.about.skeleton;
    shadow.append(sheet, this.root);
    return module.default;
  }
}
