"""A piece of shared equipment as its unit's stream tells it, and what may be recorded of it when (UNT-09)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, tzinfo

import msgspec

from domain.equipment_facts import (
    EquipmentFact,
    EquipmentRecorded,
    EquipmentRegistered,
    EquipmentReturned,
    EquipmentWithdrawn,
    Finding,
    RecordKind,
)
from domain.errors import Reason, Term, reason
from domain.facts import Happened
from domain.places import PlaceRegistered, UnitKind
from domain.roles import TERMS, Role

_TOLD_IN_WORDS = frozenset({RecordKind.REPAIR, RecordKind.MAINTENANCE})


class Record(msgspec.Struct, frozen=True):
    """One record with when it happened, who did it, and its place in the stream."""

    said: EquipmentRecorded
    at: datetime
    doer: str
    version: int

    @property
    def order(self) -> tuple[datetime, int]:
        """By which records stand: when they happened, and of one second as they were written."""
        return self.at, self.version


class Stop(msgspec.Struct, frozen=True):
    """A time out of service, from the day after ``since`` until the day before ``until``."""

    since: date
    until: date | None = None


class Equipment(msgspec.Struct, frozen=True):
    """One piece.

    Attributes:
        last: The latest record of each kind, by when it happened.
        named: Each ticket that its records name, with the times of the repair records among them.
        stops: Its times out of service, oldest first.
    """

    entry: EquipmentRegistered
    last: Mapping[RecordKind, Record] = {}
    named: Mapping[str, tuple[datetime, ...]] = {}
    stops: tuple[Stop, ...] = ()

    @property
    def out_since(self) -> date | None:
        """The day it was taken out of service, while it is."""
        return self.stops[-1].since if self.stops and self.stops[-1].until is None else None

    @property
    def latest(self) -> Record | None:
        """The latest record of any kind."""
        return max(self.last.values(), key=lambda one: one.order, default=None)

    def told(self, event: Happened) -> "Equipment":
        """What it is after one more fact of its life."""
        match event.fact:
            case EquipmentRecorded() as said:
                return self._recorded(Record(said, event.happened_at, event.doer, event.originator_version))
            case EquipmentWithdrawn(on=on):
                return msgspec.structs.replace(self, stops=(*self.stops, Stop(on)))
            case EquipmentReturned(on=on):
                last = msgspec.structs.replace(self.stops[-1], until=on)
                return msgspec.structs.replace(self, stops=(*self.stops[:-1], last))
            case _:
                return self

    def _recorded(self, record: Record) -> "Equipment":
        kind, ticket = record.said.kind, record.said.ticket
        latest = max(self.last.get(kind, record), record, key=lambda one: one.order)
        last, named = {**self.last, kind: latest}, self.named
        if ticket:
            repaired = (record.at,) if kind is RecordKind.REPAIR else ()
            named = {**named, ticket: (*named.get(ticket, ()), *repaired)}
        return msgspec.structs.replace(self, last=last, named=named)

    def obstacles(self, fact: EquipmentFact, at: datetime, zone: tzinfo) -> Iterator[Reason]:
        """Why a fact of its life cannot be recorded; days are those of the site's ``zone``."""
        today = at.astimezone(zone).date()
        match fact:
            case EquipmentRecorded() as said:
                yield from self._untimely(today)
                yield from _untold(said)
            case EquipmentWithdrawn(on=on):
                yield from self._not_to_withdraw(on, today, zone)
            case EquipmentReturned(on=on):
                yield from self._not_to_return(on, today)

    def _untimely(self, day: date) -> Iterator[Reason]:
        """A record of a day on which it was not in service."""
        yield from self._before_service(day)
        for stop in self.stops:
            if stop.since < day and (stop.until is None or day < stop.until):
                yield reason(
                    "{name} was taken out of service on {since}; nothing is recorded of a day after that.",
                    who=TERMS[Role.ENGINEERING_HEAD],
                    verb=Term("check the time, or put it back into service first"),
                    name=self.entry.name,
                    since=stop.since,
                )

    def _before_service(self, day: date) -> Iterator[Reason]:
        since = self.entry.in_service_since
        if since is not None and day < since:
            yield reason(
                "{name} is in service since {since}; {day} lies before that.",
                who=Term("you"),
                verb=Term("check the time"),
                name=self.entry.name,
                since=since,
                day=day,
            )

    def _not_to_withdraw(self, on: date, today: date, zone: tzinfo) -> Iterator[Reason]:
        if self.out_since is not None:
            yield reason(
                "{name} is out of service already, since {since}.", name=self.entry.name, since=self.out_since
            )
        yield from _not_yet(on, today)
        yield from self._before_service(on)
        back = self.stops[-1].until if self.stops else None
        if back is not None and on < back:
            yield reason(
                "{name} came back into service on {day}; it cannot have been taken out before.",
                who=Term("you"),
                verb=Term("check the day"),
                name=self.entry.name,
                day=back,
            )
        if self.latest is not None and on < self.latest.at.astimezone(zone).date():
            yield reason(
                "{name} has a record of {at}; it cannot have been taken out of service before.",
                who=Term("you"),
                verb=Term("check the day"),
                name=self.entry.name,
                at=self.latest.at,
            )

    def _not_to_return(self, on: date, today: date) -> Iterator[Reason]:
        if self.out_since is None:
            yield reason("{name} is in service.", name=self.entry.name)
        elif on < self.out_since:
            yield reason(
                "{name} was taken out of service on {since}; it cannot be back before.",
                who=Term("you"),
                verb=Term("check the day"),
                name=self.entry.name,
                since=self.out_since,
            )
        yield from _not_yet(on, today)


def as_place(entry: EquipmentRegistered) -> PlaceRegistered:
    """The entry as that of any other place, for whoever only asks where and how it is called."""
    return PlaceRegistered(
        kind=UnitKind.EQUIPMENT,
        building=entry.building,
        entrance=entry.entrance,
        floor=entry.floor,
        door=entry.door,
        name=entry.name,
        name_en=entry.name_en,
    )


def _not_yet(on: date, today: date) -> Iterator[Reason]:
    if on > today:
        yield reason("{at} lies in the future.", who=Term("you"), verb=Term("check the time"), at=on)


def _untold(said: EquipmentRecorded) -> Iterator[Reason]:
    """Work that was done, and whatever is or was out of order, is told in words."""
    if said.words is None and (said.kind in _TOLD_IN_WORDS or said.finding is not Finding.IN_ORDER):
        yield reason(
            "This record needs words: what was found, or what was done.",
            who=Term("you"),
            verb=Term("fill it in"),
        )
