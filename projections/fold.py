"""How a page of events becomes changes of rows: each event is folded into its aggregate once for all models."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

import msgspec

from domain.facts import SHAPES, Recorded
from domain.log import Log, Undecodable
from projections.memory import Folded, Memory
from projections.model import IndexModel, Model, Row, StateModel
from projections.reference import Reference
from projections.store import Parked
from projections.track import Batch, Track

M = TypeVar("M", bound=Model)
Readers = dict[str, list[tuple[Track, M]]]


class Failure(NamedTuple):
    """A track that could not follow an event, and why."""

    track: Track
    error: str


class Changes(msgspec.Struct):
    """What a page changes.

    Attributes:
        to: Position of the page's last event.
        states: Turned rows by track.
        added: Rows of index models by track: key, position, row.
        parked: Streams that a track could not follow.
        streams: Every stream of the page.
    """

    to: int
    states: dict[Track, Batch]
    added: dict[Track, list[tuple[str, int, Row]]]
    parked: list[tuple[Track, Parked]] = []
    streams: set[str] = set()


class Fold:
    """Folds pages of events for any group of tracks that stand at the same position."""

    def __init__(self, log: Log, reference: Reference) -> None:
        self._memory = Memory(log)
        self._reference = reference

    def page(
        self,
        events: Sequence[Recorded | Undecodable],
        tracks: Sequence[Track],
        parked: Mapping[Track, set[str]],
        now: datetime,
    ) -> Changes:
        """What the events change in the tracks, which all stand right before the first of them.

        Args:
            events: Consecutive events of the log, at least one.
            tracks: Generations to advance.
            parked: Keys that each track follows no further; keys that fail on the way are added.
            now: Since when those are parked.
        """
        states = _readers((track, track.model) for track in tracks if isinstance(track.model, StateModel))
        indexes = _readers((track, track.model) for track in tracks if isinstance(track.model, IndexModel))
        changes = Changes(
            to=events[-1].position,
            states={track: Batch() for track in tracks if isinstance(track.model, StateModel)},
            added={track: [] for track in tracks if isinstance(track.model, IndexModel)},
        )
        barred = {key for track in tracks for key in parked[track]}
        for event in events:
            stream = event.stream if isinstance(event, Undecodable) else event.originator_id
            prefix = stream.partition(":")[0]
            turning, adding = states.get(prefix, []), indexes.get(prefix, [])
            if stream in barred:
                turning = [one for one in turning if stream not in parked[one[0]]]
                adding = [one for one in adding if stream not in parked[one[0]]]
            for track, error in self._follow(event, turning, adding, changes):
                parked[track].add(stream)
                barred.add(stream)
                changes.parked.append((track, _parked(track, event, stream, error, now)))
            changes.streams.add(stream)
        return changes

    def _follow(
        self,
        event: Recorded | Undecodable,
        turning: list[tuple[Track, StateModel]],
        adding: list[tuple[Track, IndexModel]],
        changes: Changes,
    ) -> list[Failure]:
        if isinstance(event, Undecodable):
            return [Failure(track, event.error) for track, _ in (*turning, *adding)]
        failed = self._turn(event, turning, changes) if turning else []
        for track, model in adding:
            try:
                rows = model.rows(event)
            except Exception as error:  # noqa: BLE001 - a poison event stops only its own key (design 5)
                failed.append(Failure(track, _named(error)))
            else:
                changes.added[track] += [(event.originator_id, event.position, row) for row in rows]
        return failed

    def _turn(
        self, event: Recorded, turning: list[tuple[Track, StateModel]], changes: Changes
    ) -> list[Failure]:
        """Fold one event into its aggregate and turn each model's row where it differs."""
        stream = event.originator_id
        try:
            folded = self._memory.before(event, turning[0][1].aggregate)
            before = [self._row(folded, model) for _, model in turning]
            folded.apply(event)
        except Exception as error:  # noqa: BLE001 - the same
            self._memory.forget(stream)
            return [Failure(track, _named(error)) for track, _ in turning]
        failed: list[Failure] = []
        for (track, model), earlier in zip(turning, before, strict=True):
            try:
                after = self._row(folded, model)
            except Exception as error:  # noqa: BLE001 - the same
                failed.append(Failure(track, _named(error)))
            else:
                if after != earlier:
                    changes.states[track].turn(stream, event.position, earlier, after)
        return failed

    def _row(self, folded: Folded, model: StateModel) -> Row | None:
        rows, name = folded.rows, model.name
        if name not in rows:
            aggregate = folded.aggregate
            rows[name] = model.row(aggregate, self._reference) if aggregate.exists else None
        return rows[name]


def _readers(pairs: Iterable[tuple[Track, M]]) -> Readers[M]:
    readers: Readers[M] = {}
    for track, model in pairs:
        for prefix in track.prefixes:
            readers.setdefault(prefix, []).append((track, model))
    return readers


def _parked(track: Track, event: Recorded | Undecodable, stream: str, error: str, now: datetime) -> Parked:
    name = event.name if isinstance(event, Undecodable) else SHAPES[type(event.fact)].name
    return Parked(track.name, stream, event.position, name, error, now)


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
