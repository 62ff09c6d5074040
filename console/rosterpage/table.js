/** The roster's table in any of its orders; every chip is a button that names its duty and its person. */
import { control, element } from "../board/js/elements.js";

const drawn = new WeakMap();
const folds = new WeakMap();
const PHONE = matchMedia("(max-width: 640px)");
const LONG = 15; // rows; a longer table begins folded on a telephone

export default function mount({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector("[data-part=roster]");
  const written = JSON.stringify(data);
  if (drawn.get(host) === written) return;
  drawn.set(host, written);
  host.lang = data.lang;
  host.dataset.past = data.past ? "yes" : "";
  const pick = (duty, person) => setTriggerValue("pick", { duty, person });
  const rows = data.groups.reduce((sum, group) => sum + group.rows.length, 0);
  const kept = folds.get(host) ?? {};
  folds.set(host, kept);
  const bodies = data.groups.map((group, place) => bodyOf(group, data, pick, kept, PHONE.matches && rows > LONG && place > 0));
  const table = element("table", "", headOf(data), ...bodies);
  table.setAttribute("aria-label", data.label);
  const frame = element("div", "frame", table);
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", data.label);
  const before = host.querySelector(".frame");
  const [left, top] = before ? [before.scrollLeft, before.scrollTop] : [0, 0];
  host.replaceChildren(frame);
  frame.scrollTo(left, top);
}

function headOf(data) {
  const cells = [data.head, ...data.columns, ...data.tail].map((name) => {
    const cell = element("th", "", name);
    cell.scope = "col";
    return cell;
  });
  return element("thead", "", element("tr", "", ...cells));
}

function bodyOf(group, data, pick, kept, folded) {
  const body = element("tbody");
  const fold = control("fold", "", () => {
    kept[group.name] = !body.classList.contains("folded");
    show();
  });
  fold.append(element("b", "", group.name), element("span", "", group.note));
  const title = element("th", "", fold);
  title.colSpan = 1 + data.columns.length + data.tail.length;
  title.scope = "rowgroup";
  body.append(element("tr", "group", title), ...group.rows.map((row) => rowOf(row, data, pick)));
  const show = () => {
    const away = kept[group.name] ?? folded;
    body.classList.toggle("folded", away);
    fold.setAttribute("aria-expanded", away ? "false" : "true");
  };
  show();
  return body;
}

function rowOf(row, data, pick) {
  const head = element("th");
  head.scope = "row";
  head.append(element("b", "", row.name));
  if (row.note) head.append(element("small", "", row.note));
  if (row.warning) head.append(element("small", "warning", row.warning));
  const cells = row.cells.map((lines, place) => cellOf(lines, data, pick, data.columns[place]));
  const tail = row.tail.map((one, place) => tailOf(one, data.tail[place]));
  return element("tr", "", head, ...cells, ...tail);
}

function cellOf(lines, data, pick, column) {
  const cell = element("td", lines.length ? (data.columns.length === 1 ? "wide" : "") : "empty");
  cell.dataset.column = column;
  for (const line of lines) {
    const lead = line.lead ? element("span", "lead", line.lead) : null;
    cell.append(element("div", "line", lead, ...line.chips.map((chip) => chipOf(chip, data, pick))));
  }
  return cell;
}

function chipOf(chip, data, pick) {
  const marks = chip.marks.map((mark) => element("i", "", mark));
  const node = data.past ? element("span", `chip ${chip.kind}`) : control(`chip ${chip.kind}`, "", () => pick(chip.duty, chip.person));
  node.append(element("span", "", chip.text), ...marks);
  if (chip.title) node.title = chip.title;
  if (!data.past && data.chosen === chip.duty) node.setAttribute("aria-pressed", "true");
  return node;
}

function tailOf(one, column) {
  const cell = element("td", `tail ${one.kind}`, element("span", "", one.text));
  cell.dataset.column = column;
  if (one.share) {
    const bar = element("span", "bar");
    bar.style.setProperty("--share", one.share);
    bar.setAttribute("aria-hidden", "true");
    cell.append(bar);
  }
  return cell;
}
