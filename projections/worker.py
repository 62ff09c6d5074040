"""The worker: a thread that keeps the read models up with the log and never dies silently."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from threading import Condition, Event, Thread

import msgspec

from domain.facts import Recorded
from domain.log import Undecodable
from projections.projector import PAGE, Projector, Step
from projections.rebuild import rebuild
from projections.retry import retry_all

_LOGGER = logging.getLogger(__name__)
_TAIL_S = 0.5
_LONGEST_PAUSE_S = 30.0

Listener = Callable[[Step], None]


class Lag(msgspec.Struct, frozen=True):
    """Three separate signals of a console that falls behind.

    Attributes:
        behind: Events that the hindmost model has not applied.
        oldest_unapplied_age: How long the first of them has been in the log; zero when there is none.
        head_moved_at: When anything was last recorded; ``None`` in an empty log.
        parked: Streams that some model follows no further.
    """

    behind: int
    oldest_unapplied_age: timedelta
    head_moved_at: datetime | None
    parked: int


class Worker:
    """Tails the log in a thread of its own."""

    def __init__(self, projector: Projector, clock: Callable[[], datetime]) -> None:
        self._projector, self._clock = projector, clock
        self._listeners: list[Listener] = []
        self._stopping = Event()
        self._moved = Condition()
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
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    @property
    def alive(self) -> bool:
        """Whether the thread is at work."""
        return self._thread is not None and self._thread.is_alive()

    def position(self, model: str | None = None) -> int:
        """Where a model stands, or the hindmost of all; 0 while it is being made for the first time."""
        positions = {track.name: at for track, at in self._projector.store.positions().items()}
        if model is not None:
            return positions.get(model, 0)
        known = self._projector.store.models
        return min((positions.get(name, 0) for name in known), default=0)

    def wait_for(self, position: int, timeout: float) -> bool:
        """Read your writes: whether every model has applied a position before the timeout (seconds) is over."""
        with self._moved:
            return self._moved.wait_for(lambda: self.position() >= position, timeout)

    def lag(self) -> Lag:
        log, store = self._projector.log, self._projector.store
        position, head = self.position(), log.head()
        oldest = _recorded_at(log.read(position, 1)) if position < head else None
        age = timedelta() if oldest is None else max(self._clock() - oldest, timedelta())
        return Lag(head - position, age, _recorded_at(log.read(head - 1, 1)), len(store.parked_rows()))

    def _run(self) -> None:
        pause = 0.0
        seen: int | None = None
        taken_up = False
        while not self._stopping.wait(pause):
            try:
                for model in self._projector.store.outdated():
                    rebuild(self._projector, model.name)
                if not taken_up:
                    retry_all(self._projector)
                    taken_up = True
                seen = self._follow(self.position() if seen is None else seen)
                pause = 0.0
            except Exception:
                pause = min(max(0.2, pause * 2), _LONGEST_PAUSE_S)
                _LOGGER.exception("projector.stands_still", extra={"retry_s": pause})

    def _follow(self, seen: int) -> int:
        """Apply one page, or wait for the next event; answers with the position that listeners now know of."""
        step = self._projector.step()
        position = self.position()
        if position <= seen:
            if step is None:
                self._projector.log.wait(position, _TAIL_S)
            return seen
        mine = step is not None and step.since <= seen and step.to == position
        told = step if step is not None and mine else Step(seen, position, self._streams(seen, position))
        with self._moved:
            self._moved.notify_all()
        for listener in self._listeners:
            listener(told)
        return position

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
