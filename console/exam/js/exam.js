/** The board of an exam's day: the same stream, age and standstill as the duty desk's; parts come by themselves. */
import { Icons, control, element, setText } from "../../board/js/elements.js";
import { Status } from "../../board/js/status.js";
import { LiveStream } from "../../board/js/stream.js";
import { Calendar, ServerClock, fill } from "../../board/js/time.js";
import { Acts } from "./acts.js";
import { Decide } from "./decide.js";
import { Posts } from "./posts.js";
import { Rooms } from "./rooms.js";
import { Count, Line, Tiles, silence } from "./top.js";

const TABS = [["roll", "tick"], ["rooms", "home"], ["calls", "phone"], ["decide", "red"]];
const exams = new WeakMap();

class ExamBoard {
  constructor(root, data) {
    Object.assign(this, { root, data, rows: new Map(), clock: new ServerClock() });
    this.shared = { position: null, lag: null, simulated: false };
    this.parts = Object.fromEntries([...root.querySelectorAll("[data-part]")].map((node) => [node.dataset.part, node]));
    const { words, lang } = data;
    root.lang = lang;
    root.dataset.surface = data.surface ?? "console";
    this.tools = {
      words, lang, links: { board: "/exam", status: "", sign_in: "/sign-in" }, light: Boolean(data.surface), shift: "",
      icons: new Icons(this.parts.icons), calendar: new Calendar(data.zone, lang, words), comma: words["comma"], list: words["list"], stop: words["stop"],
      say: (name) => (lang === "en" ? name.en : name.zh), now: () => this.clock.counting(),
      isLeader: Boolean(data.leads), isPast: Boolean(data.past), maySwap: Boolean(data.swaps), narrow: window.matchMedia("(max-width: 699px)"),
      wall: data.surface === "wall" ? window.matchMedia("(min-width: 1600px)") : { matches: false },
    };
    for (const node of root.querySelectorAll("[data-word]")) setText(node, words[node.dataset.word]);
    for (const node of root.querySelectorAll("[data-label]")) node.setAttribute("aria-label", words[`label.${node.dataset.label}`]);
    this.build();
  }

  build() {
    const { parts, tools, data } = this;
    this.acts = new Acts(parts, tools, data);
    this.status = new Status(parts, tools, this.clock, () => this.stream?.retry());
    this.count = new Count(parts.count, tools);
    this.tiles = new Tiles(parts.tiles, tools);
    this.line = new Line(parts.line, tools);
    this.posts = new Posts(parts.posts, tools, this.acts);
    this.rooms = new Rooms(parts.rooms, tools, data);
    this.decide = new Decide(parts, tools, this.acts, this.posts);
    this.buttons();
    this.tabs();
    if (data.checkin) this.offerCheckIn(data.checkin);
    tools.narrow.onchange = () => this.render();
  }

  buttons() {
    const { words } = this.tools;
    if (this.data.surface === "wall" || this.data.past) return;
    const field = [{ name: "what", label: words["ask.what"], required: true }, { name: "place", label: words["ask.where"] }];
    const make = (look, name, press) => {
      const button = control(look, "", press);
      button.textContent = words[`verb.${name}`];
      button.dataset.verb = name;
      return button;
    };
    const links = [["codes", `/exam/codes?site=${this.data.site}&c=${this.data.c}`], ["wall", `/wall/exam?site=${this.data.site}&c=${this.data.c}`]];
    const leads = this.data.leads ? links.map(([name, href]) => {
      const link = control("plain", href);
      link.target = "_blank";
      link.textContent = words[`verb.${name}`];
      return link;
    }) : [];
    this.parts.buttons.replaceChildren(...leads,
      make("verb", "incident", () => this.acts.ask(words["verb.incident"], field, "incident", {})),
      make("verb filled", "call", () => this.acts.ask(words["verb.call"], field, "call", {})));
  }

  /** On a phone one part at a time. */
  tabs() {
    const { words, icons } = this.tools;
    const choose = (name) => {
      this.root.dataset.tab = name;
      for (const one of this.parts.tabs.children) one.setAttribute("aria-pressed", String(one.dataset.to === name));
    };
    this.parts.tabs.replaceChildren(...TABS.map(([name, icon]) => {
      const button = control("tab", "", () => choose(name));
      button.dataset.to = name;
      button.append(icons.draw(icon), element("span", "", words[`tab.${name}`]));
      return button;
    }));
    choose("roll");
  }

  /** The code of a post was read: one press says that one is there. */
  offerCheckIn({ post, name, proof }) {
    const { words } = this.tools;
    const { checkin } = this.parts;
    const said = element("p", "");
    const show = (reasons) => setText(said, reasons.join(" "));
    const button = control("verb filled", "", async () => {
      button.disabled = true;
      const told = await this.acts.send("check_in", { post, proof }, { show });
      button.disabled = false;
      if (!told) return;
      const at = this.tools.calendar.clock(told.results.arrived_at * 1000, { seconds: "never" });
      show([fill(words[told.events ? "checkin.done" : "checkin.before"], { at })]);
      button.hidden = true;
    });
    button.dataset.verb = "check_in";
    button.textContent = words["checkin.press"];
    checkin.replaceChildren(element("b", "", fill(words["checkin.title"], { post: name })), button, said);
    checkin.hidden = false;
  }

  start() {
    if (this.data.past) return this.showPast(this.data.past);
    const name = `steward-live ${this.data.stream} ${this.data.viewer ?? ""}`;
    this.stream = new LiveStream(this.data.stream, name, {
      heard: (kind, payload) => this.heard(kind, payload),
      trying: (attempt) => (this.status.attempt = attempt),
      signedOut: () => window.location.assign(this.tools.links.sign_in),
      snapshot: () => this.snapshot(),
      slept: (ms) => this.clock.skip(ms),
    });
    this.stream.start();
    this.beat();
  }

  /** A past moment: the same parts, a clock that stands, violet around it. */
  showPast({ at, board }) {
    this.root.dataset.past = "";
    this.clock.hear(at);
    this.clock.now = () => at;
    this.clock.silence = () => 0;
    this.status.drawPast(at, () => this.send?.("now", {}));
    this.heard("board", board);
    this.root.dataset.state = "past";
  }

  /** Another past moment, from one frame of a replay to the next: where no row differs, only time moves. */
  turnTo(data) {
    const alike = JSON.stringify(data.past.board.rows) === JSON.stringify(this.data.past.board.rows);
    Object.assign(this.data, { past: data.past, as_of: data.as_of });
    if (!alike) return this.showPast(data.past);
    const { at } = data.past;
    this.clock.hear(at);
    this.clock.now = () => at;
    this.status.drawPast(at, () => this.send?.("now", {}));
    this.tick();
    this.root.dataset.state = "past";
  }

  heard(kind, payload) {
    this.clock.hear(payload.server_now);
    this.status.attempt = 0;
    if (kind === "board") this.rows = new Map(payload.rows.map((row) => [row.id, row]));
    for (const row of payload.changed ?? []) this.rows.set(row.id, row);
    for (const id of payload.gone ?? []) this.rows.delete(id);
    this.shared.position = payload.position;
    this.shared.lag = payload.lag;
    if (kind === "board") this.shared.simulated = payload.simulated;
    this.status.drawLag(payload.lag, payload.position);
    if (kind !== "beat") this.render();
    this.tick();
  }

  /** What a tab that comes later is told. */
  snapshot() {
    if (this.shared.position === null) return null;
    return { ...this.shared, server_now: this.clock.lastHeard(), rows: [...this.rows.values()], landmarks: [] };
  }

  of(prefix) {
    const found = [...this.rows.values()].filter((row) => row.id.startsWith(prefix));
    return found.sort((one, other) => one.at - other.at).map((row) => row.value);
  }

  render() {
    const head = this.rows.get("head")?.value;
    if (!head) return;
    const posts = this.of("post:");
    const quiet = Boolean(silence(head, this.clock.counting())?.is_on);
    this.line.draw(head);
    this.posts.draw(posts, head, { quiet });
    this.rooms.draw(head, this.of("floor:"));
    this.decide.draw(head, posts);
    this.announce(head, quiet);
  }

  /** Said aloud by a screen reader only while it is not silent. */
  announce(head, quiet) {
    const said = quiet ? "" : fill(this.tools.words["announce"], { here: head.here, heads: head.heads });
    setText(this.parts.announcer, said);
  }

  tick() {
    const stale = this.status.isStale();
    if (stale) this.clock.stop();
    this.root.dataset.state = stale ? "stale" : this.shared.position === null ? "loading" : "live";
    this.status.tick(this.shared);
    const head = this.rows.get("head")?.value;
    if (!head) return;
    const now = this.clock.counting();
    this.count.tick(head, now);
    this.tiles.tick(head, now);
    this.line.tick(now);
    this.hush(head, now);
    this.posts.fit();
  }

  hush(head, now) {
    const { words, calendar, icons } = this.tools;
    const next = silence(head, now);
    this.root.dataset.quiet = String(Boolean(next?.is_on));
    this.parts.quiet.hidden = !next;
    if (!next) return;
    const said = fill(words[next.is_on ? "quiet.until" : "quiet.from"], { at: calendar.clock((next.is_on ? next.ends : next.begins) * 1000) });
    if (this.parts.quiet.textContent !== said) this.parts.quiet.replaceChildren(icons.draw("mute"), said);
  }

  beat() {
    this.tick();
    this.timer = setTimeout(() => this.beat(), 1000 - (Math.floor(this.clock.now()) % 1000) + 5);
  }

  stop() {
    clearTimeout(this.timer);
    this.stream?.stop();
    this.tools.narrow.onchange = null;
  }
}

/** What a host calls with each new `data`; returns how to take the board down again. */
export default function mount({ data, parentElement, setTriggerValue }) {
  const same = JSON.stringify([data.stream, data.lang, data.surface, data.checkin, Boolean(data.past)]);
  let board = exams.get(parentElement);
  if (board && board.same !== same) {
    board.stop();
    board.root.replaceWith(board.root.cloneNode(true));
    board = undefined;
  }
  if (!board) {
    board = new ExamBoard(parentElement.querySelector("[data-part=exam]"), data);
    board.same = same;
    exams.set(parentElement, board);
    board.start();
  }
  if (data.past && board.data.past.at !== data.past.at) board.turnTo(data);
  board.send = setTriggerValue;
  const turn = (board.turn = (board.turn ?? 0) + 1);
  return () => {
    if (board.turn !== turn) return;
    board.stop();
    if (exams.get(parentElement) === board) exams.delete(parentElement);
  };
}
