"""Measure, print the table, keep the figures."""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.boards.rounds import median, rounds
from tests.benchmarks.boards.servers import console, floor, sizes_of
from tests.benchmarks.boards.table import report


def compare(boards: list[int], rates: list[float], seconds: float, count: int) -> dict[str, Any]:
    """Both servers side by side in every setting, the fewest boards first (memory grows and is not given back)."""
    most = max(boards)
    with tempfile.TemporaryDirectory() as folder, console(Path(folder) / "ours", most) as ours:
        sizes = sizes_of(ours)
        with floor(Path(folder) / "plain", sizes, most) as plain:
            settings = []
            for many in sorted(boards):
                for rate in rates:
                    found = rounds((ours, plain), many, rate, seconds, count)
                    settings.append({name: median(windows) for name, windows in found.items()})
                    sys.stderr.write(f"{many} boards, {rate:g} events/s: measured\n")
    return {"seconds": seconds, "rounds": count, "payload_bytes": sizes, "settings": settings}


def main(given: list[str] | None = None) -> int:
    """Exit code 1 where a target is missed."""
    asked = _parser().parse_args(given)
    found = compare(asked.boards, asked.rates, asked.seconds, asked.rounds)
    text, met = report(found)
    sys.stdout.write(text)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0 if met else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.boards", description=__doc__)
    parser.add_argument("--boards", type=_numbers(int), default=[100, 500], help="open boards, e.g. 100,500")
    parser.add_argument("--rates", type=_numbers(float), default=[0.0, 1.0, 20.0], help="events a second")
    parser.add_argument("--seconds", type=float, default=20.0, help="length of one window")
    parser.add_argument("--rounds", type=int, default=3, help="windows of each server in each setting")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    return parser


def _numbers(kind: type[int] | type[float]) -> Any:
    return lambda text: [kind(one) for one in text.split(",")]


if __name__ == "__main__":
    sys.exit(main())
