"""Every record of one piece of equipment, told from the log: as of any moment, recorded or happened (UNT-09)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import msgspec

from domain.equipment_facts import EquipmentRecorded, Finding, RecordKind
from domain.errors import Unknown, reason
from domain.facts import Recorded
from domain.tickets.ticket import ticket_stream
from domain.units import Unit, unit_stream
from projections.asking.history import stream_at
from projections.asking.moments import AsOf, Axis
from projections.asking.registry import question
from projections.asking.views import Views
from projections.members import names
from projections.tickets.mending import mark_of, mending_of
from projections.tickets.story import ABOUT_UNITS


class EquipmentRecord(msgspec.Struct, frozen=True):
    """One record.

    Attributes:
        words: What was found or done; ``None`` once erased, empty where nobody said.
        ticket: The ticket that it belongs to or opened.
        by_ticket: The ticket itself tells it: the work was done, and nobody wrote it down here.
        doer: Who did it; empty once erased.
    """

    kind: RecordKind
    happened_at: datetime
    recorded_at: datetime | None
    finding: Finding
    words: str | None
    reading: str
    ticket: str
    by_ticket: bool
    doer: str


@question("equipment_records")
def equipment_records(
    views: Views, *, site: str, unit: str, kind: str = "", as_of: AsOf = None, axis: Axis = "recorded"
) -> list[EquipmentRecord]:
    """The records of one piece of equipment, of one of the four kinds or all, the latest first (UNT-09).

    Work that tickets about it tell of stands among its repairs. A record may have happened before its piece was
    entered: what happened by then is told all the same.
    """
    stream = unit_stream(site, unit)
    if views.log.get(Unit, stream).equipment is None:
        raise Unknown(reason("{unit} is not entered in the equipment register.", unit=unit[:60]))
    told = stream_at(views, stream, as_of, axis)
    found = [_by_hand(event, event.fact) for event in told if isinstance(event.fact, EquipmentRecorded)]
    for number in _numbers(views, site, unit, [one.ticket for one in found if one.ticket]):
        by_hand = [one.happened_at for one in found if one.ticket == number and one.kind is RecordKind.REPAIR]
        if events := stream_at(views, ticket_stream(site, number), as_of, axis):
            found += _by_ticket(events, by_hand)
    chosen = [one for one in found if kind in ("", one.kind.value)]
    said = views.texts(one.words or "" for one in chosen)
    people = names(views, {one.doer for one in chosen})
    worded = [
        msgspec.structs.replace(
            one, words=said.get(one.words) if one.words else "", doer=people.get(one.doer, one.doer)
        )
        for one in chosen
    ]
    return sorted(worded, key=lambda one: one.happened_at, reverse=True)


def _numbers(views: Views, site: str, unit: str, named: Iterable[str]) -> Iterable[str]:
    """Tickets about the piece, and those that its records name."""
    with views.snapshot() as snapshot:
        rows = snapshot.added(ABOUT_UNITS, "unit = :unit", unit=unit_stream(site, unit))
    return dict.fromkeys([*(row["key"].split(":", 2)[2] for row in rows), *named])


def _by_hand(event: Recorded, said: EquipmentRecorded) -> EquipmentRecord:
    return EquipmentRecord(
        kind=said.kind,
        happened_at=event.happened_at,
        recorded_at=event.recorded_at,
        finding=said.finding,
        words=said.words.id if said.words else "",
        reading=said.reading,
        ticket=said.ticket,
        by_ticket=False,
        doer=event.doer,
    )


def _by_ticket(events: Sequence[Recorded], by_hand: Sequence[datetime]) -> Iterator[EquipmentRecord]:
    mending = mending_of(events)
    recorded = {mark: event.recorded_at for event in events if (mark := mark_of(event))}
    for mark in mending.done(by_hand):
        yield EquipmentRecord(
            kind=RecordKind.REPAIR,
            happened_at=mark.at,
            recorded_at=recorded[mark],
            finding=Finding.PUT_RIGHT,
            words=mark.words,
            reading="",
            ticket=mending.number,
            by_ticket=True,
            doer=mark.doer,
        )
