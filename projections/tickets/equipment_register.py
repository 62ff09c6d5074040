"""The equipment register: where each piece stands, its last records, its open tickets, and how it is (UNT-09)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Literal

import msgspec
from sqlalchemy import RowMapping

from domain.equipment import Equipment
from domain.equipment_facts import Finding, RecordKind
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Snapshot, Views
from projections.members import names
from projections.tickets.ledger import TICKETS
from projections.tickets.mending import MENDINGS, Mark, Mending, marks
from projections.units.equipment import EQUIPMENT, held
from projections.units.households import as_counted

Condition = Literal["in_order", "not_in_order", "under_repair", "withdrawn", "unrecorded"]
"""``under_repair`` while a ticket is open whose work is not done; ``unrecorded`` before anybody looked at it."""


class LastRecord(msgspec.Struct, frozen=True):
    """The latest record of one kind.

    Attributes:
        words: What was found or done; ``None`` once erased, empty where nobody said.
        ticket: The ticket that it belongs to.
        by_ticket: Nobody wrote it down here: the ticket says that the work was done.
    """

    kind: RecordKind
    happened_at: datetime
    finding: Finding
    words: str | None
    reading: str
    ticket: str
    doer: str
    by_ticket: bool


class Piece(msgspec.Struct, frozen=True):
    """One piece of equipment.

    Attributes:
        stands_in: Code of its place; empty where the building says it.
        condition: How it is, from the latest record or finished ticket.
        last: The latest record of each kind, in the order of the kinds.
        open_tickets: About it, or named by its last records; oldest first.
    """

    unit: str
    name: str
    name_en: str
    system: str
    building: str
    entrance: str
    floor: str
    stands_in: str
    maker: str
    model: str
    in_service_since: date | None
    out_since: date | None
    condition: Condition
    last: list[LastRecord]
    open_tickets: list[str]


@question("equipment")
def equipment(
    views: Views, *, site: str, stands_in: str = "", unit: str = "", as_of: AsOf = None
) -> list[Piece]:
    """The equipment register of a site, a place or one piece: last records, open tickets and condition (UNT-09)."""
    with views.snapshot(as_of) as snapshot:
        rows = snapshot.rows(
            EQUIPMENT,
            "site = :site AND (:place = '' OR stands_in = :place) AND (:unit = '' OR unit = :unit)",
            site=site,
            place=stands_in,
            unit=unit,
        )
        pieces = held(rows)
        tickets = _tickets(snapshot, site, pieces)
    return register(views, pieces, tickets)


def _tickets(snapshot: Snapshot, site: str, pieces: Mapping[str, Equipment]) -> dict[str, list[Mending]]:
    """The tickets about each piece, and those that its records name, oldest first."""
    named = {number for piece in pieces.values() for number in piece.named}
    rows = snapshot.rows(
        TICKETS,
        "site = :site AND (unit IN :units OR number IN :named)",
        site=site,
        units=sorted(pieces),
        named=sorted(named),
    )
    done = marks(snapshot.added(MENDINGS, "key IN :keys", keys=[row["key"] for row in rows]))
    order = sorted(rows, key=lambda row: (row["reported_at"], row["key"]))
    mendings = [(row["unit"], _mending(row, done.get(row["key"], ()))) for row in order]
    return {
        code: [one for about, one in mendings if about == code or one.number in piece.named]
        for code, piece in pieces.items()
    }


def _mending(row: RowMapping, done: Sequence[Mark]) -> Mending:
    return Mending(row["number"], bool(row["is_open"]), row["stage"] == "voided", tuple(done))


def register(
    views: Views, pieces: Mapping[str, Equipment], tickets: Mapping[str, Sequence[Mending]]
) -> list[Piece]:
    """The lines of the register, building by building, with words and names as they are now."""
    lasts = {code: _last(piece, tickets[code]) for code, piece in pieces.items()}
    every = [one for last in lasts.values() for one in last]
    said, people = views.texts(one.words or "" for one in every), names(views, {one.doer for one in every})
    found = [
        _piece(code, piece, [_told(one, said, people) for one in lasts[code]], tickets[code])
        for code, piece in pieces.items()
    ]
    return sorted(found, key=lambda one: (as_counted(one.building), one.stands_in, one.unit))


def _last(piece: Equipment, tickets: Sequence[Mending]) -> list[LastRecord]:
    """The latest of each kind, with register ids and accounts still."""
    last = {
        kind: LastRecord(
            kind=kind,
            happened_at=one.at,
            finding=one.said.finding,
            words=one.said.words.id if one.said.words else "",
            reading=one.said.reading,
            ticket=one.said.ticket,
            doer=one.doer,
            by_ticket=False,
        )
        for kind, one in piece.last.items()
    }
    done = [
        repaired(one.number, mark) for one in tickets for mark in one.done(piece.named.get(one.number, ()))
    ]
    by_hand = [last[RecordKind.REPAIR]] if RecordKind.REPAIR in last else []
    if repairs := [*done, *by_hand]:
        last[RecordKind.REPAIR] = max(repairs, key=lambda one: one.happened_at)
    return [last[kind] for kind in RecordKind if kind in last]


def repaired(number: str, mark: Mark) -> LastRecord:
    """The repair record that a ticket's finished work is."""
    return LastRecord(
        kind=RecordKind.REPAIR,
        happened_at=mark.at,
        finding=Finding.PUT_RIGHT,
        words=mark.words,
        reading="",
        ticket=number,
        doer=mark.doer,
        by_ticket=True,
    )


def _told(one: LastRecord, said: Mapping[str, str], people: Mapping[str, str]) -> LastRecord:
    """The same in words: an erased text is ``None``, an erased name empty."""
    words = said.get(one.words) if one.words else ""
    return msgspec.structs.replace(one, words=words, doer=people.get(one.doer, one.doer))


def _piece(code: str, piece: Equipment, last: list[LastRecord], tickets: Sequence[Mending]) -> Piece:
    entry = piece.entry
    return Piece(
        unit=code,
        name=entry.name,
        name_en=entry.name_en,
        system=entry.system.value,
        building=entry.building,
        entrance=entry.entrance,
        floor=entry.floor,
        stands_in=entry.stands_in,
        maker=entry.maker,
        model=entry.model,
        in_service_since=entry.in_service_since,
        out_since=piece.out_since,
        condition=_condition(piece, last, tickets),
        last=last,
        open_tickets=[one.number for one in tickets if one.is_open],
    )


def _condition(piece: Equipment, last: Sequence[LastRecord], tickets: Sequence[Mending]) -> Condition:
    """How it is; of an inspection and a repair of one second the repair came after."""
    if piece.out_since is not None:
        return "withdrawn"
    if any(one.is_under_way for one in tickets):
        return "under_repair"
    if not last:
        return "unrecorded"
    latest = max(reversed(last), key=lambda one: one.happened_at)
    return "not_in_order" if latest.finding is Finding.NOT_IN_ORDER else "in_order"
