"""An aggregate: a stream of facts, the state folded from them, and the facts it has decided but not yet saved."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, ClassVar, Self, TypeVar

from domain.facts import Fact, Happened, Recorded

Handler = Callable[[Any, Any, Happened], None]
H = TypeVar("H", bound=Handler)


def on(*facts: type[Fact]) -> Callable[[H], H]:
    """Mark the method that assigns what these facts say; it must not decide or refuse, for it runs on every replay."""

    def mark(method: H) -> H:
        method.__dict__["facts"] = facts
        return method

    return mark


class Aggregate:
    """Base of all aggregates; satisfies the event-sourcing library's protocols of a mutable aggregate.

    Attributes:
        id: Stream id.
        version: Version of the last fact applied; 0 when nothing has happened yet.
    """

    handlers: ClassVar[dict[type[Fact], Handler]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.handlers = dict(cls.handlers)
        for method in vars(cls).values():
            for fact in getattr(method, "facts", ()):
                cls.handlers[fact] = method

    def __init__(self, stream: str) -> None:
        self.id = stream
        self.version = 0
        self._pending: list[Recorded] = []

    @property
    def exists(self) -> bool:
        return self.version > 0

    def record(self, fact: Fact, at: datetime) -> None:
        """Apply a decided fact and keep it for saving; ``at`` is when it happened."""
        event = Recorded(
            originator_id=self.id, originator_version=self.version + 1, fact=fact, happened_at=at
        )
        self.apply(event)
        self._pending.append(event)

    def apply(self, event: Happened) -> bool:
        """Fold one stored event; whether its fact is of interest: others only move the version."""
        fact = event.fact
        handler = self.handlers.get(type(fact))
        if handler is not None:
            handler(self, fact, event)
        self.version = event.originator_version
        return handler is not None

    def replay(self, events: Iterable[Happened]) -> Self:
        for event in events:
            self.apply(event)
        return self

    def replay_as_happened(self, events: Iterable[Happened]) -> Self:
        """Fold in the order in which things happened, whenever they were told.

        A fact that says something of what came later (a task done at four that was added at five) waits for that one,
        and is left out where it never comes.
        """
        waiting: list[Happened] = []
        for event in events:
            waiting = [one for one in (event, *waiting) if not self._takes(one)]
        return self

    def _takes(self, event: Happened) -> bool:
        with suppress(LookupError):
            self.apply(event)
            return True
        return False

    def replay_until(self, events: Iterable[Happened], at: datetime) -> Self:
        """Fold what had happened by an aware instant, in the order in which it was told.

        A fact that says something of what came later (a task done at four that was added at five) is left out with it.
        """
        for event in events:
            if event.happened_at <= at:
                with suppress(LookupError):
                    self.apply(event)
        return self

    def collect_events(self) -> Sequence[Recorded]:
        """Hand over the facts not yet saved, once."""
        pending, self._pending = self._pending, []
        return pending
