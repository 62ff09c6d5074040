"""What happened around a moment, side by side: tickets, the units and people they concern, the rules then in force."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain
from typing import Annotated, Literal

import msgspec

from domain.facts import SHAPES, Recorded
from domain.log import Undecodable
from domain.policy import in_force
from domain.roles import Role
from domain.tickets.ticket import Ticket
from domain.units import unit_stream
from projections.asking.history import known_at
from projections.asking.moments import AsOf, position_at
from projections.asking.registry import question
from projections.asking.views import Views
from projections.audit.recordings import site_at
from projections.tickets.story import LATE_NOTE, StoryLine, told

TICKETS, UNITS, PEOPLE, MOST = 5, 2, 2, 2000
"""So many lanes of a kind at most, and so many events read around the moment."""
RULES = ("policy:", "calendar:", "tariff:", "site:")
AT_THE_UNIT = frozenset(
    {
        "ticket.reported",
        "ticket.arrived",
        "ticket.work_begun",
        "repair.signed",
        "repair.visited",
        "ticket.urged",
    }
)
"""Facts of a ticket that the household sees."""
ON_THE_ROAD = frozenset({Role.TECHNICIAN.value, Role.GUARD.value, Role.PATROL_OFFICER.value})

LaneKind = Literal["ticket", "unit", "person", "rule"]
Minutes = Annotated[int, msgspec.Meta(ge=5, le=720)]


class Lane(msgspec.Struct, frozen=True):
    """One lane.

    Attributes:
        key: Number of the ticket, code of the unit, account of the person; empty for rules.
        name: What it is called, where the key is no name.
        lines: Its events within the stretch, by either time; of rules also the one in force before it.
    """

    kind: LaneKind
    key: str
    name: str
    lines: list[StoryLine]


class Lanes(msgspec.Struct, frozen=True):
    """Lanes between two instants around a third, in Unix milliseconds."""

    since: int
    at: int
    until: int
    lanes: list[Lane]


@question("audit_lanes")
def audit_lanes(
    views: Views, *, site: str, at: datetime, minutes: Minutes = 25, also: str = "", as_of: AsOf = None
) -> Lanes:
    """What happened and what was recorded within some minutes of an instant, as known now or at a later moment.

    ``also`` names tickets whose late records are looked for, too: numbers with blanks between.
    """
    span = timedelta(minutes=minutes)
    stretch = _Stretch(views, site, at, at - span, at + span, as_of)
    return Lanes(
        since=_millis(at - span), at=_millis(at), until=_millis(at + span), lanes=stretch.lanes(also.split())
    )


class _Stretch:
    """The events around an instant, by stream."""

    def __init__(
        self, views: Views, site: str, at: datetime, since: datetime, until: datetime, as_of: AsOf
    ) -> None:
        self._views, self._site, self._at, self._since, self._until = views, site, at, since, until
        self._moment = views.moment(as_of)
        upto = position_at(views.log, until)
        self._last = upto if self._moment is None else min(upto, self._moment)

    def lanes(self, also: Iterable[str]) -> list[Lane]:
        """Tickets first, then whom and what they concern, then the rules."""
        found = [event for event in self._recorded() if event.site in (self._site, "")]
        prefix = f"ticket:{self._site}:"
        touched = {one.originator_id for one in found if one.originator_id.startswith(prefix)}
        streams = {
            id: known_at(self._views.log.stream(id), self._moment)
            for id in {*touched, *(f"{prefix}{number}" for number in also)}
        }
        chosen = sorted(streams, key=lambda id: self._distance(streams[id]))[:TICKETS]
        events = {id: inside for id in sorted(chosen) if (inside := self._inside(streams[id]))}
        about = {id: Ticket(id).replay(streams[id]) for id in events}
        return [
            *(self._lane("ticket", about[id].number, inside) for id, inside in events.items()),
            *self._units(found, events, about),
            *self._people(events),
            *self._rules(found),
        ]

    def _recorded(self) -> Iterator[Recorded]:
        after = position_at(self._views.log, self._since - timedelta(microseconds=1))
        page: Sequence[Recorded | Undecodable] = self._views.log.read(after, MOST, self._last)
        return (event for event in page if isinstance(event, Recorded))

    def _inside(self, events: Iterable[Recorded]) -> list[Recorded]:
        """Events that happened or were recorded within the stretch."""
        return [one for one in events if self._is_inside(one.happened_at) or self._is_inside(_written(one))]

    def _is_inside(self, at: datetime) -> bool:
        return self._since <= at <= self._until

    def _distance(self, events: Sequence[Recorded]) -> tuple[bool, timedelta, str]:
        """Tickets with a late record within the stretch first, then those with an event next to the instant."""
        inside = self._inside(events)
        late = any(self._spans(one) for one in inside)
        near = min((abs(one.happened_at - self._at) for one in inside), default=timedelta.max)
        return not late, near, events[0].originator_id if events else ""

    def _spans(self, event: Recorded) -> bool:
        """Whether it had happened by the instant, and was recorded late and after it."""
        written = _written(event)
        return event.happened_at <= self._at < written and written - event.happened_at > LATE_NOTE

    def _units(
        self, found: Sequence[Recorded], events: dict[str, list[Recorded]], about: dict[str, Ticket]
    ) -> Iterator[Lane]:
        units = list(dict.fromkeys(ticket.unit for ticket in about.values() if ticket.unit))[:UNITS]
        for unit in units:
            own = [one for one in found if one.originator_id == unit_stream(self._site, unit)]
            seen = [
                one
                for id, inside in events.items()
                if about[id].unit == unit
                for one in told_to_household(inside)
            ]
            if own or seen:
                yield self._lane("unit", unit, [*own, *seen])

    def _people(self, events: dict[str, list[Recorded]]) -> Iterator[Lane]:
        """Whoever was out on these tickets most."""
        every = [one for one in chain.from_iterable(events.values()) if one.role in ON_THE_ROAD]
        for doer, _ in Counter(one.doer for one in every).most_common(PEOPLE):
            lane = self._lane("person", doer, [one for one in every if one.doer == doer])
            yield msgspec.structs.replace(lane, name=lane.lines[0].names.get(doer, doer))

    def _rules(self, found: Iterable[Recorded]) -> Iterator[Lane]:
        """What was published within the stretch, behind the profile that was in force for repairs."""
        place = site_at(self._views, self._site, self._moment)
        choice = in_force(place.choices, "repair", self._at.astimezone(place.zone).date())
        published = [one for one in found if one.originator_id.startswith(RULES)]
        held = f"{choice.profile}@{choice.version}" if choice else ""
        if held or published:
            yield msgspec.structs.replace(self._lane("rule", "", published), name=held)

    def _lane(self, kind: LaneKind, key: str, events: Iterable[Recorded]) -> Lane:
        return Lane(kind, key, name="", lines=told(self._views, events, "happened"))


def told_to_household(events: Iterable[Recorded]) -> list[Recorded]:
    """Of a ticket's events those that its household sees."""
    return [one for one in events if SHAPES[type(one.fact)].name in AT_THE_UNIT]


def _written(event: Recorded) -> datetime:
    return event.recorded_at or event.happened_at


def _millis(at: datetime) -> int:
    return int(at.timestamp() * 1000)
