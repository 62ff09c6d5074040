"""The door and the log as a running console uses them: they tell somebody what went through, and how long it took."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from time import perf_counter
from typing import Any, Protocol

import msgspec

from domain.errors import Reason, Refused
from domain.facts import Entry, Recorded
from domain.log import Log
from domain.operations import Door, Outcome


class Told(msgspec.Struct, frozen=True):
    """One command that went through the door.

    Attributes:
        given: The command as it came; whoever writes of it must leave its words out.
        through: The way it came.
        outcome: ``accepted``, ``repeated``, ``refused`` or ``failed``.
        reasons: Why it was refused.
        done: What became of it where it was accepted.
        seconds: How long it took.
    """

    given: Mapping[str, Any]
    through: str
    outcome: str
    seconds: float
    reasons: tuple[Reason, ...] = ()
    done: Outcome | None = None


class Observer(Protocol):
    """Who is told; it must be quick and never raise."""

    def submitted(self, told: Told) -> None:
        """A command was decided."""
        ...

    def appended(self, seconds: float) -> None:
        """Events were written, or their writing failed, after that time."""
        ...

    def asked(self, question: str, seconds: float) -> None:
        """A question was answered, or failed, after that time."""
        ...


class ObservedLog(Log):
    """A log that tells how long each append took.

    Attributes:
        on_append: Is told the seconds; nobody at first.
    """

    on_append: Callable[[float], None] | None = None

    def append(
        self, events: Sequence[Recorded], register: Sequence[Entry] = (), erased: Sequence[str] = ()
    ) -> list[int]:
        """As the log's own."""
        if self.on_append is None:
            return super().append(events, register, erased)
        began = perf_counter()
        try:
            return super().append(events, register, erased)
        finally:
            self.on_append(perf_counter() - began)


class ObservedDoor(Door):
    """A door that tells what became of each command; a mere check is nobody's business."""

    def __init__(
        self,
        log: Log,
        clock: Callable[[], datetime],
        observer: Observer,
        *,
        through: str = "console",
        random: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        super().__init__(log, clock, through=through, random=random)
        self._observer = observer

    def submit(self, given: Mapping[str, Any], *, check: bool = False) -> Outcome:
        """As the door's own."""
        if check:
            return super().submit(given, check=True)
        began, outcome = perf_counter(), "failed"
        reasons: tuple[Reason, ...] = ()
        done: Outcome | None = None
        try:
            done = super().submit(given)
        except Refused as refusal:
            outcome, reasons = "refused", refusal.reasons
            raise
        else:
            outcome = "repeated" if done.repeated else "accepted"
            return done
        finally:
            seconds = perf_counter() - began
            self._observer.submitted(Told(given, self.through, outcome, seconds, reasons, done))
