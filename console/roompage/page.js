/** One part of the rooms' page; Streamlit calls it with each new `data`. */
import { drawFigures, drawGrid } from "./grid.js";
import { drawSheets } from "./sheets.js";

const PARTS = { figures: drawFigures, grid: drawGrid, sheets: drawSheets };
const drawn = new WeakMap();

export default function mount({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector("[data-part=rooms]");
  const written = JSON.stringify(data);
  if (drawn.get(host) === written) return;
  drawn.set(host, written);
  host.lang = data.lang;
  host.className = `ink rooms ${data.part}`;
  PARTS[data.part](host, { data, words: data.words, send: setTriggerValue });
}
