"""The figures of a demo estate, counted from its log: is it believable?"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeVar

import msgspec

from domain.aggregate import Aggregate
from domain.calendar import Calendar, CalendarBook
from domain.facts import Recorded
from domain.policy import Family, Limit, PolicyBook
from domain.policy import Kind as PolicyKind
from domain.tickets.facts import Reported, WaitingBegun, WaitReason
from domain.tickets.ticket import Ticket
from domain.tickets.timing import clocks_of
from domain.unit_facts import UnitRegistered
from seed.demo.days import ZONE

A = TypeVar("A", bound=Aggregate)
LATE: Final = timedelta(minutes=10)
MONTH: Final = timedelta(days=30)
PAGE: Final = 5000


class History(Protocol):
    """What is read of a log."""

    def read(self, after: int, limit: int) -> Sequence[object]: ...

    def get(self, cls: type[A], stream: str) -> A: ...

    def head(self) -> int: ...


class Figures(msgspec.Struct, frozen=True):
    """What a history looks like; shares in percent.

    Attributes:
        monthly_per_100_homes: Tickets reported in thirty days for each hundred homes.
        waiting_pct: Tickets that ever waited for the customer.
        breached_pct: Clocks that ended late or stand over their limit, of all that can be judged.
        reopened_pct: Tickets that were reopened.
        recorded_late_pct: Facts of tickets recorded more than ten minutes after they happened.
        by_hour: Reports by local hour, 0 to 23.
        open_now: Tickets that are still open.
        due_today: Open tickets with a running clock that is due by the end of the local day, or over.
        over_now: Open tickets with a clock over its limit.
    """

    homes: int
    tickets: int
    help_pct: float
    monthly_per_100_homes: float
    waiting_pct: float
    breached_pct: float
    reopened_pct: float
    recorded_late_pct: float
    by_hour: tuple[int, ...]
    open_now: int
    due_today: int
    over_now: int


def summary(history: History, now: datetime) -> Figures:
    """Count the figures of everything recorded by ``now``."""
    events = list(_ticket_events(history))
    reports = [(event, event.fact) for event in events if isinstance(event.fact, Reported)]
    tickets = [history.get(Ticket, event.originator_id) for event, _ in reports]
    waited = {event.originator_id for event in events if _waits_for_customer(event)}
    late = sum(_recorded_late(event) for event in events)
    hours = Counter(event.happened_at.astimezone(ZONE).hour for event, _ in reports)
    homes = sum(isinstance(event.fact, UnitRegistered) for event in _events(history))
    months = (now - min((event.happened_at for event, _ in reports), default=now)) / MONTH
    states = [[clock.verdict(now).state for clock in clocks_of(one, _Book(history))] for one in tickets]
    judged = Counter(state for one in states for state in one)
    over = [state for one in states for state in one if state in ("late", "red")]
    return Figures(
        homes=homes,
        tickets=len(tickets),
        help_pct=_pct(sum(fact.kind.value == "help" for _, fact in reports), len(tickets)),
        monthly_per_100_homes=len(tickets) / months / homes * 100 if months and homes else 0.0,
        waiting_pct=_pct(len(waited), len(tickets)),
        breached_pct=_pct(len(over), len(over) + judged["met"]),
        reopened_pct=_pct(sum(one.reopenings > 0 for one in tickets), len(tickets)),
        recorded_late_pct=_pct(late, len(events)),
        by_hour=tuple(hours[hour] for hour in range(24)),
        open_now=sum(one.is_open for one in tickets),
        due_today=sum(_due_today(one, history, now) for one in tickets if one.is_open),
        over_now=sum("red" in one for one in states),
    )


def _pct(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def _events(history: History) -> Iterator[Recorded]:
    for after in range(0, history.head(), PAGE):
        for event in history.read(after, PAGE):
            if isinstance(event, Recorded):
                yield event


def _ticket_events(history: History) -> Iterator[Recorded]:
    return (event for event in _events(history) if event.originator_id.startswith("ticket:"))


def _waits_for_customer(event: Recorded) -> bool:
    return isinstance(event.fact, WaitingBegun) and event.fact.reason is WaitReason.CUSTOMER


def _recorded_late(event: Recorded) -> bool:
    return event.recorded_at is not None and event.recorded_at - event.happened_at > LATE


def _due_today(ticket: Ticket, history: History, now: datetime) -> bool:
    today = now.astimezone(ZONE).date()
    return any(
        clock.verdict(now).state in ("running", "soon", "red")
        and clock.due_at is not None
        and clock.due_at.astimezone(ZONE).date() <= today
        for clock in clocks_of(ticket, _Book(history))
    )


class _Book:
    """What the pins of tickets point to, read from the same log."""

    def __init__(self, history: History) -> None:
        self._history = history

    def limits(self, pin: str, family: Family, kind: PolicyKind) -> Sequence[Limit]:
        name, _, version = pin.partition("@")
        book = self._history.get(PolicyBook, f"policy:{name}")
        return book.at_version(int(version)).limits_for(family, kind)

    def calendar(self, pin: str) -> Calendar:
        region, _, version = pin.partition("@")
        return self._history.get(CalendarBook, f"calendar:{region}").at_version(int(version))
