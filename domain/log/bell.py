"""The bell: a thread that hears of every append where the database, or the system under its file, tells of them."""

from collections.abc import Callable
from threading import Event, Lock, Thread

from domain.log.dialects import Dialect


class Bell:
    """Rings for appends of other processes; where nothing tells of them, waiting means looking.

    Args:
        dialect: The store's database.
        ring: Called for each append, and whenever one may have been missed.
    """

    def __init__(self, dialect: Dialect, ring: Callable[[], None]) -> None:
        self._dialect, self._ring = dialect, ring
        self._stopped = Event()
        self._starting = Lock()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin to listen, once; harmless to repeat."""
        if self._thread is not None:
            return
        with self._starting:
            if self._thread is None:
                listening = (self._ring, self._stopped.is_set)
                self._thread = Thread(
                    target=self._dialect.listen, args=listening, name="log bell", daemon=True
                )
                self._thread.start()

    def stop(self) -> None:
        """End within a poll."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()
