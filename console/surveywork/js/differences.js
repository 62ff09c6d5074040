/** Two keyings of a form side by side; one press a question that differs says what the paper says. */
import { control, element } from "../../board/js/elements.js";
import { drawIcon } from "../../ticketpage/js/icons.js";
import { drawVerdict } from "./pile.js";
import { enqueue, waiting } from "./queue.js";

export function drawDifferences(host, { data, entry }) {
  entry.chosen ??= new Map();
  const under = new Set(waiting(entry).map((one) => one.form));
  const open = data.forms.filter((form) => !under.has(form.number));
  entry.correct = () => {};
  const refused = data.verdicts.filter((one) => one.reasons.length).slice(0, 1).map((one) => drawVerdict(one, data, entry));
  const log = element("ol", "log", ...refused);
  const hint = open.length && data.may ? element("p", "hint", data.words.hint) : "";
  host.replaceChildren(log, hint, ...open.map((form) => drawForm(form, data, entry, host)));
  if (!open.length) host.append(element("p", "none", data.words.none));
}

function drawForm(form, data, entry, host) {
  const chosen = entry.chosen.get(form.number) ?? new Map();
  entry.chosen.set(form.number, chosen);
  const head = element("div", "head", element("b", "", form.title), element("span", "", form.about));
  const titles = element("tr", "", ...[data.words.theme, ...form.keyers, data.words.says].map((word) => {
    const cell = element("th", "", word);
    cell.scope = "col";
    return cell;
  }));
  const body = element("tbody", "", ...form.themes.map((theme) => drawDiffering(theme, chosen, data, () => choose(form, chosen, data, entry, host))));
  const table = element("table", "", element("thead", "", titles), body);
  const card = element("section", "card differing", head, table);
  card.dataset.form = form.number;
  return card;
}

function drawDiffering(theme, chosen, data, act) {
  const said = theme.keyed.map((points) => element("td", "", points ? `${points} ${data.labels[points - 1]}` : data.words.empty));
  const last = element("td", "says");
  if (theme.differs && data.may) last.append(drawChoice(theme, chosen, data, act));
  const row = element("tr", theme.differs ? "differs" : "", element("th", "", theme.name), ...said, last);
  row.firstChild.scope = "row";
  if (theme.differs) row.firstChild.prepend(drawIcon("soon", data.words.differs));
  return row;
}

/** The two figures that were keyed, then every other one, then none. */
function drawChoice(theme, chosen, data, act) {
  const keyed = [...new Set(theme.keyed)];
  const all = [...keyed, ...data.labels.map((_, place) => place + 1).filter((points) => !keyed.includes(points)),
    ...(keyed.includes(null) ? [] : [null])];
  return element("div", "choice", ...all.map((points) => {
    const button = control(keyed.includes(points) ? "pick main" : "pick", "", () => {
      chosen.set(theme.code, points);
      act();
    });
    button.textContent = points ?? data.words.nothing;
    button.setAttribute("aria-pressed", String(chosen.has(theme.code) && chosen.get(theme.code) === points));
    button.setAttribute("aria-label", `${theme.name}: ${points ? `${points} ${data.labels[points - 1]}` : data.words.empty}`);
    return button;
  }));
}

/** With the last question that differs the form is settled. */
function choose(form, chosen, data, entry, host) {
  const open = form.themes.filter((theme) => theme.differs && !chosen.has(theme.code));
  if (!open.length) {
    const says = form.themes.map((theme) => [theme.code, theme.differs ? chosen.get(theme.code) : theme.keyed[0]]);
    enqueue(entry, { form: form.number, numbers: String(form.number), answers: Object.fromEntries(says.filter(([, points]) => points !== null)) });
    entry.chosen.delete(form.number);
  }
  drawDifferences(host, { data, entry });
}
