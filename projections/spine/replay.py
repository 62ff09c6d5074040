"""Whether the rows that are served are those that the log tells: every event is folded anew, and row is held to row.

The replay fills a scratch store of its own; what is served is only read, in one moment, and may move on meanwhile.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from domain.errors import Reason, reason
from domain.log import Log
from projections.spine.model import Model
from projections.spine.projector import Projector
from projections.spine.reference import Reference
from projections.spine.store import Parked, Store, migrate_models, open_models
from projections.spine.track import Track

NAMED = 100
"""So many wrong rows of a model are named; of the rest their number."""

_AT_ONCE = 2_000
_PLACE = itemgetter(0, 1)
_NOTHING: tuple[Any, tuple[Any, ...]] = (None, ())

Group = tuple[tuple[str, int] | None, tuple[tuple[Any, ...], ...]]
"""Key and position, with the rows that begin there."""


class WrongRow(msgspec.Struct, frozen=True):
    """A row that is not what the log tells: of which key, from which position on, and how it differs."""

    key: str
    position: int
    what: Reason


class Replayed(msgspec.Struct, frozen=True):
    """What one model came to.

    Attributes:
        model: Its name.
        position: Where it was compared.
        rows: Rows that the log tells.
        wrong: The first rows that differ.
        differing: How many differ.
        parked: Streams that it follows no further; their rows are not compared.
        ahead: It knows events that the log does not hold; nothing was compared.
    """

    model: str
    position: int
    rows: int = 0
    wrong: list[WrongRow] = []
    differing: int = 0
    parked: list[Parked] = []
    ahead: bool = False

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong with it."""
        return not (self.differing or self.parked or self.ahead)


class Replay:
    """One full replay.

    Args:
        served: What answers questions.
        log: What is folded.
        folder: Where the scratch store may stand; it is the caller's to remove.
        clock: Says since when a stream is parked.
    """

    def __init__(self, served: Store, log: Log, folder: Path, clock: Callable[[], datetime]) -> None:
        self._served, self._log = served, log
        models: Sequence[Model] = list(served.models.values())
        engine = open_models(folder / "replay.sqlite")
        migrate_models(engine, models, log)
        self._told = Projector(Store(engine, models), log, Reference(log), clock)

    def close(self) -> None:
        """Let go of the scratch store."""
        self._told.store.engine.dispose()

    def compare(self, on_progress: Callable[[int], object] = lambda _: None) -> Iterator[Replayed]:
        """Each served model, row by row.

        Args:
            on_progress: Is told how many events have been folded.

        Raises:
            StoreUnavailable: The read models cannot be read.
        """
        self._advance(self._targets(self._served.positions()), on_progress)
        with self._served.reading() as (connection, served):
            targets = self._targets(served)
            self._advance(targets, on_progress)
            parked = [*self._served.parked_rows(), *self._told.store.parked_rows()]
            with self._told.store.reading() as (own, told):
                ours = {track.name: track for track in told}
                for track, position in served.items():
                    if track.name in targets:
                        left_out = list({one.key: one for one in parked if one.model == track.name}.values())
                        yield _compared(connection, track, own, ours[track.name], position, left_out)
                    else:
                        yield Replayed(track.name, position, ahead=True)

    def _targets(self, served: Mapping[Track, int]) -> dict[str, int]:
        head = self._log.head()
        return {track.name: position for track, position in served.items() if position <= head}

    def _advance(self, targets: Mapping[str, int], on_progress: Callable[[int], object]) -> None:
        """Bring every model to where the served one stands, and no further."""
        while True:
            behind = {
                track: at
                for track, at in self._told.store.positions().items()
                if at < targets.get(track.name, at)
            }
            if not behind:
                return
            since = min(behind.values())
            group = [track for track, at in behind.items() if at == since]
            bounds = [targets[track.name] for track in group] + [at for at in behind.values() if at > since]
            step = self._told.advance(group, since, min(bounds))
            if step is None:
                return
            on_progress(step.to)


def _compared(
    connection: Connection, served: Track, own: Connection, told: Track, position: int, parked: list[Parked]
) -> Replayed:
    left_out = {one.key for one in parked}
    wrong: list[WrongRow] = []
    differing = rows = 0
    for here, there in _side_by_side(_groups(connection, served), _groups(own, told)):
        key, at = here[0] or there[0] or ("", 0)
        rows += len(there[1])
        if key in left_out or Counter(here[1]) == Counter(there[1]):
            continue
        differing += 1
        if len(wrong) < NAMED:
            wrong.append(WrongRow(key, at, _worded(served.name, key, at, here[1], there[1])))
    return Replayed(served.name, position, rows, wrong, differing, parked)


def _groups(connection: Connection, track: Track) -> Iterator[Group]:
    """The rows of a table by key and first position, in that order."""
    key, begins = track.table.c.key, track.table.c.from_pos
    asked = select(track.table).order_by(key, begins).execution_options(yield_per=_AT_ONCE)
    for place, rows in groupby(connection.execute(asked), key=_PLACE):
        yield place, tuple(tuple(row) for row in rows)


def _side_by_side(here: Iterator[Group], there: Iterator[Group]) -> Iterator[tuple[Group, Group]]:
    """Both in one order; where one side has nothing, nothing."""
    mine, theirs = next(here, _NOTHING), next(there, _NOTHING)
    while mine[0] is not None or theirs[0] is not None:
        if theirs[0] is None or (mine[0] is not None and mine[0] < theirs[0]):
            yield mine, _NOTHING
            mine = next(here, _NOTHING)
        elif mine[0] is None or theirs[0] < mine[0]:
            yield _NOTHING, theirs
            theirs = next(there, _NOTHING)
        else:
            yield mine, theirs
            mine, theirs = next(here, _NOTHING), next(there, _NOTHING)


def _worded(model: str, key: str, at: int, here: Sequence[Any], there: Sequence[Any]) -> Reason:
    fields: dict[str, Any] = {"model": model, "key": key, "position": at}
    if not here:
        return reason("Read model {model}: the row of {key} from event {position} on is missing.", **fields)
    if not there:
        return reason(
            "Read model {model}: no event tells the row of {key} from event {position} on.", **fields
        )
    return reason(
        "Read model {model}: the row of {key} from event {position} on says something else.", **fields
    )
