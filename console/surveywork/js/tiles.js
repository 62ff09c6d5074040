/** The four numbers of a round; a press leads to the panel behind one. */
import { control, element } from "../../board/js/elements.js";
import { drawIcon } from "../../ticketpage/js/icons.js";

export function drawTiles(host, { data, send }) {
  host.replaceChildren(...data.tiles.map((tile) => {
    const count = element("span", tile.count.length > 2 ? "count long-number" : "count", tile.count);
    const title = element("span", "title", drawIcon(tile.icon), tile.title);
    const said = element("span", "said", title, element("span", "worst", tile.worst));
    const button = control(`tile ${tile.tone}`, "", () => send("go", { panel: tile.panel }));
    button.append(count, said);
    button.setAttribute("aria-label", `${tile.count} ${tile.title}. ${tile.worst}`);
    return button;
  }));
}
