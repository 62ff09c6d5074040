"""Reading the log through, the latest first, a stretch at a time: never all of it for one answer, and honest about it."""

from collections.abc import Iterator
from datetime import datetime
from math import inf
from time import perf_counter

import msgspec

from domain.facts import Recorded
from domain.log import Log, Question, Undecodable
from projections.asking.moments import AsOf, position_at
from projections.asking.views import Views

STRETCH = 20_000
"""Positions that one statement reads."""
BUDGET_S = 0.4
"""An answer begins no further stretch after so long; what is left is read when somebody asks on."""


class Extent(msgspec.Struct, frozen=True):
    """How much of what was asked has been read.

    Attributes:
        read: Events read so far, whether they fit or not.
        of: Events to be read in all.
        before: Where to read on: events before this position; 0 when everything is read.
    """

    read: int
    of: int
    before: int


class Seen(msgspec.Struct, frozen=True):
    """Events that fit, the latest first."""

    events: list[Recorded | Undecodable]
    extent: Extent


class Row(msgspec.Struct, frozen=True):
    """The part of an envelope by which events are counted; ``role`` is that of the doer."""

    by: str
    doer: str
    role: str
    fact: str
    through: str


Counted = dict[Row, tuple[int, int]]
"""How many, and by how many seconds the latest of them was recorded late."""


def period(views: Views, since: datetime | None, until: datetime | None, as_of: AsOf) -> tuple[int, int]:
    """The positions after and up to which events were recorded in a period, as far as was known at a moment."""
    head = views.log.head()
    last = min(one for one in (head, views.moment(as_of), _position(views.log, until)) if one is not None)
    first = _position(views.log, since) or 0
    return min(first, last), last


def _position(log: Log, instant: datetime | None) -> int | None:
    """Position of the last event recorded before an instant."""
    return None if instant is None else position_at(log, instant)


def read_back(log: Log, asked: Question, first: int, last: int, *, before: int = 0, want: int = 50) -> Seen:
    """Events of a stretch that fit, from its end or from where an answer before left off.

    Args:
        log: What is read.
        asked: What they have in common; its positions are set here.
        first, last: Positions after and up to which they stand.
        before: Where the answer before left off.
        want: At most so many.
    """
    found: list[Recorded | Undecodable] = []
    at = min(last, before - 1) if before else last
    for after, upto in stretches(first, at, BUDGET_S):
        rows = log.audit.stretch(msgspec.structs.replace(asked, after=after, upto=upto), want - len(found))
        found += rows
        if len(found) == want:
            at = rows[-1].position - 1
            break
        at = after
    return Seen(found, extent(first, last, at))


def count_back(
    log: Log,
    asked: Question,
    first: int,
    last: int,
    *,
    before: int = 0,
    whole: bool = False,
) -> tuple[Counted, Extent]:
    """Events of a stretch that fit, counted by their envelope from its end, or ``whole`` at once.

    Whichever page of them is shown, those of the pages before it are counted, too: all from ``before`` on, and as far
    back from there as the budget goes.
    """
    counted: Counted = {}
    at = last
    for after, upto in stretches(
        first, at, inf if whole else BUDGET_S, at_least=before - 1 if before else last
    ):
        for *row, count, late_us in log.audit.tally(msgspec.structs.replace(asked, after=after, upto=upto)):
            key = Row(*row)
            known, longest = counted.get(key, (0, 0))
            counted[key] = known + count, max(longest, int(late_us) // 1_000_000)
        at = after
    return counted, extent(first, last, at)


def stretches(
    first: int, last: int, budget_s: float, *, at_least: int | None = None
) -> Iterator[tuple[int, int]]:
    """Stretches from the last position back to the first, all down to ``at_least``, then as many as the budget allows."""
    began, reach = perf_counter(), last if at_least is None else at_least
    while last > first:
        after = max(first, last - STRETCH)
        yield after, last
        if last > reach:
            began = perf_counter()
        elif perf_counter() - began >= budget_s:
            return
        last = after


def extent(first: int, last: int, at: int) -> Extent:
    """How much of a stretch has been read back to a position."""
    return Extent(last - at, last - first, at + 1 if at > first else 0)
