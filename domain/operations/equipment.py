"""The equipment register: shared equipment, and its operation, inspection, repair and maintenance (UNT-09)."""

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, structs

from domain.equipment_facts import (
    EquipmentRecorded,
    EquipmentRegistered,
    EquipmentReturned,
    EquipmentWithdrawn,
    Finding,
    RecordKind,
    System,
)
from domain.errors import Reason, Refused, Term, reason
from domain.operations.commands import command
from domain.operations.desk import Desk
from domain.operations.tickets import open_ticket
from domain.operations.words import Part, Text, TicketNumber, UnitCode
from domain.places import UnitKind
from domain.roles import Role
from domain.tickets.facts import Channel, HelpClass, Kind
from domain.units import Unit, unit_stream

RECORDERS = (Role.TECHNICIAN, Role.ENGINEERING_HEAD, Role.DUTY_MANAGER)
"""Who looks after equipment: engineering, and the duty manager on the round."""

KEEPERS = (Role.ENGINEERING_HEAD, Role.ADMINISTRATOR, Role.OFFICER, Role.DUTY_MANAGER)
"""Who keeps the register itself."""

Named = Annotated[Part, Meta(min_length=1)]


@command("equipment.register", *KEEPERS)
def register(
    desk: Desk,
    *,
    unit: UnitCode,
    name: Named,
    stands_in: UnitCode | None = None,
    building: Part = "",
    entrance: Part = "",
    floor: Part = "",
    door: Part = "",
    name_en: Part = "",
    system: System = System.OTHER,
    maker: Part = "",
    model: Part = "",
    in_service_since: date | None = None,
) -> None:
    """Enter a piece of shared equipment under its number; where it stands says the place, else the building."""
    entry = EquipmentRegistered(
        name=name,
        building=building,
        stands_in=stands_in or "",
        entrance=entrance,
        floor=floor,
        door=door,
        name_en=name_en,
        system=system,
        maker=maker,
        model=model,
        in_service_since=in_service_since,
    )
    enter(desk, unit, entry)


def enter(desk: Desk, unit: str, entry: EquipmentRegistered) -> None:
    """Enter a piece by hand or from a file of units; building and floor are those of its place unless given.

    Raises:
        Refused: It is registered already, stands nowhere or in a home or in other equipment, or is not in service yet.
    """
    if entry.in_service_since is not None and entry.in_service_since > desk.today:
        raise Refused(
            reason(
                "{at} lies in the future.",
                who=Term("you"),
                verb=Term("check the time"),
                at=entry.in_service_since,
            )
        )
    desk.load(Unit, unit_stream(desk.open_site, unit)).register_place(_placed(desk, entry), desk.at)


def _placed(desk: Desk, entry: EquipmentRegistered) -> EquipmentRegistered:
    if not entry.stands_in:
        if not entry.building:
            raise Refused(
                reason(
                    "It is not said where {name} stands.",
                    who=Term("you"),
                    verb=Term("name the place or the building"),
                    name=entry.name,
                )
            )
        return entry
    place = desk.unit(entry.stands_in)
    if place.kind in (UnitKind.HOME, UnitKind.EQUIPMENT):
        raise Refused(
            reason(
                "Shared equipment stands in an equipment room or another place; {unit} is none.",
                who=Term("you"),
                verb=Term("choose another place"),
                unit=entry.stands_in,
            )
        )
    where = {
        part: getattr(entry, part) or getattr(place.file, part)
        for part in ("building", "entrance", "floor", "door")
    }
    return structs.replace(entry, **where)


@command("equipment.record", *RECORDERS)
def record(
    desk: Desk,
    *,
    unit: UnitCode,
    kind: RecordKind,
    finding: Finding,
    words: Text | None = None,
    reading: Part = "",
    ticket: TicketNumber | None = None,
    open_a_ticket: bool = False,
) -> None:
    """Record operation, inspection, repair or maintenance of a piece; what is not in order can open a ticket at once."""
    piece = desk.unit(unit)
    if open_a_ticket:
        ticket = _opened(desk, piece, finding, words, ticket)
    elif ticket is not None:
        _fits(desk, piece, kind, ticket)
    said = EquipmentRecorded(
        kind=kind,
        finding=finding,
        words=desk.text(words) if words else None,
        reading=reading,
        ticket=ticket or "",
    )
    piece.tell_of_equipment(said, desk.at, desk.zone)


def _opened(desk: Desk, piece: Unit, finding: Finding, words: str | None, ticket: str | None) -> str:
    """The number of a new ticket about the piece."""
    if ticket is not None:
        raise Refused(
            reason(
                "Ticket {number} is named already; no second one is opened.",
                who=Term("you"),
                verb=Term("choose one of the two"),
                number=ticket,
            )
        )
    if finding is not Finding.NOT_IN_ORDER or not words:
        raise Refused(
            reason(
                "A ticket is opened only for what is not in order, with words that say what it is.",
                who=Term("you"),
                verb=Term("fill it in"),
            )
        )
    return open_ticket(
        desk, Kind.HELP, HelpClass.REPAIR, Channel.STAFF, f"{_called(piece)}：{words}", piece.code
    )


def _called(piece: Unit) -> str:
    return piece.place.name if piece.place else piece.code


def _fits(desk: Desk, piece: Unit, kind: RecordKind, number: str) -> None:
    """Whether a ticket can be that of a record.

    Raises:
        Refused: It is about another place, or a repair would have happened before it was reported.
    """
    found = desk.ticket(number)
    stands_in = piece.equipment.entry.stands_in if piece.equipment else ""
    obstacles: list[Reason] = []
    if found.unit and found.unit not in (piece.code, stands_in):
        obstacles.append(
            reason(
                "Ticket {number} is about {place}, not about {unit}.",
                who=Term("you"),
                verb=Term("check the number"),
                number=number,
                place=found.unit,
                unit=piece.code,
            )
        )
    if kind is RecordKind.REPAIR and _before(desk.at, found.reported_at):
        obstacles.append(
            reason(
                "Ticket {number} was reported at {reported}; its repair cannot have happened before.",
                who=Term("you"),
                verb=Term("check the time"),
                number=number,
                reported=found.reported_at,
            )
        )
    if obstacles:
        raise Refused(*obstacles)


def _before(at: datetime, reported_at: datetime | None) -> bool:
    return reported_at is not None and at < reported_at


@command("equipment.withdraw", *KEEPERS)
def withdraw(desk: Desk, *, unit: UnitCode, on: date, why: Text) -> None:
    """Take a piece out of service from a day on; later days have no records."""
    fact = EquipmentWithdrawn(on=on, why=desk.text(why))
    desk.unit(unit).tell_of_equipment(fact, desk.at, desk.zone)


@command("equipment.put_back", *KEEPERS)
def put_back(desk: Desk, *, unit: UnitCode, on: date) -> None:
    """Put a piece into service again from a day on."""
    desk.unit(unit).tell_of_equipment(EquipmentReturned(on=on), desk.at, desk.zone)
