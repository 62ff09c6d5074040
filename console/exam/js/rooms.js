/** The rooms floor by floor: number and ticks; spare dashed, failed filled with its cause in a word. */
import { element } from "../../board/js/elements.js";
import { fill } from "../../board/js/time.js";

const TICKS = { passed: "pass", passed_after_recheck: "again", failed: "fail", undone: "open" };

export class Rooms {
  constructor(node, tools, data) {
    Object.assign(this, { node, tools, data });
  }

  draw(head, floors) {
    const { words, say } = this.tools;
    const rooms = head.rooms;
    this.node.hidden = !rooms;
    if (!rooms) return;
    const count = floors.reduce((sum, one) => sum + one.rooms.length, 0);
    const names = rooms.checks.map((one) => say(one.name)).join(this.tools.list);
    const hint = fill(words["rooms.hint"], { active: rooms.in_use, spare: rooms.spares_left, checks: names });
    const grid = element("div", "grid");
    for (const floor of floors) {
      const row = element("div", "floor");
      const faults = floor.faults ? element("em", "", fill(words[floor.faults === 1 ? "rooms.fault" : "rooms.faults"], { n: floor.faults })) : null;
      row.append(element("span", "name", fill(words["rooms.floor"], { building: floor.building, floor: floor.floor }), faults), element("div", "cells", ...floor.rooms.map((one) => this.cell(one))));
      grid.append(row);
    }
    const legend = element("p", "legend");
    for (const name of ["pass", "again", "open"]) legend.append(element("i", `tick ${name}`), words[`rooms.${name}`]);
    legend.append(element("span", "", words["rooms.dashed"]));
    this.node.replaceChildren(element("h2", "", element("b", "", fill(words["rooms.title"], { n: count })), element("span", "hint", hint)), grid, legend);
  }

  cell(one) {
    const { say, words, icons } = this.tools;
    const kind = one.fault ? "failed" : one.role;
    const node = element("a", `cell ${kind} ${one.role}`);
    const { c, site, as_of } = this.data;
    node.href = `/rooms?${new URLSearchParams({ c, room: one.room, site, ...(as_of ? { as_of } : {}) })}`;
    node.target = "_self";
    node.dataset.room = one.room;
    const again = one.ticks.includes("passed_after_recheck") && !one.fault ? icons.draw("again", words["rooms.again"]) : null;
    const cause = one.fault ? element("em", "", say(one.fault).slice(0, this.tools.lang === "en" ? 9 : 2)) : null;
    const ticks = element("span", "ticks", ...one.ticks.filter((tick) => tick !== null).map((tick) => element("i", `tick ${TICKS[tick]}`)));
    node.append(element("span", "number", element("b", "", one.room), cause, again), ticks);
    if (one.fault) node.title = say(one.fault);
    return node;
  }
}
