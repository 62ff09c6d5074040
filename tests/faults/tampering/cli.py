"""``python3 -m tests.faults --tamper N``: lay hands on stored history; 1 where anything was missed or misnamed."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tests.faults.played import grounds_of
from tests.faults.stage import BOTH
from tests.faults.tampering.playing import Tally, table, tampered, untouched

UNTOUCHED = 200


def main() -> int:
    """Play what was asked for."""
    asked = _asked()
    tallies: list[Tally] = []
    for tally in _played(asked):
        tallies.append(tally)
        verdict = "holds" if tally.holds else "FAILS"
        sys.stderr.write(f"{tally.store}: {tally.deed}: {verdict} ({tally.seconds:.1f} s)\n")
        sys.stderr.writelines(f"    {one}\n" for one in tally.first)
        if asked.json:
            asked.json.write_bytes(msgspec.json.format(msgspec.json.encode(tallies)))
    sys.stdout.write(table(tallies) + "\n")
    return 0 if all(one.holds for one in tallies) else 1


def _played(asked: argparse.Namespace) -> Iterator[Tally]:
    for store in BOTH if asked.store == "both" else (asked.store,):
        temporary = tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True)
        with temporary as folder, grounds_of(store, Path(folder)) as grounds:
            yield from tampered(grounds, asked.tamper, asked.seed)
            yield untouched(grounds, asked.untouched, asked.seed)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m tests.faults", description=__doc__)
    parser.add_argument("--tamper", type=int, required=True, metavar="N", help="deeds on each store")
    parser.add_argument("--untouched", type=int, default=UNTOUCHED, help="logs that nobody touches, the same")
    parser.add_argument("--store", choices=(*BOTH, "both"), default="both")
    parser.add_argument("--json", type=Path, help="write the counts there, too")
    parser.add_argument("--seed", type=int, default=20260424)
    return parser.parse_args()
