"""Making a read model anew from the whole log, against doing the same by hand."""

import json
from collections.abc import Generator, Iterable
from contextlib import closing, contextmanager
from typing import Any

from projections.spine import intervals
from projections.spine.rebuild import rebuild
from tests.benchmarks.contenders.raw import Raw
from tests.benchmarks.contest import FLOOR, OURS, Row, Run, Stand, per
from tests.benchmarks.lamps import history, told
from tests.benchmarks.places import Kind

TABLE = "(key TEXT, from_pos {number}, to_pos {number}, node {number}, watts {number}, lit {number})"
INDEXES = (
    f"CREATE UNIQUE INDEX live_key ON lamps (key) WHERE to_pos = {intervals.LIVE}",
    f"CREATE INDEX live_from ON lamps (from_pos) WHERE to_pos = {intervals.LIVE}",
    "CREATE INDEX node_to ON lamps (node, to_pos) WHERE node IS NOT NULL",
    "CREATE INDEX node_from ON lamps (node, from_pos) WHERE node IS NOT NULL",
    "CREATE INDEX key_from ON lamps (key, from_pos)",
)


def folded(events: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows of every moment from ``(position, key, name, body, …)``: ``json.loads`` and a dictionary."""
    held: dict[str, tuple[int, int, int]] = {}
    rows: list[tuple[Any, ...]] = []
    for position, key, name, body, *_ in events:
        fact = json.loads(body)
        since, watts, lit = held.get(key, (0, 0, 0))
        new = (100 // fact["watts"] * fact["watts"], lit + 1) if name == "test.lamp_lit" else (0, lit)
        if since and new != (watts, lit):
            rows.append((key, since, position, intervals.node(since, position), watts, lit))
        if not since or new != (watts, lit):
            held[key] = (position, new[0], new[1])
    rows += [(key, since, intervals.LIVE, None, watts, lit) for key, (since, watts, lit) in held.items()]
    return rows


def by_hand(raw: Raw) -> None:
    """Read the log, fold it in one go, and write all rows and their indexes in one transaction."""
    rows = folded(raw.events("position, stream, name, body, happened_at, recorded_at"))
    with raw.transaction():
        raw.execute("DROP TABLE IF EXISTS lamps")
        raw.execute(f"CREATE TABLE lamps {TABLE.format(number=raw.number)}")
        raw.write("lamps", rows)
        for index in INDEXES:
            raw.execute(index)


@contextmanager
def _runs(stand: Stand, kind: Kind) -> Generator[dict[str, Run]]:
    places = stand.places
    with places.place(kind) as floor, places.place(kind) as ours, closing(Raw(floor)) as raw:
        for batch in history(stand.events):
            raw.fill(batch)
        with told(ours, stand.events) as house:
            yield {
                FLOOR: lambda _: per(1, lambda: by_hand(raw)),
                OURS: lambda _: per(1, lambda: rebuild(house.projector, "lamps", compare=False)),
            }


REBUILD = Row("rebuild", "rebuild a read model", 1.0, (Kind.SQLITE, Kind.POSTGRESQL), _runs, rounds=7)
