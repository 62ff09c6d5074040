"""How far a long import is: one line that rewrites itself on a terminal, nothing in a pipe."""

import time
from collections.abc import Callable
from typing import TextIO

EVERY_SECONDS = 0.2


class Progress:
    """Says how many lines are through.

    Args:
        stream: Where to say it, as a rule standard error.
        say: Count → the words for it, in the person's language.
        clock: Seconds of a clock that never goes back.
    """

    def __init__(
        self, stream: TextIO, say: Callable[[int], str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream, self._say, self._clock = stream, say, clock
        self._shown = stream.isatty()
        self._next = clock()
        self._last = 0

    def __call__(self, count: int) -> None:
        """Show the count if the last one has stood long enough."""
        self._last = count
        if self._shown and self._clock() >= self._next:
            self._next = self._clock() + EVERY_SECONDS
            self._write()

    def finish(self) -> None:
        """Show the last count and end the line."""
        if self._shown and self._last:
            self._write()
            self._stream.write("\n")
            self._stream.flush()

    def _write(self) -> None:
        self._stream.write("\r\x1b[K" + self._say(self._last))
        self._stream.flush()
