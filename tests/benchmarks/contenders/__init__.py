"""Those who are measured against each other: each stores the same steps in the same database, as durably."""

from collections.abc import Callable, Sequence
from typing import Protocol

from domain.facts import Recorded


class Contender(Protocol):
    """One way of keeping events; made over an empty place, and closed when its row is done."""

    def appending(self, events: Sequence[Recorded]) -> Callable[[], object]:
        """What appends the events one by one, each in a transaction of its own; everything else is ready made."""
        ...

    def fill(self, events: Sequence[Recorded]) -> None:
        """Append many events of one stream at once; not measured."""

    def command(self, stream: str) -> None:
        """Load a stream, decide on what it comes to, and save one event more."""

    def load(self, stream: str) -> int:
        """The minutes that a stream's steps took, folded from its events."""
        ...

    def read(self, after: int, limit: int) -> int:
        """How many events follow a position, at most ``limit``, each decoded."""
        ...

    def close(self) -> None:
        """Let go of the place."""
