"""Whose turn it is: how several workers on one database share the tracks, and take over from one that has died.

This is a courtesy alone, so that two do not fold the same page: a position is claimed in the transaction of its
rows, whoever's turn it is. A worker holds the turns of its fair share as locks of a session of its own, which the
server gives back when the process dies. A process that was stopped keeps its locks: whoever sees a track stand
still while events wait ends the sessions that hold it, and goes ahead. A model of an older edition is made anew by
one worker while the others follow the rest.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from time import monotonic
from typing import Protocol
from zlib import crc32

from sqlalchemy import Engine

from domain.log import StoreUnavailable
from projections.spine.databases import told
from projections.spine.session import Session
from projections.spine.tables import BUILDING
from projections.spine.track import Track

LOOK_S = 0.5
"""How often a worker looks who else is at work."""
PATIENCE_S = 2.0
"""How long a track may stand still while events wait, before it is everybody's."""
MAKING_PATIENCE_S = 30.0
"""How long a model that somebody makes anew may stand still, before others make it, too."""
TURNS = 1_937_008_997
MAKING = TURNS + 1
PRESENT = 0

_HELD = f"""
    SELECT objid::bigint, pid FROM pg_locks
    WHERE locktype = 'advisory' AND classid = {TURNS} AND objsubid = 2 AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""  # noqa: S608 - a number of our own
_END_HOLDERS = f"SELECT pg_terminate_backend(pid) FROM ({_HELD}) AS held WHERE objid = ANY(%s)"  # noqa: S608 - the same
_END_STALLED = f"""
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity JOIN pg_locks USING (pid)
    WHERE relation = 'generations'::regclass AND mode IN ('RowExclusiveLock', 'RowShareLock') AND granted
    AND wait_event = 'ClientRead' AND state_change < clock_timestamp() - interval '{PATIENCE_S} s'
"""  # noqa: S608 - the same
"""Transactions on positions whose client sends nothing more."""
_BUILDING = (
    f"SELECT generation, position FROM generations WHERE model = %s AND served = {BUILDING} ORDER BY 1"  # noqa: S608 - the same
)


_WORKERS = f"SELECT count(DISTINCT pid) FROM ({_HELD}) AS held WHERE objid = {PRESENT}"  # noqa: S608 - the same


def workers(engine: Engine) -> int | None:
    """How many workers live, on whatever machine; ``None`` for an embedded store, where nobody else can tell.

    Raises:
        StoreUnavailable: The database does not answer.
    """
    if engine.dialect.name == "sqlite":
        return None
    with told(engine), engine.connect() as connection:
        return int(connection.exec_driver_sql(_WORKERS).scalar_one())


class Turns(Protocol):
    """Chooses the tracks to advance now, and the models to make anew."""

    def choose(self, positions: Mapping[Track, int]) -> Collection[Track]:
        """Of all served tracks with their positions, those whose turn is this worker's."""
        ...

    def make(self, model: str) -> bool:
        """Whether it is this worker's to make a model anew; whoever may says so with :meth:`made` when it is done."""
        ...

    def made(self, model: str) -> None:
        """Let others have it."""

    def close(self) -> None:
        """Give all turns back."""


def turns_of(engine: Engine, head: Callable[[], int]) -> Turns:
    """The turns of a database; ``head`` gives the position of the log's last event."""
    return Alone() if engine.dialect.name == "sqlite" else Shared(engine, head)


class Alone:
    """One process works on an embedded store; whoever comes along is outrun by the claim."""

    def choose(self, positions: Mapping[Track, int]) -> Collection[Track]:
        return list(positions)

    def make(self, model: str) -> bool:
        return True

    def made(self, model: str) -> None:
        """Nothing is held."""

    def close(self) -> None:
        """Nothing is held."""


class Shared:
    """A fair share for each worker that lives."""

    def __init__(self, engine: Engine, head: Callable[[], int]) -> None:
        self._engine, self._head = engine, head
        self._session: Session | None = None
        self._mine: set[int] = set()
        self._looked = 0.0
        self._still: dict[Track, tuple[int, float | None]] = {}
        self._waited: dict[str, tuple[object, float]] = {}

    def choose(self, positions: Mapping[Track, int]) -> Collection[Track]:
        overdue = self._overdue(positions)
        try:
            if overdue:
                self._end_others(overdue)
            if overdue or monotonic() - self._looked >= LOOK_S:
                self._share(list(positions))
        except StoreUnavailable:
            self.close()
            return list(positions)  # without the courtesy
        return [track for track in positions if _turn(track) in self._mine or track in overdue]

    def make(self, model: str) -> bool:
        """One worker makes it; the others wait, unless it stands still for too long."""
        try:
            session = self._present()
            if session.rows("SELECT pg_try_advisory_lock(%s, %s)", MAKING, _number(model))[0][0]:
                self._waited.pop(model, None)
                return True
            now, stands_at = monotonic(), session.rows(_BUILDING, model)
        except StoreUnavailable:
            self.close()
            return False
        stood_at, since = self._waited.get(model, (None, now))
        self._waited[model] = stands_at, since if stands_at == stood_at else now
        return now - self._waited[model][1] >= MAKING_PATIENCE_S

    def made(self, model: str) -> None:
        try:
            self._present().rows("SELECT pg_advisory_unlock(%s, %s)", MAKING, _number(model))
        except StoreUnavailable:
            self.close()

    def close(self) -> None:
        self._mine.clear()
        if self._session is not None:
            self._session.close()
            self._session = None

    def _overdue(self, positions: Mapping[Track, int]) -> list[Track]:
        """Tracks that have not moved for too long though events wait."""
        now, head = monotonic(), self._head()
        still: dict[Track, tuple[int, float | None]] = {}
        for track, position in positions.items():
            at, since = self._still.get(track, (-1, None))
            if position >= head:
                still[track] = position, None
            else:
                still[track] = position, now if since is None or position != at else since
        self._still = still
        return [
            track for track, (_, since) in still.items() if since is not None and now - since >= PATIENCE_S
        ]

    def _end_others(self, overdue: Sequence[Track]) -> None:
        session = self._present()
        for track in overdue:
            self._still[track] = self._still[track][0], monotonic()
        others = [_turn(track) for track in overdue if _turn(track) not in self._mine]
        session.rows(_END_HOLDERS, others)
        session.rows(_END_STALLED)

    def _share(self, tracks: Sequence[Track]) -> None:
        """Give back what is too much, and take what is free, up to a fair share."""
        session = self._present()
        held = session.rows(_HELD)
        workers = len({pid for turn, pid in held if turn == PRESENT})
        share = -(-len(tracks) // max(workers, 1))
        turns = [_turn(track) for track in tracks]
        kept = [turn for turn in turns if turn in self._mine][:share]
        for turn in self._mine - set(kept):
            session.rows("SELECT pg_advisory_unlock(%s, %s)", TURNS, turn)
        self._mine = set(kept)
        taken = {turn for turn, _ in held}
        for turn in [one for one in turns if one not in taken]:
            if (
                len(self._mine) < share
                and session.rows("SELECT pg_try_advisory_lock(%s, %s)", TURNS, turn)[0][0]
            ):
                self._mine.add(turn)
        self._looked = monotonic()

    def _present(self) -> Session:
        """The session that holds the turns, and shows that this worker lives."""
        if self._session is None:
            self._session = Session(self._engine)
            self._session.rows("SELECT pg_advisory_lock_shared(%s, %s)", TURNS, PRESENT)
        return self._session


def _turn(track: Track) -> int:
    return _number(track.table_name)


def _number(name: str) -> int:
    return crc32(name.encode()) >> 1 | 1
