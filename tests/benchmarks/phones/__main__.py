"""Measure, print the table, keep the figures."""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from tests.benchmarks.boards.servers import plain_page
from tests.benchmarks.phones.exam import PATH, Rush
from tests.benchmarks.phones.rounds import Page, window
from tests.benchmarks.phones.table import report
from tests.browser.house import RealHouse

WARM, WARM_S = 10, 1.0
"""People who check in before anything is measured: a console that has just been started loads things."""


def compare(phones: int, boards: int, over_s: float) -> dict[str, Any]:
    """One window of each page; the people of the second have their own posts."""
    with tempfile.TemporaryDirectory() as folder:
        served = RealHouse(Path(folder))
        rush = Rush(served.house, WARM + 2 * phones)
        people = list(rush.people)
        with served:
            rush.wait()
            with plain_page(Path(folder), rush.sizes()) as (_, port):
                ours = Page("ours", "phones.screens", served.port, PATH)
                floor = Page("floor", "boards.client", port, "/live")
                window(rush, people[:WARM], boards, ours, served.port, WARM_S)
                halves = ((ours, people[WARM : WARM + phones]), (floor, people[WARM + phones :]))
                found = {
                    page.name: msgspec.to_builtins(window(rush, half, boards, page, served.port, over_s))
                    for page, half in halves
                }
            arrivals = [person for person, _ in rush.arrivals()]
            counted = {"people": len(people), "arrivals": len(arrivals), "here": rush.here()}
    return {"over_s": over_s, "boards": boards, **counted, **found}


def main(given: list[str] | None = None) -> int:
    """Exit code 1 where a target is missed."""
    asked = _parser().parse_args(given)
    found = compare(asked.phones, asked.boards, asked.seconds)
    text, met = report(found)
    sys.stdout.write(text)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0 if met else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.phones", description=__doc__)
    parser.add_argument("--phones", type=int, default=50, help="people who check in, an even number")
    parser.add_argument("--boards", type=int, default=20, help="screens beside the phones' own")
    parser.add_argument("--seconds", type=float, default=60.0, help="over which the presses are spread")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    return parser


if __name__ == "__main__":
    sys.exit(main())
