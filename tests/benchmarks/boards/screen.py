"""What a person sees: from the commit of an event to the frame that shows it, in a real Chromium.

``python -m tests.benchmarks.boards.screen`` opens a page in Chromium beside the other boards and times each event until
the frame after it is painted: the duty desk, and two plain pages that follow the plain stream with a few lines of
script. One shows the desk's own picture, row by row what the browser has to lay out and paint in any case; the other one
bare lines of text.
"""

import argparse
import json
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from console.board.assets import board_css, tokens_css
from tests.benchmarks.boards.floor import PICTURE
from tests.benchmarks.boards.rounds import QUANTILES, quantiles
from tests.benchmarks.boards.servers import Player, Server, Told, console, floor, sizes_of
from tests.benchmarks.boards.table import MOST
from tests.browser import chromium as chrome

SETTLE_S = 1.0
WATCH = """host => {
  const shown = () => [...host.querySelectorAll(".row")].map((row) => row.dataset.id).sort().join();
  const painted = new MessageChannel();
  let last = shown();
  window.seen = [];
  painted.port1.onmessage = () => window.seen.push(performance.timeOrigin + performance.now());
  const frame = () => {
    const now = shown();
    if (now !== last) { last = now; painted.port2.postMessage(0); }
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}"""
"""Looks in each frame which rows stand there, and keeps when a frame with others was painted (ms since 1970)."""
GROUPS = "[data-part=groups]"
FOLLOW = """
const rows = [...document.querySelectorAll(".rows")].filter((list) => list.children.length > 1);
new EventSource("/live").addEventListener("rows", (event) => {
  const first = rows[0].firstElementChild.cloneNode(true);
  first.dataset.id = first.querySelector(".number").textContent = event.lastEventId;
  rows.at(-1).lastElementChild.remove();
  rows[0].prepend(first);
});
"""
"""Shows each event as a copy of the first row as soon as it comes, and drops the last."""


@contextmanager
def opened(browser: Browser, server: Server, path: str = "") -> Generator[Page]:
    """One of the server's pages, watched."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    with context:
        if cookie := server.cookies[0]:
            name, _, value = cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "url": server.address}])
        page = context.new_page()
        page.goto(server.address + path)
        page.locator(".row").first.wait_for(timeout=60_000)
        page.locator(GROUPS).evaluate(WATCH)
        yield page


def picture_of(browser: Browser, ours: Server) -> str:
    """The desk as it stands, as a page with no other script than :data:`FOLLOW`."""
    with opened(browser, ours) as page:
        board = page.locator("[data-part=board]").evaluate("board => board.outerHTML")
    return (
        f"<!doctype html><meta charset=utf-8><title>picture</title><style>{tokens_css()}{board_css()}</style>"
        f"<body>{board}<script>{FOLLOW}</script>"
    )


def window(
    browser: Browser, server: Server, path: str, boards: int, rate: float, seconds: float, seed: int
) -> list[float]:
    """Milliseconds until each event was on the screen, while the other boards watch too.

    Raises:
        RuntimeError: An event was never shown.
    """
    others = Player("boards.client", str(server.port), server.path)
    try:
        others.say(json.dumps(server.cookies[: boards - 1]))
        others.hear()
        with opened(browser, server, path) as page:
            time.sleep(SETTLE_S)
            told = server.play(rate, seconds, seed)
            time.sleep(SETTLE_S)
            seen: list[float] = page.evaluate("window.seen")
        others.say("stop")
        others.hear()
    finally:
        others.end()
    return list(_delays(told, seen))


def _delays(told: Told, seen: Sequence[float]) -> Generator[float]:
    since_1970 = time.time() - time.monotonic()
    for _, committed in told:
        at = (since_1970 + committed) * 1000
        shown = bisect_left(seen, at)
        if shown == len(seen):
            raise RuntimeError("an event was never shown")
        yield seen[shown] - at


def main(given: list[str] | None = None) -> int:
    """Measure in alternated windows and print medians; exit code 1 where the target is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.boards.screen", description=__doc__)
    parser.add_argument("--boards", type=int, default=100)
    parser.add_argument("--rate", type=float, default=1.0, help="events a second")
    parser.add_argument("--seconds", type=float, default=60.0, help="length of one window")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args(given)
    found: dict[str, list[dict[str, float]]] = {"ours": [], "picture": [], "lines": []}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = chrome.found(playwright)
        with (
            playwright.chromium.launch(executable_path=path, args=chrome.arguments()) as browser,
            console(Path(folder) / "ours", asked.boards) as ours,
            floor(Path(folder) / "plain", sizes_of(ours), asked.boards) as plain,
        ):
            (Path(folder) / "plain" / PICTURE).write_text(picture_of(browser, ours), encoding="utf-8")
            sides = [("ours", ours, ""), ("picture", plain, "picture"), ("lines", plain, "")]
            for number in range(asked.rounds):
                for name, server, page in sides if number % 2 == 0 else reversed(sides):
                    took = window(browser, server, page, asked.boards, asked.rate, asked.seconds, number)
                    found[name].append(quantiles(took))
    of = {
        side: {name: median(one[name] for one in many) for name in QUANTILES} for side, many in found.items()
    }
    for side, many in of.items():
        sys.stdout.write(f"{side:>8} " + " ".join(f"{name} {ms:6.1f} ms" for name, ms in many.items()) + "\n")
    ratios = {side: of["ours"]["p95"] / of[side]["p95"] for side in ("picture", "lines")}
    met = ratios["picture"] <= MOST
    sys.stdout.write(
        f"{'met' if met else 'MISSED'}: {asked.boards} boards, {asked.rate:g} events/s: event to screen, p95 "
        f"{ratios['picture']:.2f} x of a plain page with the same picture, at most {MOST}; "
        f"{ratios['lines']:.2f} x of one with bare lines\n"
    )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
