"""Drawing 500 rows of the live board against a plain table of their words: ``python -m tests.benchmarks.board_rows``.

Both are drawn in the same page, in turns. Counted is the main thread's own time in script, style and layout, as the
browser reports it, so another process on the machine does not count.
"""

import statistics
import sys

from playwright.sync_api import CDPSession, Page, expect, sync_playwright

from tests.browser import chromium as chrome
from tests.browser.board_harness import Harness
from tests.browser.board_pages import board_pages, desk_harness
from tests.browser.board_rows import many

RUNS = 7
ROWS = 500
KEEP_WORDS = """() => { window.words = [...document.querySelectorAll(".row")].map((row) =>
  [...row.querySelectorAll(".cell")].map((cell) => cell.textContent)); }"""
PLAIN_TABLE = """() => {
  const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const host = document.body.appendChild(document.createElement("div"));
  host.innerHTML = "<table>" + window.words.map((row) =>
    "<tr>" + row.map((cell) => `<td>${escape(cell)}</td>`).join("") + "</tr>").join("") + "</table>";
  host.getBoundingClientRect();
  host.remove();
}"""


def measure(page: Page, harness: Harness) -> tuple[list[float], list[float]]:
    """Milliseconds of the board and of the plain table, one pair a run."""
    wire = page.context.new_cdp_session(page)
    wire.send("Performance.enable", {"timeDomain": "threadTicks"})
    board: list[float] = []
    table: list[float] = []
    for _ in range(RUNS):
        harness.say("board", **harness.whole([]))
        expect(page.locator(".row")).to_have_count(0)
        before = _busy_ms(wire)
        harness.say("board", **harness.whole(many(ROWS)))
        page.wait_for_function(f"document.querySelectorAll('.row').length === {ROWS}", polling=50)
        board.append(_busy_ms(wire) - before)
        page.evaluate(KEEP_WORDS)
        before = _busy_ms(wire)
        page.evaluate(PLAIN_TABLE)
        table.append(_busy_ms(wire) - before)
    return board, table


def _busy_ms(wire: CDPSession) -> float:
    told = {one["name"]: one["value"] for one in wire.send("Performance.getMetrics")["metrics"]}
    return 1000 * (told["ScriptDuration"] + told["LayoutDuration"] + told["RecalcStyleDuration"])


def report(board: list[float], table: list[float]) -> str:
    """Medians, and the board as a multiple of the plain table."""
    drawn, plain = statistics.median(board), statistics.median(table)
    return (
        f"{ROWS} rows, median of {RUNS} alternated runs: board {drawn:.0f} ms, plain table {plain:.0f} ms, "
        f"{drawn / plain:.2f} x"
    )


def main() -> None:
    """Measure and print."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chrome.found(playwright), args=chrome.arguments()
        )
        with desk_harness() as harness, board_pages(browser, harness) as open_page:
            sys.stdout.write(report(*measure(open_page(), harness)) + "\n")
        browser.close()


if __name__ == "__main__":
    main()
