"""The projector: follows the log page by page, each page of rows and the position it leads to in one transaction."""

import gc
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

import msgspec
from sqlalchemy import Connection

from domain.facts import Happened
from domain.log import Log
from projections.spine.databases import writing
from projections.spine.fold import Changes, Fold
from projections.spine.reference import Reference
from projections.spine.store import Outrun, Store
from projections.spine.track import Track

PAGE = 5_000
"""Events a page; smaller pages make a rebuild slower than a raw fold."""


Choose = Callable[[Mapping[Track, int]], Collection[Track]]
"""Of all served tracks with their positions, those to advance."""


class Step(msgspec.Struct, frozen=True):
    """One page that was applied.

    Attributes:
        since: Position that the advanced models stood at.
        to: Position that they now stand at; ``since`` where another worker was faster.
        streams: Streams of the page's events.
    """

    since: int
    to: int
    streams: frozenset[str]


@contextmanager
def uncollected() -> Generator[None]:
    """Look for no garbage while a page is told: all that it makes is needed, and looking took a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class Projector:
    """Advances tracks along the log, exactly once under kills and competing workers.

    The position is claimed first and only from where this worker saw it: of two workers on one page, one writes.
    """

    def __init__(
        self, store: Store, log: Log, reference: Reference, clock: Callable[[], datetime], page: int = PAGE
    ) -> None:
        self.store, self.log = store, log
        self._fold, self._reference = Fold(log, reference), reference
        self._clock, self._page = clock, page

    def step(self, choose: Choose = list) -> Step | None:
        """Advance the hindmost of the chosen models by one page; ``None`` when they have read everything."""
        positions = self.store.positions()
        chosen = {track: positions[track] for track in choose(positions)}
        if not chosen:
            return None
        hindmost = min(chosen.values())
        group = [track for track, position in chosen.items() if position == hindmost]
        upto = min((position for position in chosen.values() if position > hindmost), default=None)
        return self.advance(group, hindmost, upto)

    @uncollected()
    def advance(self, group: Sequence[Track], since: int, upto: int | None, pages: int = 1) -> Step | None:
        """Advance tracks that stand at ``since``, not beyond ``upto``, by some pages in one transaction.

        Answers with ``None`` when nothing is there.
        """
        events = self.log.follow(since, pages * self._page, upto)
        if not events:
            return None
        passed_over = self.store.parked(group)
        known = {track: frozenset(keys) for track, keys in passed_over.items()}
        changes = self._fold.page(events, group, passed_over, self._clock())
        try:
            with writing(self.store.engine) as connection:
                self._claim(connection, since, changes.to, known)
                self._write(connection, changes)
        except Outrun:
            return Step(since, since, frozenset())
        return Step(since, changes.to, frozenset(changes.streams))

    def _claim(
        self, connection: Connection, since: int, to: int, known: Mapping[Track, frozenset[str]]
    ) -> None:
        """Move the tracks, unless somebody else has, or has taken up a stream that this page passed over.

        Raises:
            Outrun: The page must be read anew.
        """
        self.store.claim(connection, known, since, to)
        if any(keys and keys != self.store.parked_in(connection, track) for track, keys in known.items()):
            raise Outrun

    def _write(self, connection: Connection, changes: Changes) -> None:
        for track, batch in changes.states.items():
            track.write(connection, batch)
        for track, rows in changes.added.items():
            track.add(connection, rows)
        for track, one in changes.parked:
            self.store.park(connection, track, one)
        self.store.database.ring(connection)

    def tell(self, events: Sequence[Happened], track: Track) -> Changes:
        """What the whole history of one stream comes to in one track; nothing is written."""
        return Fold(self.log, self._reference).page(events, [track], {track: set()}, self._clock())

    def catch_up(self) -> int:
        """Advance until nothing is left to read; answers with the position then reached by all."""
        while self.step() is not None:
            pass
        return min(self.store.positions().values(), default=0)
