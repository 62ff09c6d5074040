"""Play the faults and print what they came to; 1 where anything is wrong."""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from tests.faults.played import grounds_of, played
from tests.faults.scenarios import SCENARIOS
from tests.faults.stage import BOTH, Scenario
from tests.faults.tally import Tally, table


def main() -> int:
    """Play what was asked for."""
    asked = _asked()
    chosen = [one for one in SCENARIOS if not asked.only or any(word in one.name for word in asked.only)]
    stores = BOTH if asked.store == "both" else (asked.store,)
    tallies: list[Tally] = []
    for tally in (tally for store in stores for tally in _on(store, chosen, asked)):
        tallies.append(tally)
        if asked.json:
            asked.json.write_bytes(msgspec.json.format(msgspec.json.encode(tallies)))
    sys.stdout.write(table(tallies) + "\n")
    return 0 if all(one.holds for one in tallies) else 1


def _on(store: str, chosen: Sequence[Scenario], asked: argparse.Namespace) -> Iterator[Tally]:
    """Play on one make of store, telling on the way how it goes."""
    temporary = tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True)
    with temporary as folder, grounds_of(store, Path(folder)) as grounds:
        for tally in played(chosen, grounds, asked.kills, asked.seed):
            _say(tally)
            yield tally


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000, help="on each store, shared among the scenarios")
    parser.add_argument("--store", choices=(*BOTH, "both"), default="both")
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="WORD", help="scenarios with a word in their name"
    )
    parser.add_argument("--json", type=Path, help="write the counts there, too, after each scenario")
    parser.add_argument("--seed", type=int, default=20260424)
    return parser.parse_args()


def _say(tally: Tally) -> None:
    verdict = tally.left_out or ("holds" if tally.holds else "FAILS")
    sys.stderr.write(f"{tally.store}: {tally.scenario}: {verdict} ({tally.seconds:.1f} s)\n")
    sys.stderr.writelines(f"    {finding}\n" for finding in tally.findings)
    sys.stderr.flush()
