"""One run of the table, row by row, each with what it needs and nothing left behind."""

import argparse
import sys
from collections.abc import Iterator
from typing import TypeVar

import msgspec

from tests.benchmarks.contenders.fetched import LIBRARY, PEER, fetched
from tests.benchmarks.contest import Row, Stand, measured
from tests.benchmarks.curves.drawing import drawn
from tests.benchmarks.curves.measuring import curves
from tests.benchmarks.machine import described
from tests.benchmarks.places import Kind, Places, places
from tests.benchmarks.rows import ROWS
from tests.benchmarks.table import Sheet, table

T = TypeVar("T")

KINDS = {"sqlite": (Kind.SQLITE, Kind.SQLITE_FULL), "postgresql": (Kind.POSTGRESQL,)}


def run(asked: argparse.Namespace) -> None:
    """Measure, print, and write the JSON if a file was named.

    Raises:
        SystemExit: A row or store was named that there is not.
    """
    kinds = [kind for store in asked.stores for kind in _known(KINDS, store)]
    rows = [
        _known({row.name: row for row in ROWS}, name) for name in asked.rows or [one.name for one in ROWS]
    ]
    with places(asked.folder) as given:
        postgresql = given.version() if Kind.POSTGRESQL in kinds else None
        machine = described(given.folder, postgresql)
        stand = _stand(given, asked.events, alone=asked.alone)
        pairs = [(row, kind) for row in rows for kind in row.kinds if kind in kinds]
        results = [measured(row, stand, kind, asked.rounds or row.rounds) for row, kind in _told(pairs)]
        lines = [*machine.lines(), f"a history of {asked.events:,} events", "", table(results), ""]
        sys.stdout.write("\n".join(lines))
        sys.stdout.flush()
        _keep(asked, Sheet(machine, asked.events, results, []))
        if not asked.curves:
            return
        drawn_for = [kind for kind in kinds if kind is not Kind.SQLITE_FULL]
        grown = [curve for kind in drawn_for for curve in curves(given, kind, asked.events)]
    asked.curves.mkdir(parents=True, exist_ok=True)
    (asked.curves / "curves.svg").write_text(drawn(grown, machine.processor), encoding="utf-8")
    _keep(asked, Sheet(machine, asked.events, results, grown))


def _keep(asked: argparse.Namespace, sheet: Sheet) -> None:
    """Write what is known so far, so that hours of measuring are not lost with the last curve."""
    if asked.json:
        asked.json.write_bytes(msgspec.json.format(msgspec.json.encode(sheet)))


def _known(names: dict[str, T], name: str) -> T:
    if name not in names:
        raise SystemExit(f"There is no {name}, only {', '.join(names)}.")
    return names[name]


def _stand(given: Places, events: int, *, alone: bool) -> Stand:
    if alone:
        return Stand(given, events)
    library, peer = given.folder / "library", given.folder / "peer"
    has_library, has_peer = fetched(LIBRARY, library), fetched(PEER, peer)
    if has_library:
        sys.path.append(str(library))
    return Stand(given, events, peer if has_peer else None, library if has_library else None)


def _told(pairs: list[tuple[Row, Kind]]) -> Iterator[tuple[Row, Kind]]:
    """The pairs one by one, each named on a terminal as it begins."""
    for row, kind in pairs:
        if sys.stderr.isatty():
            sys.stderr.write(f"{row.what}, {kind} …\n")
        yield row, kind
