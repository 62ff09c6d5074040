"""Something that a console does every so often, in a thread of its own."""

from collections.abc import Callable
from threading import Event, Thread


class Rounds:
    """Calls ``act`` every so many seconds until it is stopped.

    Args:
        name: Of the thread.
        every_s: Seconds between two calls; the first comes after the first pause.
        act: Must not raise.
    """

    def __init__(self, name: str, every_s: float, act: Callable[[], object]) -> None:
        self._name, self._every_s, self._act = name, every_s, act
        self._stopping = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        self._stopping.clear()
        self._thread = Thread(target=self._go_on, name=self._name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End; a call that is under way is waited for."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _go_on(self) -> None:
        while not self._stopping.wait(self._every_s):
            self._act()
