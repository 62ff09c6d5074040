"""The worker: a thread that keeps the read models up with the log and never dies silently."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from threading import Condition, Event, Thread
from time import monotonic

import msgspec

from domain.facts import Recorded
from domain.log import Undecodable
from projections.spine.bell import bell_of
from projections.spine.projector import PAGE, Projector, Step
from projections.spine.rebuild import rebuild
from projections.spine.retry import retry_all
from projections.spine.turns import turns_of, workers

_LOGGER = logging.getLogger(__name__)
_TAIL_S = 0.5
_LOOK_S = 1.0
"""How often a worker looks around that waits for the next event: does another one want its share?"""
_OTHERS_S = 0.1
"""How often somebody looks who waits for what another worker applies, where nothing tells of it sooner."""
_LONGEST_PAUSE_S = 2.0

Listener = Callable[[Step], None]


class Lag(msgspec.Struct, frozen=True):
    """The separate signals of a console that falls behind.

    Attributes:
        behind: Events that the hindmost model has not applied.
        oldest_unapplied_age: How long the first of them has been in the log; zero when there is none.
        head_moved_at: When anything was last recorded; ``None`` in an empty log.
        parked: Streams that some model follows no further.
        workers: How many workers apply events, on whatever machine; with none the rows stand still.
    """

    behind: int
    oldest_unapplied_age: timedelta
    head_moved_at: datetime | None
    parked: int
    workers: int


class Worker:
    """Tails the log in a thread of its own.

    Args:
        projector: Reads the log and writes the rows.
        clock: Gives the aware present instant.
        projects: Whether it applies events; otherwise it only follows what other processes apply.
    """

    def __init__(self, projector: Projector, clock: Callable[[], datetime], *, projects: bool = True) -> None:
        self._projector, self._clock, self._projects = projector, clock, projects
        self._listeners: list[Listener] = []
        self._stopping = Event()
        self._moved = Condition()
        self._reached = 0
        self._bell = bell_of(projector.store.engine, self._stopping)
        self._turns = turns_of(projector.store.engine, projector.log.head)
        self._thread: Thread | None = None

    def listen(self, listener: Listener) -> None:
        """Call back after every page, from the worker's thread; also for pages that another process applied."""
        self._listeners.append(listener)

    def start(self) -> None:
        self._stopping.clear()
        self._thread = Thread(target=self._run, name="projector", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the page under way, then end."""
        self._stopping.set()
        self._projector.log.wake()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._turns.close()
        self._bell.close()

    @property
    def alive(self) -> bool:
        """Whether the thread is at work."""
        return self._thread is not None and self._thread.is_alive()

    def position(self, model: str | None = None) -> int:
        """Where a model stands, or the hindmost of all; 0 while it is being made for the first time.

        Models that a newer edition has taken over are waited for no more.
        """
        reached = self._projector.store.reached()
        if model is not None:
            return reached.get(model, 0)
        return min(reached.values()) if reached else self._projector.log.head()

    def wait_for(self, position: int, timeout: float) -> bool:
        """Read your writes: whether every model has applied a position before the timeout (seconds) is over."""
        if self._reached >= position or self.position() >= position:
            return True
        with self._moved:
            told = self._moved.wait_for(lambda: self._reached >= position, timeout)
        return told or self.position() >= position

    def lag(self) -> Lag:
        log, store = self._projector.log, self._projector.store
        position, head = self.position(), log.head()
        age = self.waiting_after(position, head)
        moved_at, parked = _recorded_at(log.read(head - 1, 1)), len(store.parked_rows())
        return Lag(head - position, age, moved_at, parked, self.workers())

    def waiting_after(self, position: int, head: int) -> timedelta:
        """How long the first event after a position has waited; nothing where the log ends there."""
        oldest = _recorded_at(self._projector.log.read(position, 1)) if position < head else None
        return timedelta() if oldest is None else max(self._clock() - oldest, timedelta())

    def workers(self) -> int:
        """How many workers apply events: those of the database, or this one in the only process of a file."""
        found = workers(self._projector.store.engine)
        return int(self.alive) if found is None else found

    def forsaken(self) -> bool:
        """Whether others should apply events here, and none of them lives."""
        return not self._projects and self.workers() == 0

    def _run(self) -> None:
        pause = 0.0
        seen: int | None = None
        ready = not self._projects
        while not self._stopping.wait(pause):
            try:
                if not ready:
                    ready = self._renew()
                seen = self._follow(self.position() if seen is None else seen)
                pause = 0.0
            except Exception:
                ready = not self._projects
                pause = min(max(0.2, pause * 2), _LONGEST_PAUSE_S)
                _LOGGER.exception("projector.stands_still", extra={"retry_s": pause})

    def _renew(self) -> bool:
        """Make models of an older edition anew, and take up what was parked; not yet while another worker makes one."""
        for model in self._projector.store.outdated():
            if not self._turns.make(model.name):
                continue
            try:
                if model in self._projector.store.outdated():  # nobody has finished it meanwhile
                    rebuild(self._projector, model.name, gives_way=False)
            finally:
                self._turns.made(model.name)
        if self._projector.store.outdated():
            return False
        retry_all(self._projector)
        return True

    def _follow(self, seen: int) -> int:
        """Apply one page, tell of it, and wait for the next event; answers with the position that listeners know of."""
        step = self._projector.step(self._turns.choose) if self._projects else None
        position = self.position()
        with self._moved:
            self._reached = position
            self._moved.notify_all()
        if position > seen:
            mine = step is not None and step.since <= seen and step.to == position
            told = step if step is not None and mine else Step(seen, position, self._streams(seen, position))
            for listener in self._listeners:
                listener(told)
        self._rest(position, idle=step is None or step.to == step.since)
        return max(seen, position)

    def _rest(self, position: int, *, idle: bool) -> None:
        """Wait for the next event, or, where there was nothing to do, for what others are just applying."""
        log = self._projector.log
        if not self._projects:
            self._bell.wait(_TAIL_S)
        elif idle and position < log.head():
            self._bell.wait(_OTHERS_S)
        else:
            until = monotonic() + _LOOK_S
            while monotonic() < until and not self._stopping.is_set():
                if log.wait(position, _TAIL_S, self._stopping.is_set) > position:
                    return

    def _streams(self, since: int, to: int) -> frozenset[str]:
        """Streams of the events between two positions, which another process may have applied."""
        streams: set[str] = set()
        while since < to and (events := self._projector.log.read(since, PAGE, to)):
            streams.update(
                one.stream if isinstance(one, Undecodable) else one.originator_id for one in events
            )
            since = events[-1].position
        return frozenset(streams)


def _recorded_at(events: Sequence[Recorded | Undecodable]) -> datetime | None:
    """When the first of them was recorded; ``None`` where it cannot be read or is not there."""
    return next((one.recorded_at for one in events if isinstance(one, Recorded)), None)
