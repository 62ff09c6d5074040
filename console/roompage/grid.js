/** The grid: floors, their rooms, and under each room one tick a check. */
import { control, element } from "../board/js/elements.js";
import { drawIcon } from "../ticketpage/js/icons.js";

export function drawGrid(host, { data, words, send }) {
  const floors = data.floors.map((floor) => element("section", "floor",
    element("h3", "", floor.name, floor.faults ? element("span", "faults", floor.faults) : null),
    element("div", "cells", ...floor.rooms.map((room) => drawRoom(room, data, words, send)))));
  host.replaceChildren(...floors, drawLegend(data, words));
}

function drawRoom(room, data, words, send) {
  const cell = control(`room ${room.role}${room.fault ? " failed" : ""}${room.late ? " late" : ""}`, "",
    () => send("room", { room: room.room }));
  const name = element("b", "", room.room);
  const head = element("span", "name", name, room.fault ? element("span", "aside", room.fault) : null);
  if (!room.fault && room.ticks.includes("r")) head.append(drawIcon("again"));
  cell.append(head, drawTicks(room.ticks));
  const said = room.ticks.map((tick, place) => (tick ? `${data.checks[place]} ${words[tick]}` : "")).filter(Boolean);
  cell.setAttribute("aria-label", [room.room, room.fault, room.note, ...said].filter(Boolean).join(", "));
  cell.setAttribute("aria-pressed", String(data.chosen === room.room));
  cell.title = said.join("\n");
  return cell;
}

export function drawTicks(ticks) {
  return element("span", "ticks", ...ticks.map((tick) => element("i", tick ?? "none")));
}

function drawLegend(data, words) {
  const shown = ["p", "r", "u", "f"].map((tick) => element("span", "", element("i", tick), words[tick]));
  const order = element("span", "", data.order);
  const roles = ["spare", "out_of_use", "late"].map((role) => element("span", "", element("i", role), words[role]));
  return element("p", "legend", ...shown, ...roles, order);
}

/** The numbers above the grid. */
export function drawFigures(host, { data }) {
  host.replaceChildren(...data.figures.map((one) => element("div", `figure ${one.tone}`,
    element("span", "", one.label), element("b", "", one.value, one.of ? element("small", "", `/${one.of}`) : null))));
}
