/** A light page around the board: its data stands in the page as JSON. */
import mount from "./board.js";

mount({ data: JSON.parse(document.getElementById("board-data").textContent), parentElement: document.body });
