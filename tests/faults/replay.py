"""Every read model computed from the log alone, and the rows in which what is served differs from that."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from console.wiring import House
from domain.aggregate import Aggregate
from domain.facts import Recorded
from domain.log import Log
from projections.spine.intervals import LIVE, node
from projections.spine.model import IndexModel, Model, Row, StateModel
from projections.spine.projector import PAGE
from projections.spine.reference import Reference
from projections.spine.track import Track

Rows = Counter[tuple[Any, ...]]
"""Whole rows with how often they stand there."""


def wrong_rows(house: House) -> dict[str, int]:
    """How many rows of each served model are missing, too many or different, at the position where it stands."""
    return {track.name: _differing(house, track) for track in house.projector.store.positions()}


def _differing(house: House, track: Track) -> int:
    position, served = _served(house, track)
    parked = {one.key: one.position for one in house.projector.store.parked_rows() if one.model == track.name}
    told = replayed(house.log, Reference(house.log), track.model, position, parked)
    return (served - told).total() + (told - served).total()


def _served(house: House, track: Track) -> tuple[int, Rows]:
    """A generation's rows and the position they stand at, both of one moment."""
    store = house.projector.store
    while True:
        before = store.positions()[track]
        with store.engine.begin() as connection:
            rows = connection.execute(select(track.table)).all()
        if store.positions()[track] == before:
            return before, Counter(tuple(row) for row in rows)


def replayed(log: Log, reference: Reference, model: Model, upto: int, parked: dict[str, int]) -> Rows:
    """The rows of a model by a plain fold of every event.

    Args:
        log: What is folded.
        reference: What tickets pin.
        model: The read model.
        upto: The last position that counts.
        parked: Streams that the model followed no further, with the position at which it stopped.
    """
    events = (one for one in _events(log, upto) if one.position < parked.get(one.originator_id, upto + 1))
    return _added(model, events) if isinstance(model, IndexModel) else _held(model, events, reference)


def _events(log: Log, upto: int) -> Iterator[Recorded]:
    after = 0
    while events := log.read(after, PAGE, upto):
        yield from (event for event in events if isinstance(event, Recorded))
        after = events[-1].position


def _added(model: IndexModel, events: Iterator[Recorded]) -> Rows:
    rows: Rows = Counter()
    for event in events:
        if event.originator_id.partition(":")[0] in model.prefixes:
            stamps = (event.originator_id, event.position)
            rows.update((*stamps, *_values(model, row)) for row in model.rows(event))
    return rows


def _held(model: StateModel, events: Iterator[Recorded], reference: Reference) -> Rows:
    """Each row with the positions between which it held."""
    folded: dict[str, Aggregate] = {}
    held: dict[str, tuple[int, Row | None]] = {}
    rows: Rows = Counter()
    for event in events:
        key = event.originator_id
        if key.partition(":")[0] != model.prefix:
            continue
        aggregate = folded.setdefault(key, model.aggregate(key))
        aggregate.apply(event)
        since, before = held.get(key, (0, None))
        row = model.row(aggregate, reference) if aggregate.exists else None
        if row == before:
            continue
        if before is not None:
            ends = (since, event.position, node(since, event.position))
            rows[key, *ends, *_values(model, before)] += 1
        held[key] = event.position, row
    rows.update(
        (key, at, LIVE, None, *_values(model, row)) for key, (at, row) in held.items() if row is not None
    )
    return rows


def _values(model: Model, row: Row) -> tuple[Any, ...]:
    return tuple(row[field.name] for field in model.fields)
