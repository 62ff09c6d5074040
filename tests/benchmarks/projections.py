"""What a rebuild and a look at the past cost, as ratios to a raw floor in the same run.

Run as ``python -m tests.benchmarks.projections [EVENTS]``.
"""

import json
import random
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import text

from domain.facts import Recorded
from projections import intervals
from projections.rebuild import rebuild
from projections.views import Views
from tests.projections.estate import LAMPS, START, Estate, Lit, PutOut

ROUNDS = 5
STREAM_LENGTH = 15
_FLOOR_TABLE = "(key TEXT, from_pos INTEGER, to_pos INTEGER, node INTEGER, watts INTEGER, lit INTEGER)"


def main(events: int) -> None:
    """Print one line a figure: the ratio, then both sides in milliseconds."""
    with TemporaryDirectory() as folder:
        estate = Estate(Path(folder), models=(LAMPS,))
        fill(estate, events)
        estate.projector.catch_up()
        pairs = [
            (
                timed(lambda: rebuild(estate.projector, "lamps", compare=False)),
                timed(lambda: floor(Path(folder))),
            )
            for _ in range(ROUNDS)
        ]
        show(f"rebuild of {events:,} events against a raw fold and bulk insert", pairs)
        past_against_now(estate, events)
        estate.close()


def fill(estate: Estate, events: int) -> None:
    """Lamps that each live for fifteen events, some three hundred at a time."""
    chance = random.Random(1)  # noqa: S311 - made-up histories
    alive = [[number, 0] for number in range(300)]
    batch: list[Recorded] = []
    for number in range(events):
        lamp = chance.choice(alive)
        if lamp[1] == STREAM_LENGTH:
            lamp[:] = [number + 1000, 0]
        lamp[1] += 1
        fact = PutOut() if lamp[1] % 3 == 0 else Lit(watts=chance.choice([10, 20, 40]))
        stream = f"lamp:{lamp[0]}"
        batch.append(Recorded(originator_id=stream, originator_version=lamp[1], fact=fact, happened_at=START))
        if len(batch) == 1000 or number == events - 1:
            estate.log.append(batch)
            batch = []


def floor(folder: Path) -> None:
    """The same rows by hand: select, ``json.loads``, a dict, ``executemany``, the same indexes."""
    file = sqlite3.connect(folder / "floor.sqlite", isolation_level=None)
    file.execute("PRAGMA journal_mode=WAL")
    file.execute("PRAGMA synchronous=NORMAL")
    file.execute("DROP TABLE IF EXISTS lamps")
    held: dict[str, tuple[int, int, int]] = {}
    rows: list[tuple[object, ...]] = []
    log = sqlite3.connect(folder / "log.sqlite")
    chosen = log.execute(
        "SELECT position, stream, name, body, happened_at, recorded_at FROM events ORDER BY position"
    )
    for position, key, name, body, _, _ in chosen:
        fact = json.loads(body)
        since, watts, lit = held.get(key, (0, 0, 0))
        new = (100 // fact["watts"] * fact["watts"], lit + 1) if name == "test.lamp_lit" else (0, lit)
        if since and new != (watts, lit):
            rows.append((key, since, position, intervals.node(since, position), watts, lit))
        if not since or new != (watts, lit):
            held[key] = (position, new[0], new[1])
    rows += [(key, since, intervals.LIVE, None, watts, lit) for key, (since, watts, lit) in held.items()]
    file.execute("BEGIN IMMEDIATE")
    file.execute(f"CREATE TABLE lamps {_FLOOR_TABLE}")
    file.executemany("INSERT INTO lamps VALUES (?, ?, ?, ?, ?, ?)", rows)
    file.execute(f"CREATE UNIQUE INDEX live_key ON lamps (key) WHERE to_pos = {intervals.LIVE}")
    file.execute(f"CREATE INDEX live_from ON lamps (from_pos) WHERE to_pos = {intervals.LIVE}")
    file.execute("CREATE INDEX node_to ON lamps (node, to_pos) WHERE node IS NOT NULL")
    file.execute("CREATE INDEX node_from ON lamps (node, from_pos) WHERE node IS NOT NULL")
    file.execute("CREATE INDEX key_from ON lamps (key, from_pos)")
    file.execute("COMMIT")
    file.close()
    log.close()


def past_against_now(estate: Estate, events: int) -> None:
    """The rows of several moments against the rows of now, each beside the number of rows found."""
    views = Views(estate.store, estate.log, estate.reference, estate.clock)
    for share in (10, 50, 90):
        moment = events * share // 100
        with views.snapshot(moment) as then, views.snapshot() as now:
            pairs = [
                (timed(lambda: then.rows(LAMPS, "watts > 0")), timed(lambda: now.rows(LAMPS, "watts > 0")))
                for _ in range(20 * ROUNDS)
            ]
            found = len(then.rows(LAMPS, "watts > 0")), len(now.rows(LAMPS, "watts > 0"))
        show(f"as of event {moment:,} against now ({found[0]} rows against {found[1]})", pairs)
    with estate.engine.begin() as connection:
        table = next(iter(estate.store.positions())).table.name
        total = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
    sys.stdout.write(f"{'rows in all':62} {total:,}\n")


def timed(run: Callable[[], object]) -> float:
    """Milliseconds that one run took."""
    began = perf_counter()
    run()
    return (perf_counter() - began) * 1000


def show(what: str, pairs: list[tuple[float, float]]) -> None:
    ours, theirs = (median(side) for side in zip(*pairs, strict=True))
    sys.stdout.write(f"{what:62} {ours / theirs:5.2f}  ({ours:.2f} ms against {theirs:.2f} ms)\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15_000)
