"""How a page of events becomes changes of rows: each stream is folded once for all models, in one go."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

import msgspec

from domain.facts import SHAPES, Happened
from domain.log import Log, Undecodable
from projections.spine.lives import Life
from projections.spine.memory import Memory
from projections.spine.model import IndexModel, Model, Row, StateModel
from projections.spine.reference import Reference
from projections.spine.store import Parked
from projections.spine.track import Batch, Track

M = TypeVar("M", bound=Model)
Readers = dict[str, list[tuple[Track, M]]]
Told = Sequence[Happened | Undecodable]


class Failure(NamedTuple):
    """A track that could not follow an event, and why."""

    track: Track
    event: Happened | Undecodable
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
        self, events: Told, tracks: Sequence[Track], parked: Mapping[Track, set[str]], now: datetime
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
        streams, unread = _by_stream(events)
        for stream, read in streams.items():
            prefix = stream.partition(":")[0]
            turning = [one for one in states.get(prefix, ()) if stream not in parked[one[0]]]
            adding = [one for one in indexes.get(prefix, ()) if stream not in parked[one[0]]]
            failed = self._turn(read, turning, changes) if turning and read else []
            for track, model in adding:
                failed += _add(read, track, model, changes)
            if unread and stream in unread:
                failed += _stopped(unread[stream], unread[stream].error, (*turning, *adding), failed)
            for track, event, error in failed:
                parked[track].add(stream)
                changes.parked.append((track, _parked(track, event, stream, error, now)))
        changes.streams.update(streams)
        return changes

    def _turn(
        self, read: Sequence[Happened], turning: list[tuple[Track, StateModel]], changes: Changes
    ) -> list[Failure]:
        """Fold events into their aggregate and turn each model's row where it differs."""
        event, failed = read[0], list[Failure]()
        lives: list[Life] = []
        try:
            folded = self._memory.before(event, turning[0][1].aggregate)
            lives = [
                Life(track, model, folded, self._reference, changes.states[track]) for track, model in turning
            ]
            for event in read:
                if folded.apply(event):
                    for life in lives:
                        try:
                            life.turn(event.position)
                        except Exception as error:  # noqa: BLE001 - a poison event stops only its own key (design 5)
                            life.rest()
                            failed.append(Failure(life.track, event, _named(error)))
                            lives = [one for one in lives if one is not life]
            folded.rows = {life.track.name: life.row for life in lives}
        except Exception as error:  # noqa: BLE001 - the same
            self._memory.forget(event.originator_id)
            failed += _stopped(event, _named(error), turning, failed)
        for life in lives:
            life.rest()
        return failed


def _stopped(
    event: Happened | Undecodable, error: str, following: Iterable[tuple[Track, Model]], failed: list[Failure]
) -> list[Failure]:
    """An event that stops every track which has not failed before it."""
    before = {failure.track for failure in failed}
    return [Failure(track, event, error) for track, _ in following if track not in before]


def _add(read: Sequence[Happened], track: Track, model: IndexModel, changes: Changes) -> list[Failure]:
    """Add the rows of events up to the first that fails."""
    for event in read:
        try:
            rows = model.rows(event)
        except Exception as error:  # noqa: BLE001 - the same
            return [Failure(track, event, _named(error))]
        changes.added[track] += [(event.originator_id, event.position, row) for row in rows]
    return []


def _by_stream(events: Told) -> tuple[dict[str, list[Happened]], dict[str, Undecodable]]:
    """The events of each stream in order, up to the first that cannot be read; and that one."""
    streams: dict[str, list[Happened]] = {}
    unread: dict[str, Undecodable] = {}
    for event in events:
        if isinstance(event, Undecodable):
            streams.setdefault(event.stream, [])
            unread.setdefault(event.stream, event)
        elif (stream := event.originator_id) not in streams:
            streams[stream] = [event]
        elif not unread or stream not in unread:
            streams[stream].append(event)
    return streams, unread


def _readers(pairs: Iterable[tuple[Track, M]]) -> Readers[M]:
    readers: Readers[M] = {}
    for track, model in pairs:
        for prefix in track.prefixes:
            readers.setdefault(prefix, []).append((track, model))
    return readers


def _parked(track: Track, event: Happened | Undecodable, stream: str, error: str, now: datetime) -> Parked:
    name = event.name if isinstance(event, Undecodable) else SHAPES[type(event.fact)].name
    return Parked(track.name, stream, event.position, name, error, now)


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
