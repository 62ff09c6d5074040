"""Pauses: the waiting that stops an elapsed clock, and how much of it counts."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

import msgspec

from domain.errors import Term
from domain.facts import whole_seconds
from domain.policy import PauseReason

PAUSE_TERMS: Final[Mapping[PauseReason, Term]] = {
    "customer": Term("waiting for the customer"),
    "material": Term("waiting for material"),
    "vendor": Term("waiting for the manufacturer"),
    "third_party": Term("waiting for a third party"),
    "other": Term("waiting for another reason"),
}


class Pause(msgspec.Struct, frozen=True):
    """One stretch of waiting.

    Attributes:
        since: Aware instant from which the ticket waited.
        until: Aware instant at which the work was resumed; ``None`` while it still waits.
        reason: Whom or what it waited for.
        evidence: Id of the command that recorded the waiting.
    """

    since: datetime
    until: datetime | None
    reason: PauseReason
    evidence: str = ""

    def in_whole_seconds(self) -> "Pause":
        """The same stretch in UTC, cut to whole seconds (CAL-06)."""
        until = None if self.until is None else whole_seconds(self.until)
        return msgspec.structs.replace(self, since=whole_seconds(self.since), until=until)


def counted(
    pauses: Iterable[Pause], *, start: datetime, limit: timedelta, stop: datetime | None
) -> tuple[Pause, ...]:
    """The pauses that move the due instant, cut to the clock's own time and free of overlaps, in order.

    A pause that begins after the due instant does not count: what is late stays late. Only the last can be
    open (``until`` is ``None``), where neither the ticket was resumed nor the clock stopped.
    """
    due, reached = start + limit, start
    kept: list[Pause] = []
    for pause in sorted(pauses, key=lambda one: one.since):
        since = max(pause.since, reached)
        until = _earlier(pause.until, stop)
        if since > due or (until is not None and until <= since) or (stop is not None and since >= stop):
            continue
        kept.append(msgspec.structs.replace(pause, since=since, until=until))
        if until is None:
            break
        due, reached = due + (until - since), until
    return tuple(kept)


def _earlier(one: datetime | None, two: datetime | None) -> datetime | None:
    return min((at for at in (one, two) if at is not None), default=None)


def length(pauses: Iterable[Pause]) -> timedelta:
    """Time taken by the pauses that have ended."""
    return sum((one.until - one.since for one in pauses if one.until is not None), timedelta())
