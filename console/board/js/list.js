/** ONE list in groups, rows keyed by ticket. It never reorders under the pointer or the focus. */
import { element, setText } from "./elements.js";
import { GROUPS, ICON_OF_GROUP, byUrgency } from "./figures.js";
import { RowView } from "./row.js";
import { fill } from "./time.js";

const HOLD_MS = 5000;
const FRESH_MS = 600;
/** More rows than this at once are a new board, not rows that moved. */
const TINTED_AT_ONCE = 30;

export class RowList {
  constructor(host, tools) {
    this.host = host;
    this.tools = tools;
    this.views = new Map();
    this.lastMove = -Infinity;
    this.inside = new Set();
    this.current = null;
    this.drawnBefore = false;
    this.groups = Object.fromEntries(GROUPS.map((group) => [group, this.buildGroup(group)]));
    this.host.replaceChildren(...Object.values(this.groups).map((group) => group.section));
    this.watchHands();
  }

  buildGroup(group) {
    const { words, icons } = this.tools;
    const title = element("span", "title");
    const hint = element("span", "hint");
    const head = element("h2", "group-head", icons.draw(ICON_OF_GROUP[group]), title, hint);
    const list = element("ul", "rows");
    list.setAttribute("role", "list");
    list.setAttribute("aria-label", words[`group.${group}`]);
    const section = element("section", `group ${group}`, head, list);
    section.hidden = true;
    return { section, list, title, hint };
  }

  /** Pointer and focus inside the list hold it still, up to 5 s after the last move or key. */
  watchHands() {
    const moved = () => (this.lastMove = performance.now());
    const enter = (kind) => () => (moved(), this.inside.add(kind));
    const leave = (kind) => () => this.inside.delete(kind);
    for (const name of ["pointermove", "keydown"]) this.host.addEventListener(name, moved);
    this.host.addEventListener("pointerenter", enter("pointer"));
    this.host.addEventListener("pointerleave", leave("pointer"));
    this.host.addEventListener("focusin", enter("focus"));
    this.host.addEventListener("focusout", leave("focus"));
    this.host.addEventListener("focusin", ({ target }) => this.focusRing(target.matches(":focus-visible") ? target : null));
    this.host.addEventListener("focusout", () => this.focusRing(null));
    this.host.addEventListener("click", (event) => this.pressed(event));
  }

  /** The row that holds a visible focus shows its texts in full. */
  focusRing(target) {
    this.ringed?.classList.remove("focused", "ringed");
    this.ringed = target?.closest(".row") ?? null;
    this.ringed?.classList.add("focused");
    if (target?.matches(".number")) this.ringed?.classList.add("ringed");
  }

  held() {
    return this.inside.size > 0 && performance.now() - this.lastMove < HOLD_MS;
  }

  /** A verb acts, anything else in a row opens it; links find their own way. */
  pressed(event) {
    const node = event.target.closest(".row");
    if (!node || event.target.closest("a")) return;
    const button = event.target.closest("button");
    if (!button && String(window.getSelection())) return;
    this.setCurrent(node);
    const ticket = node.dataset.id;
    const verb = button?.dataset.verb ?? "open";
    if (verb !== "open") this.tools.act("act", { ticket, verb });
    else if (this.tools.light) node.querySelector(".number").click();
    else this.tools.act("open", { ticket });
  }

  /** Show these standings; returns how many changes of place wait for the hand to leave. */
  show(items, now) {
    const ordered = [...items].sort(byUrgency);
    const fresh = ordered.filter((item) => this.refresh(item, now));
    const gone = this.views.size - ordered.length;
    if (this.drawnBefore && this.held()) return this.waiting(ordered, gone, fresh);
    this.releaseVerbs();
    this.place(ordered, fresh);
    this.drawnBefore = true;
    return 0;
  }

  /** Make or redraw the view of a row; true when the row is new or changed its group. */
  refresh(item, now) {
    const view = this.views.get(item.row.id);
    if (!view) {
      this.views.set(item.row.id, new RowView(item.row, now, this.tools));
      return true;
    }
    const before = view.placedIn;
    if (view.row !== item.row) view.draw(item.row, now, { keepVerb: this.held() && this.touches(view) });
    return before !== item.group;
  }

  touches(view) {
    return view.node.matches(":hover") || view.node.contains(view.node.getRootNode().activeElement);
  }

  /** Verbs kept back under a hand are drawn once it has left. */
  releaseVerbs() {
    for (const view of this.views.values()) {
      if (view.verbKept) view.drawVerb();
    }
  }

  waiting(ordered, gone, fresh) {
    const wanted = new Set(ordered.map((item) => item.row.id));
    for (const [id, view] of this.views) view.node.classList.toggle("gone", !wanted.has(id));
    return Math.max(gone, 0) + fresh.length;
  }

  place(ordered, fresh) {
    const active = this.host.getRootNode().activeElement;
    this.dropOthers(ordered);
    const byGroup = new Map(GROUPS.map((group) => [group, []]));
    for (const item of ordered) byGroup.get(item.group).push(this.views.get(item.row.id));
    for (const [group, views] of byGroup) this.fillGroup(group, views);
    if (this.drawnBefore && fresh.length <= TINTED_AT_ONCE) fresh.forEach((item) => tint(this.views.get(item.row.id).node));
    if (active && active.isConnected && this.host.contains(active)) active.focus({ preventScroll: true });
    if (!this.current?.isConnected) this.setCurrent(this.host.querySelector(".row"));
  }

  dropOthers(ordered) {
    const wanted = new Set(ordered.map((item) => item.row.id));
    for (const [id, view] of this.views) {
      if (wanted.has(id)) continue;
      view.node.remove();
      this.views.delete(id);
    }
  }

  fillGroup(group, views) {
    const { section, list, title } = this.groups[group];
    section.hidden = views.length === 0;
    setText(title, `${this.tools.words[`group.${group}`]} ${views.length}`);
    for (const view of views) view.placedIn = group;
    arrange(list, views.map((view) => view.node));
  }

  /** Words beside a group's head, such as the landmarks that fall into it. */
  hint(group, text) {
    setText(this.groups[group].hint, text);
  }

  /** Advance the digits; true when a row has to change its group. */
  tick(now) {
    let moved = false;
    for (const view of this.views.values()) moved = view.tick(now) || moved;
    return moved;
  }

  /** Draw all chips anew, for another width. */
  redraw(now) {
    for (const view of this.views.values()) view.drawStanding(now);
  }

  rows() {
    return [...this.host.querySelectorAll(".row:not([hidden])")];
  }

  setCurrent(row) {
    this.views.get(this.current?.dataset.id)?.setCurrent(false);
    this.current = row;
    this.views.get(row?.dataset.id)?.setCurrent(true);
  }

  /** Move the focus up or down by rows. */
  step(by) {
    const rows = this.rows();
    if (!rows.length) return;
    const focused = this.current?.contains(this.host.getRootNode().activeElement);
    const at = rows.indexOf(this.current);
    const next = focused ? Math.min(Math.max(at + by, 0), rows.length - 1) : Math.max(at, 0);
    this.focus(rows[next]);
  }

  focus(row) {
    this.setCurrent(row);
    row.querySelector(".number").focus();
    row.scrollIntoView({ block: "nearest" });
  }

  focusGroup(group) {
    const row = this.groups[group].list.firstElementChild;
    if (row) this.focus(row);
  }

  /** On a wall: hide the rows that do not fit and say how many there are. */
  fit(rest) {
    const floor = this.host.parentElement.clientHeight - rest.offsetHeight;
    for (const row of this.host.querySelectorAll(".row, .group-head")) row.hidden = false;
    const hidden = this.rows().filter((row) => row.offsetTop + row.offsetHeight > floor);
    for (const row of hidden) row.hidden = true;
    for (const { list, section } of Object.values(this.groups)) {
      section.firstElementChild.hidden = !list.querySelector(".row:not([hidden])");
    }
    setText(rest, hidden.length ? fill(this.tools.words["wall.rest"], { n: hidden.length }) : "");
  }
}

/** Put `nodes` into `list` in this order, touching only those that are out of place. */
function arrange(list, nodes) {
  let cursor = list.firstElementChild;
  for (const node of nodes) {
    if (node === cursor) {
      cursor = cursor.nextElementSibling;
    } else if (cursor && cursor.nextElementSibling === node) {
      list.append(cursor);
      cursor = node.nextElementSibling;
    } else {
      list.insertBefore(node, cursor);
    }
  }
  while (cursor) {
    const next = cursor.nextElementSibling;
    cursor.remove();
    cursor = next;
  }
}

/** Tint a row for a moment, not under reduced motion; by a timer, since an animation would draw every frame. */
function tint(node) {
  if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  node.classList.add("fresh");
  setTimeout(() => node.classList.remove("fresh"), FRESH_MS);
}
