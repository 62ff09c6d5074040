"""The clocks of a ticket: its pinned limits applied to its steps, waits and appointment (section 4)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, cast

from domain.calendar import Calendar
from domain.clocks import Clock, Pause, run
from domain.errors import Term
from domain.policy import Family, Limit, PauseReason
from domain.policy import Kind as PolicyKind

if TYPE_CHECKING:
    from domain.tickets.ticket import Ticket

FAMILIES: tuple[Family, ...] = ("reply", "repair", "visit", "billing")


class Reference(Protocol):
    """What a ticket's pins point to."""

    def limits(self, pin: str, family: Family, kind: PolicyKind) -> Sequence[Limit]:
        """The limits of ``COMMUNITY@1`` for one family and kind."""
        ...

    def calendar(self, pin: str) -> Calendar:
        """The working calendar of ``CN@17``."""
        ...


def clocks_of(ticket: "Ticket", reference: Reference) -> list[Clock]:
    """Every clock of the present round; none for foreign history, which our targets do not judge."""
    if ticket.report is None:
        return []
    calendar = reference.calendar(ticket.calendar)
    void, void_at = _void(ticket)
    found = (
        run(
            limit,
            ticket.steps,
            _pauses(ticket),
            _conditions(ticket),
            ticket.booked_for,
            calendar=calendar,
            zone=ticket.zone,
            void=void,
            void_at=void_at,
        )
        for limit in _limits(ticket, reference)
    )
    return [clock for clock in found if clock is not None]


def _limits(ticket: "Ticket", reference: Reference) -> list[Limit]:
    kind = cast("PolicyKind", ticket.kind.value)
    pinned: Mapping[str, str] = ticket.pins
    return [
        limit
        for family in FAMILIES
        if family in pinned
        for limit in reference.limits(pinned[family], family, kind)
    ]


def _conditions(ticket: "Ticket") -> frozenset[str]:
    return frozenset(
        {
            "in_tariff" if ticket.in_tariff else "out_of_tariff",
            "booked" if ticket.booked_for else "asap",
        }
    )


def _pauses(ticket: "Ticket") -> list[Pause]:
    return [Pause(wait.since, wait.until, cast("PauseReason", str(wait.reason))) for wait in ticket.waits]


_VOIDS = {
    "voided": Term("the ticket was voided"),
    "declined": Term("the customer declined"),
    "refused_on_site": Term("the customer refused on site"),
    "closed": Term("the ticket was closed"),
}


def _void(ticket: "Ticket") -> tuple[Term | None, datetime | None]:
    """What ended the work before a limit could: limits met or missed by then keep their verdict."""
    ends = [(ticket.steps[code], term) for code, term in _VOIDS.items() if code in ticket.steps]
    if not ends:
        return None, None
    at, term = min(ends, key=lambda end: end[0])
    return term, at
