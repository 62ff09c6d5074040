"""What a person sees: from the commit of an event to the frame that shows it, in a real Chromium.

``python -m tests.benchmarks.boards.screen`` opens a page in Chromium beside the other boards, once the duty desk and
once a plain page that follows the plain stream, and times each event until the frame after it is painted.
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


@contextmanager
def opened(browser: Browser, server: Server) -> Generator[Page]:
    """The server's page, watched."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    with context:
        if cookie := server.cookies[0]:
            name, _, value = cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "url": server.address}])
        page = context.new_page()
        page.goto(server.address)
        page.locator(".row").first.wait_for(timeout=60_000)
        page.locator("[data-part=groups]").evaluate(WATCH)
        yield page


def window(
    browser: Browser, server: Server, boards: int, rate: float, seconds: float, seed: int
) -> list[float]:
    """Milliseconds until each event was on the screen, while the other boards watch too.

    Raises:
        RuntimeError: An event was never shown.
    """
    others = Player("boards.client", str(server.port), server.path)
    try:
        others.say(json.dumps(server.cookies[: boards - 1]))
        others.hear()
        with opened(browser, server) as page:
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
    found: dict[str, list[dict[str, float]]] = {"ours": [], "floor": []}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = chrome.found(playwright)
        with (
            playwright.chromium.launch(executable_path=path, args=chrome.arguments()) as browser,
            console(Path(folder) / "ours", asked.boards) as ours,
            floor(Path(folder) / "plain", sizes_of(ours), asked.boards) as plain,
        ):
            for number in range(asked.rounds):
                for server in (ours, plain) if number % 2 == 0 else (plain, ours):
                    took = window(browser, server, asked.boards, asked.rate, asked.seconds, number)
                    found[server.name].append(quantiles(took))
    of = {
        side: {name: median(one[name] for one in many) for name in QUANTILES} for side, many in found.items()
    }
    for side, many in of.items():
        sys.stdout.write(f"{side:>6} " + " ".join(f"{name} {ms:6.1f} ms" for name, ms in many.items()) + "\n")
    ratio = of["ours"]["p95"] / of["floor"]["p95"]
    where = f"{asked.boards} boards, {asked.rate:g} events/s"
    met = ratio <= MOST
    sys.stdout.write(
        f"{'met' if met else 'MISSED'}: {where}: event to screen, p95 {ratio:.2f} x, at most {MOST}\n"
    )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
