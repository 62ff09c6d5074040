/** One part of a round's page; Streamlit calls it with each new `data`. */
import { drawDifferences } from "./differences.js";
import { drawKeying } from "./keying.js";
import { drawPile } from "./pile.js";
import { drawTiles } from "./tiles.js";

const PARTS = { tiles: drawTiles, pile: drawPile, keying: drawKeying, differences: drawDifferences };
const drawn = new WeakMap();

export default function mount({ data, parentElement, setTriggerValue, setStateValue }) {
  const host = parentElement.querySelector("[data-part=survey]");
  const entry = drawn.get(host) ?? {};
  drawn.set(host, entry);
  Object.assign(entry, { send: setTriggerValue, keep: setStateValue, data });
  const written = JSON.stringify(data);
  if (entry.written === written) return;
  entry.written = written;
  host.lang = data.lang;
  host.className = `ink survey ${data.part}`;
  host.dataset.past = data.past ? "yes" : "";
  PARTS[data.part](host, { data, entry, send: (name, value) => entry.send(name, value) });
}
