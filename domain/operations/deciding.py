"""What a decision to go or not finds open, from the store itself and at its own moment (EXM-31): nobody states it."""

from collections.abc import Collection, Iterator
from typing import TypeVar

import msgspec

from domain.aggregate import Aggregate
from domain.campaigns.campaign import Campaign
from domain.campaigns.evidence import open_elsewhere, watched
from domain.campaigns.facts import OpenPoint
from domain.operations.desk import Desk
from domain.rooms.plan import RoomPlan, rooms_stream
from domain.roster.attendance import Attendance, duty_stream
from domain.roster.roster import Roster, roster_stream
from domain.tickets.facts import Reported
from domain.tickets.ticket import Ticket, ticket_stream

A = TypeVar("A", bound=Aggregate)


class _About(msgspec.Struct, frozen=True):
    unit: str = ""


def open_at_decision(desk: Desk, campaign: Campaign) -> tuple[OpenPoint, ...]:
    """All that was open when it was decided: what had happened by then, however late it is written down."""
    at = desk.site_code, campaign.code
    then, plan = _stood(desk, Campaign, campaign.id), _stood(desk, RoomPlan, rooms_stream(*at))
    elsewhere = open_elsewhere(
        then,
        plan,
        _stood(desk, Roster, roster_stream(*at)),
        lambda duty: _stood(desk, Attendance, duty_stream(*at, duty)),
        _tickets(desk, watched(plan)),
        desk.at,
    )
    return (*then.open_points(desk.at), *elsewhere)


def late_s(desk: Desk) -> int:
    """How many seconds after it happened a command is written down."""
    return max(int((desk.now - desk.at).total_seconds()), 0)


def _stood(desk: Desk, cls: type[A], stream: str) -> A:
    """An aggregate as it stood when the command happened."""
    if not late_s(desk):
        return desk.load(cls, stream)
    return cls(stream).replay_until(desk.log.stream(stream), desk.at)


def _tickets(desk: Desk, units: Collection[str]) -> Iterator[Ticket]:
    """The tickets of this site that were reported about these units by then, by number."""
    begun = desk.log.begun(ticket_stream(desk.site_code, ""), Reported, _About) if units else ()
    for stream, about in begun:
        if about.unit in units:
            ticket = _stood(desk, Ticket, stream)
            if ticket.exists:
                yield ticket
