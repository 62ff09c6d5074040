"""What a call may belong to: the same household, the same caller, or the same trouble again (MRG-02)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from console.wiring import House
from domain.tickets.repair_facts import Visited
from domain.tickets.ticket import Ticket, ticket_stream
from projections.tickets.hints import Hint, Why, alike, open_at_unit
from projections.tickets.ledger import FoundTicket, tickets
from projections.tickets.queue import BoardRow, queue_of

CLOSED_SHOWN = 5
LOOKED_THROUGH = 200
YEAR = timedelta(days=365)
MONTH = timedelta(days=30)
NO_UNIT = "-"
"""Stands for no unit: a ticket without one is then not taken for the same household."""


class OpenTicket(msgspec.Struct, frozen=True):
    """An open ticket that the call may be about; instants in Unix milliseconds.

    Attributes:
        due_at: Most urgent running limit.
        note: What happened last, a code of the board's words, at ``note_at``.
        today: Reported on the site's day of now.
    """

    number: str
    why: Why
    unit: str
    matter: str | None
    reported_at: int
    today: bool
    due_at: int | None
    note: str
    note_at: int
    holder: str | None


class ClosedTicket(msgspec.Struct, frozen=True):
    """A closed ticket of the household.

    Attributes:
        satisfied: What the return visit said; ``None`` without one.
        same_cause: The words are much alike: a reopening may count as rework (REP-36).
    """

    number: str
    matter: str | None
    ended_at: int | None
    days_ago: int
    satisfied: bool | None
    same_cause: bool


class Nearby(msgspec.Struct, frozen=True):
    """What is known about this caller, household and building; ``contacts`` counts calls of 30 days."""

    contacts: int
    open: list[OpenTicket]
    closed: list[ClosedTicket]


def nearby(house: House, site: str, *, unit: str, phone: str, item: str, words: str) -> Nearby:
    """Open tickets that fit, the household's first, and the household's closed ones of twelve months."""
    if not unit and not phone:
        return Nearby(0, [], [])
    hints = open_at_unit(house.views, site=site, unit=unit or NO_UNIT, phone=phone, item=item, words=words)
    closed = _closed(house, site, unit) if unit else []
    open_ones = _open(house, site, hints)
    mine = [hint.number for hint in hints if hint.why != "trouble"]
    contacts = _contacts(house, site, [*mine, *(one.number for one in closed)])
    shown = [_closed_ticket(house, site, one, words) for one in closed[:CLOSED_SHOWN]]
    return Nearby(contacts, open_ones, shown)


def _open(house: House, site: str, hints: Sequence[Hint]) -> list[OpenTicket]:
    rows = {row.id: row for row in queue_of(house.views, site, [hint.id for hint in hints])}
    zone, today = house.site(site).zone, house.clock().astimezone(house.site(site).zone).date()

    def known(hint: Hint, row: BoardRow) -> OpenTicket:
        return OpenTicket(
            number=hint.number,
            why=hint.why,
            unit=hint.unit,
            matter=hint.matter,
            reported_at=hint.reported_at * 1000,
            today=datetime.fromtimestamp(hint.reported_at, zone).date() == today,
            due_at=row.due_at,
            note=row.with_note.code if row.with_note else "reported",
            note_at=row.with_note.at if row.with_note else hint.reported_at * 1000,
            holder=row.holder or row.with_team,
        )

    return [known(hint, rows[hint.id]) for hint in hints if hint.id in rows]


def _closed(house: House, site: str, unit: str) -> list[FoundTicket]:
    page = tickets(house.views, site=site, part=unit, state="closed", limit=LOOKED_THROUGH)
    since = (house.clock() - YEAR).timestamp()
    return [
        one
        for one in page.rows
        if one.unit == unit and not one.is_adopted and (one.ended_at or one.reported_at or 0) >= since
    ]


def _closed_ticket(house: House, site: str, found: FoundTicket, words: str) -> ClosedTicket:
    visits = [
        step.fact.satisfied
        for step in house.log.get(Ticket, ticket_stream(site, found.number)).round.taken
        if isinstance(step.fact, Visited)
    ]
    ended = found.ended_at or found.reported_at or 0
    return ClosedTicket(
        number=found.number,
        matter=found.matter,
        ended_at=ended * 1000,
        days_ago=int((house.clock().timestamp() - ended) // 86400),
        satisfied=visits[-1] if visits else None,
        same_cause=alike(words, found.matter or ""),
    )


def _contacts(house: House, site: str, numbers: Sequence[str]) -> int:
    since = house.clock() - MONTH
    called = (house.log.get(Ticket, ticket_stream(site, number)).contacts for number in numbers)
    return sum(1 for contacts in called for at in contacts if at >= since)
