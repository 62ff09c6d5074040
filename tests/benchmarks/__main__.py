"""Every promise about speed against its floor, in one run: ``python3 -m tests.benchmarks``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from console.bootstrap import enter

STORES = ("sqlite", "postgresql")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the chosen rows in the chosen stores, print the table, write what was asked for."""
    asked = _parser().parse_args(arguments)
    from tests.benchmarks.run import run

    run(asked)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m tests.benchmarks", description=__doc__)
    parser.add_argument("--events", type=int, default=15_000, help="length of the history (15000)")
    parser.add_argument("--stores", type=_names, default=STORES, help="sqlite,postgresql")
    parser.add_argument("--rows", type=_names, help="names of rows, all unless given")
    parser.add_argument(
        "--rounds", type=int, help="instead of each row's own number; at least 5 for a figure"
    )
    parser.add_argument("--alone", action="store_true", help="without the peer that pip would fetch")
    parser.add_argument("--folder", type=Path, help="put the stores on another disk")
    parser.add_argument("--curves", type=Path, help="also measure at every length, and draw into a folder")
    parser.add_argument("--json", type=Path, help="write machine and results to a file")
    return parser


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


if __name__ == "__main__":
    enter(tests=True)
    sys.exit(main())
