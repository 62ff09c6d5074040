"""The demo's clock: the wall clock to everybody, but for the thread that plays history, which sets its own."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime


def _wall() -> datetime:
    return datetime.now(UTC)


class SimulatedClock:
    """Clock of a demo store's door and log; aware UTC instants.

    While one thread plays what happened since the last hour, pages in other threads still read the wall clock.
    """

    def __init__(self, wall: Callable[[], datetime] = _wall) -> None:
        self._wall = wall
        self._played: ContextVar[datetime | None] = ContextVar("played", default=None)

    def __call__(self) -> datetime:
        return self.now()

    def now(self) -> datetime:
        """The instant that is being played here, else the wall clock."""
        return self._played.get() or self._wall()

    @contextmanager
    def playing(self) -> Generator[Callable[[datetime], object]]:
        """Set the time of this thread, with the function it yields, until the block ends."""
        before = self._played.set(self._played.get())
        try:
            yield self._played.set
        finally:
            self._played.reset(before)
