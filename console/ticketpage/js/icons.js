/** The page's icons as line drawings on a 16 grid. Each stands beside its word, so it says nothing itself. */

const DRAWN = {
  red: "M5.2 1.6h5.6l3.6 3.6v5.6l-3.6 3.6H5.2l-3.6-3.6V5.2zM8 4.6v4M8 11.1v.2",
  soon: "M8 2.2 14.6 13.8H1.4zM8 6.3v3.4M8 11.7v.1",
  running: "M8 1.7a6.3 6.3 0 1 1 0 12.6A6.3 6.3 0 0 1 8 1.7M8 4.5V8l2.2 1.7",
  met: "M8 1.7a6.3 6.3 0 1 1 0 12.6A6.3 6.3 0 0 1 8 1.7M5.2 8.2l2 2 3.7-4.1",
  late: "M5.2 1.6h5.6l3.6 3.6v5.6l-3.6 3.6H5.2l-3.6-3.6V5.2zM5.2 8.2l2 2 3.7-4.1",
  paused: "M8 1.7a6.3 6.3 0 1 1 0 12.6A6.3 6.3 0 0 1 8 1.7M6.3 5.6v4.8M9.7 5.6v4.8",
  void: "M8 1.7a6.3 6.3 0 1 1 0 12.6A6.3 6.3 0 0 1 8 1.7M3.6 12.4 12.4 3.6",
  waiting: "M4 1.8h8M4 14.2h8M4.8 1.8v2.6L8 8l3.2-3.6V1.8M4.8 14.2v-2.6L8 8l3.2 3.6v2.6",
  phone: "M3.2 1.9h2.3l1.2 3.3-1.6 1.2c.8 1.9 2.3 3.4 4.3 4.4l1.3-1.6 3.3 1.2v2.3c0 .8-.6 1.4-1.4 1.4C6.9 13.7 2 8.7 1.8 3.3c0-.8.6-1.4 1.4-1.4z",
  slip: "M3.5 1.7h6.3l2.7 2.7v9.9h-9zM5.6 7h4.8M5.6 9.6h4.8",
  arrow: "M2 8h11M9 4l4 4-4 4",
  check: "m3 8.6 3.3 3.3L13 4.5",
  cross: "M4 4l8 8M12 4l-8 8",
  inbox: "M1.8 9.4 3.7 3.2h8.6l1.9 6.2v3.6H1.8zM1.8 9.4h3.6l1 1.8h3.2l1-1.8h3.6",
  place: "M8 14.3S3 9.7 3 6.2a5 5 0 0 1 10 0c0 3.5-5 8.1-5 8.1M8 4.6a1.6 1.6 0 1 1 0 3.2 1.6 1.6 0 0 1 0-3.2",
  work: "m2.2 13.8 5.6-5.6M9.2 2.2a3.7 3.7 0 0 0 4.6 4.6l-2.6 2.6a3 3 0 0 1-4.6-4.6z",
  pen: "m2.5 13.5.8-3L11 2.8l2.2 2.2-7.7 7.7z",
  cash: "M8 1.7a6.3 6.3 0 1 1 0 12.6A6.3 6.3 0 0 1 8 1.7M5.5 4.6 8 8l2.5-3.4M8 8v4M5.8 8.4h4.4M5.8 10.3h4.4",
  flag: "M3.5 14.3V2.2h8.5l-2 3 2 3H3.5",
  note: "M2.5 2.5h11v8h-6l-3 3v-3h-2z",
  clock: "M8 1.7a6.3 6.3 0 1 1 0 12.6A6.3 6.3 0 0 1 8 1.7M8 4.5V8l2.2 1.7",
  lock: "M3.2 7.2h9.6v6.6H3.2zM5.2 7.2V5a2.8 2.8 0 0 1 5.6 0v2.2",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  again: "M13.3 8A5.3 5.3 0 1 1 11.5 4M11.8 1.6V4.3H9.1",
  person: "M8 2.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6M2.8 14c.3-3 2.3-4.8 5.2-4.8S12.9 11 13.2 14",
};

/** One icon; `word` is read out where it does not stand beside it. */
export function drawIcon(name, word = "") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "icon");
  if (word) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", word);
  } else {
    svg.setAttribute("aria-hidden", "true");
  }
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", DRAWN[name] ?? DRAWN.note);
  svg.append(path);
  return svg;
}
