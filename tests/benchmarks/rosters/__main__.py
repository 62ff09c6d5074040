"""Measure, print the table, keep the figures."""

import argparse
import json
import sys
from pathlib import Path

from domain.roster.solving import propose
from tests.benchmarks.rosters import exams
from tests.benchmarks.rosters.measuring import no_shows, of_exams, of_security, proposals
from tests.benchmarks.rosters.table import report


def main(given: list[str] | None = None) -> int:
    """Exit code 1 where a target is missed."""
    asked = _parser().parse_args(given)
    propose(exams.security(24))  # loads the solver
    found = {
        "rounds": asked.rounds,
        "proposals": proposals([*of_security(), *of_exams()], asked.rounds),
        "no_shows": no_shows(asked.no_shows),
    }
    text, met = report(found)
    sys.stdout.write(text)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0 if met else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.rosters", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each roster is proposed")
    parser.add_argument("--no-shows", type=int, default=30, help="how many people do not come")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    return parser


if __name__ == "__main__":
    sys.exit(main())
