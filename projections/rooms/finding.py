"""The exam room in whose checks a ticket was found (FRM-16)."""

import msgspec

from domain.facts import Fact
from domain.places import UnitKind
from domain.rooms.facts import RoomChecked, RoomRechecked
from domain.rooms.plan import rooms_stream
from domain.units import Unit, unit_stream
from projections.asking.history import stream_at
from projections.asking.moments import AsOf
from projections.asking.views import Views


class Finding(msgspec.Struct, frozen=True):
    """A room of a campaign's exam, one check of which opened a ticket."""

    campaign: str
    room: str


def finding_of(views: Views, *, site: str, unit: str, number: str, as_of: AsOf = None) -> Finding | None:
    """The room whose check found what a ticket is about; ``None`` for a ticket that somebody reported."""
    place = views.log.get(Unit, unit_stream(site, unit)) if unit else None
    if place is None or place.kind is not UnitKind.EXAM_ROOM:
        return None
    for campaign in place.exam_roles:
        for event in stream_at(views, rooms_stream(site, campaign), as_of, "recorded"):
            if _found(event.fact, unit, number):
                return Finding(campaign, unit)
    return None


def _found(fact: Fact, room: str, number: str) -> bool:
    if not isinstance(fact, RoomChecked | RoomRechecked) or fact.room != room:
        return False
    return any(one.ticket == number for one in fact.results)
