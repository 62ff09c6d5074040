/** The story with both its times, and the household's last twelve months. */
import { control, element } from "../../board/js/elements.js";
import { fill } from "../../board/js/time.js";
import { head } from "./clocks.js";
import { drawIcon } from "./icons.js";

export function drawStory(host, { data, words, send }) {
  const card = element("section", "card story", head(words["story"], words["story.hint"]));
  card.append(table(data, words, send));
  card.append(element("p", "foot", fill(words["lines"], { n: data.story.length })));
  host.replaceChildren(card);
  if (data.household) host.append(household(data.household, words, send));
}

function table(data, words, send) {
  const body = element("tbody", "");
  let day = "";
  for (const line of data.story) {
    if (line.day !== day) {
      day = line.day;
      const heading = element("th", "", day);
      heading.colSpan = 5;
      heading.scope = "rowgroup";
      body.append(element("tr", "day", heading));
    }
    body.append(row(line, words, send));
  }
  const columns = element("tr", "", ...["happened", "recorded", "", "what", "who"].map((name) => {
    const cell = element("th", name || "sign", name ? words[name] : "");
    cell.scope = "col";
    return cell;
  }));
  return element("table", "", element("thead", "", columns), body);
}

function row(line, words, send) {
  const line_ = element("tr", line.late ? "late" : "");
  line_.append(element("td", "happened", line.happened), recorded(line, words, send),
    element("td", "sign", drawIcon(line.icon)), what(line, send), element("td", "who", line.who));
  return line_;
}

function recorded(line, words, send) {
  if (!line.looks) return element("td", "recorded", ...(line.late ? [drawIcon("soon"), line.late] : [line.recorded]));
  const look = control("look", "", () => send("look", { position: line.position }));
  look.title = `${line.recorded} · ${words["look"]}`;
  if (line.late) look.append(drawIcon("soon"), line.late);
  else look.append(line.recorded);
  return element("td", "recorded", look);
}

function what(line, send) {
  const cell = element("td", "what", element("span", "", line.text));
  if (!line.about) return cell;
  const link = control("plain", "", () => send("go", { page: "ticket", ticket: line.about }));
  link.textContent = line.about;
  cell.append(" ", link);
  return cell;
}

function household(data, words, send) {
  const name = fill(words[data.is_home ? "household" : "household.place"], { unit: data.unit });
  const card = element("section", "card", head(name, words["household.hint"]));
  const cells = element("div", "cells");
  for (const cell of data.cells) {
    cells.append(element("div", "", element("b", "", cell.figure), element("span", "", cell.name), element("span", "hint", cell.aside)));
  }
  card.append(cells);
  const link = control("plain", "", () => send("go", { page: "unit", unit: data.unit }));
  link.textContent = name;
  card.querySelector("h2").replaceChildren(link);
  return card;
}
