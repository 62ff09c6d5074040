/** The list of tickets: flat rows, each a link of its own. */
import { control, element } from "../../board/js/elements.js";

const COLUMNS = ["ticket", "place", "stage", "with", "reported", "ended"];

export function drawFound(host, { data, words, send }) {
  const columns = element("tr", "", ...COLUMNS.map((name) => {
    const cell = element("th", name, words[name]);
    cell.scope = "col";
    return cell;
  }));
  const body = element("tbody", "", ...data.rows.map((row) => drawFoundRow(row, words, send)));
  host.replaceChildren(element("table", "card found", element("thead", "", columns), body));
}

function drawFoundRow(row, words, send) {
  const number = control("number", "", () => send("go", { page: "ticket", ticket: row.number }));
  number.textContent = row.number;
  const line = element("tr", row.open ? "open" : "");
  const about = element("td", "place", element("b", "", row.place), element("span", "matter", row.matter));
  line.append(element("td", "ticket", number, element("small", "", row.kind)), about,
    element("td", "stage", row.stage), element("td", "with", row.with),
    element("td", "reported", row.reported), element("td", "ended", row.open ? element("span", "chip running", words["open"]) : row.ended));
  line.addEventListener("click", (event) => {
    if (event.target.closest("button") === null && !getSelection()?.toString()) number.click();
  });
  return line;
}
