/**
 * The live board: four numbers, a ribbon, ONE list sorted by minutes left, fed by one event stream.
 *
 * The same module serves the console (a component whose host hands in `setTriggerValue`) and light
 * pages (wall, print), where verbs are plain links.
 */
import { Icons, setText } from "./elements.js";
import { Empty } from "./empty.js";
import { standing } from "./figures.js";
import { Filters } from "./filters.js";
import { listenForKeys } from "./keys.js";
import { RowList } from "./list.js";
import { Ribbon } from "./ribbon.js";
import { Status } from "./status.js";
import { LiveStream } from "./stream.js";
import { Tiles } from "./tiles.js";
import { Calendar, ServerClock, fill } from "./time.js";
import { Toolbar } from "./toolbar.js";

const ANNOUNCE_MS = 30_000;
const LINKS = { ticket: "/ticket", call: "/call", board: "/", sign_in: "/sign-in", status: "" };
const boards = new WeakMap();

class Board {
  constructor(root, data) {
    this.root = root;
    this.data = data;
    this.rows = new Map();
    this.shared = { position: null, lag: null, simulated: false, landmarks: [] };
    this.clock = new ServerClock();
    this.announcedAt = -Infinity;
    this.parts = Object.fromEntries([...root.querySelectorAll("[data-part]")].map((node) => [node.dataset.part, node]));
    this.tools = this.makeTools(data);
    this.write(data.words, data.lang);
    this.build();
  }

  makeTools(data) {
    const links = { ...LINKS, ...data.links };
    const light = Boolean(data.surface) && data.surface !== "console";
    const hrefOf = (ticket, verb) => {
      if (!light) return "";
      const step = verb ? `&do=${encodeURIComponent(verb)}` : "";
      return `${links.ticket}?t=${encodeURIComponent(ticket)}${step}`;
    };
    return {
      words: data.words, lang: data.lang, links, light, hrefOf, shift: data.shift ?? "",
      narrow: window.matchMedia("(max-width: 1199px)"),
      icons: new Icons(this.parts.icons),
      calendar: new Calendar(data.zone ?? "Asia/Shanghai", data.lang, data.words),
      act: (name, value) => this.act(name, value),
    };
  }

  write(words, lang) {
    this.root.lang = lang;
    this.root.dataset.surface = this.data.surface ?? "console";
    for (const node of this.root.querySelectorAll("[data-word]")) setText(node, words[node.dataset.word]);
    for (const node of this.root.querySelectorAll("[data-label]")) node.setAttribute("aria-label", words[`label.${node.dataset.label}`]);
    for (const node of this.root.querySelectorAll("span[data-icon]")) node.replaceChildren(this.tools.icons.draw(node.dataset.icon));
    this.parts.search.placeholder = words["search"];
  }

  build() {
    const { parts, tools } = this;
    const changed = () => this.render();
    this.filters = new Filters(this.data.filters);
    this.status = new Status(parts, tools, this.clock, () => this.stream?.retry());
    this.tiles = new Tiles(parts.tiles, tools, (tile) => {
      this.filters.set("t", this.filters.t === tile ? "" : tile);
      changed();
    });
    this.ribbon = new Ribbon(parts["ribbon-track"], parts["ribbon-over"], tools);
    this.toolbar = new Toolbar(parts, tools, this.filters, changed);
    this.list = new RowList(parts.groups, tools);
    this.empty = new Empty(parts.empty, tools, { showAll: () => this.showAll(), goTo: (group) => this.list.focusGroup(group) });
    this.forgetKeys = listenForKeys(this.root, {
      step: (by) => this.list.step(by),
      search: () => parts.search.focus(),
      call: () => this.data.past || this.parts.call.hidden || this.toolbar.call.click(),
      leaveSearch: () => this.leaveSearch(),
    });
    this.refit = () => this.fit();
    window.addEventListener("resize", this.refit);
    this.tools.narrow.onchange = () => this.list.redraw(this.clock.counting());
  }

  start() {
    if (this.data.past) return this.showPast(this.data.past);
    const name = `steward-live ${this.data.stream} ${this.data.viewer ?? ""}`;
    this.stream = new LiveStream(this.data.stream, name, {
      heard: (kind, payload) => this.heard(kind, payload),
      trying: (attempt) => (this.status.attempt = attempt),
      signedOut: () => this.signOut(),
      snapshot: () => this.snapshot(),
      slept: (ms) => this.clock.skip(ms),
    });
    this.stream.start();
    this.beat();
  }

  /** A past moment: the same rows, a clock that stands, violet around it. */
  showPast({ at, board }) {
    this.root.dataset.past = "";
    this.root.dataset.state = "past";
    this.apply("board", board);
    this.clock.hear(at);
    this.clock.now = () => at;
    this.clock.silence = () => 0;
    this.status.drawPast(at, () => this.act("now", {}));
    this.status.tick({ ...this.shared, lag: null });
    this.render();
  }

  heard(kind, payload) {
    this.apply(kind, payload);
    this.status.attempt = 0;
    this.status.drawLag(payload.lag, payload.position);
    if (kind !== "beat") this.renderSoon();
    if (this.root.dataset.state !== "live") this.tick();
  }

  apply(kind, payload) {
    this.clock.hear(payload.server_now);
    const { position, lag, simulated = this.shared.simulated, landmarks = this.shared.landmarks } = payload;
    this.shared = { position, lag, simulated, landmarks };
    if (kind === "board") this.rows = new Map(payload.rows.map((row) => [row.id, row]));
    if (kind !== "rows") return;
    for (const row of payload.changed) this.rows.set(row.id, row);
    for (const id of payload.gone) this.rows.delete(id);
  }

  snapshot() {
    if (this.shared.position === null) return null;
    return { ...this.shared, server_now: this.clock.now(), rows: [...this.rows.values()] };
  }

  renderSoon() {
    if (this.waiting) return;
    this.waiting = setTimeout(() => this.render(), 0);
  }

  render() {
    clearTimeout(this.waiting);
    this.waiting = null;
    if (this.shared.position === null) return;
    const now = this.clock.counting();
    const items = [...this.rows.values()].map((row) => standing(row, now, this.tools.calendar));
    const shown = items.filter((item) => this.filters.admits(item));
    this.toolbar.draw(items);
    this.root.toggleAttribute("data-filtered", Boolean(this.filters.f || this.filters.q));
    this.ribbon.draw(items, this.shared.landmarks, now, { anew: true });
    this.pending = this.list.show(shown, now);
    this.empty.draw(items, shown, this.filters, now);
    this.parts.list.hidden = shown.length === 0;
    this.list.hint("hours", this.landmarksWithin(now));
    this.list.hint("paused", this.tools.words["group.paused.hint"]);
    this.sayPending();
    this.drawTiles(items, now);
    this.fit();
  }

  landmarksWithin(now) {
    const { calendar, words } = this.tools;
    const coming = this.shared.landmarks.filter(({ at }) => standingOf(at, now, calendar) === "hours");
    return coming.map(({ at, code }) => `${calendar.clock(at)} ${words[`landmark.${code}`] ?? code}`).join(", ");
  }

  drawTiles(items, now) {
    this.tiles.draw(items, now, this.filters.t);
    const sentence = this.tiles.sentence();
    if (performance.now() - this.announcedAt < ANNOUNCE_MS || sentence === this.parts.announcer.textContent) return;
    this.announcedAt = performance.now();
    setText(this.parts.announcer, sentence);
  }

  sayPending() {
    this.parts.held.hidden = !this.pending;
    if (this.pending) setText(this.parts.held, fill(this.tools.words["held"], { n: this.pending }));
  }

  /** Once a second, on the server's second: digits, age, staleness. */
  tick() {
    const stale = this.status.isStale();
    if (stale && this.root.dataset.state === "live") this.standStill();
    this.root.dataset.state = stale ? "stale" : this.shared.position === null ? "loading" : "live";
    this.status.tick(this.shared);
    if (this.shared.position === null || stale) return;
    const now = this.clock.counting();
    const moved = this.list.tick(now);
    if (moved || (this.pending && !this.list.held())) return this.render();
    const items = [...this.rows.values()].map((row) => standing(row, now, this.tools.calendar));
    this.drawTiles(items, now);
    this.ribbon.draw(items, this.shared.landmarks, now, { anew: false });
  }

  /** Countdowns go back to the last thing heard and stay there. */
  standStill() {
    this.clock.stop();
    this.list.tick(this.clock.counting());
    this.render();
  }

  beat() {
    this.tick();
    this.timer = setTimeout(() => this.beat(), 1000 - (Math.floor(this.clock.now()) % 1000) + 5);
  }

  showAll() {
    this.filters.clear();
    this.toolbar.clearSearch();
    this.render();
  }

  leaveSearch() {
    this.filters.set("q", "");
    this.toolbar.clearSearch();
    this.parts.search.blur();
    this.render();
  }

  fit() {
    const wall = this.data.surface === "wall" && window.matchMedia("(min-width: 1600px)").matches;
    this.parts.rest.hidden = !wall;
    if (wall) this.list.fit(this.parts.rest);
  }

  /** Report a press to the host; in a past moment nothing can be done but look and come back. */
  act(name, value) {
    if (this.data.past && !["open", "now"].includes(name)) return;
    this.send?.(name, value);
  }

  /** The session ended: nothing of the business stays on the page. */
  signOut() {
    const { words, links } = this.tools;
    const style = getComputedStyle(this.root);
    const [ground, ink] = ["--st-background-color", "--st-text-color"].map((name) => style.getPropertyValue(name));
    this.stop();
    this.rows.clear();
    const link = document.createElement("a");
    link.href = links.sign_in;
    link.textContent = words["signed_out.link"];
    link.style.color = ink;
    const said = document.createElement("p");
    said.textContent = words["signed_out"];
    const note = document.createElement("main");
    note.lang = this.data.lang;
    note.dataset.signedOut = "";
    note.style.cssText = "font: 18px/1.6 system-ui, sans-serif; padding: 4rem 2rem; text-align: center";
    note.append(said, link);
    document.body.style.cssText = `background: ${ground}; color: ${ink}`;
    document.body.replaceChildren(note);
    document.title = words["product"];
  }

  stop() {
    clearTimeout(this.timer);
    clearTimeout(this.waiting);
    this.stream?.stop();
    this.forgetKeys();
    window.removeEventListener("resize", this.refit);
    this.tools.narrow.onchange = null;
  }
}

function standingOf(at, now, calendar) {
  return standing({ paused: false, due_at: at, clocks: [] }, now, calendar).group;
}

/** What a host calls with each new `data`; returns how to take the board down again. */
export default function mount({ data, parentElement, setTriggerValue }) {
  const same = JSON.stringify([data.stream, data.lang, data.surface, data.past?.at]);
  let board = boards.get(parentElement);
  if (board && board.same !== same) {
    board.stop();
    board.root.replaceWith(board.root.cloneNode(true));
    board = undefined;
  }
  if (!board) {
    board = new Board(parentElement.querySelector("[data-part=board]"), data);
    board.same = same;
    boards.set(parentElement, board);
    board.start();
  }
  board.send = setTriggerValue;
  const turn = (board.turn = (board.turn ?? 0) + 1);
  return () => {
    if (board.turn !== turn) return;
    board.stop();
    if (boards.get(parentElement) === board) boards.delete(parentElement);
  };
}
