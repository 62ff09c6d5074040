"""Registering units and recording what happens to them (UNT-01, UNT-10, UNT-11)."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from domain.equipment_facts import EquipmentRegistered, System
from domain.errors import Reason, Refused, Term, reason
from domain.operations.commands import command
from domain.operations.desk import Desk
from domain.operations.equipment import enter
from domain.operations.words import Part, PersonInput, Text, UnitCode
from domain.places import PlaceRegistered, UnitKind, Watch
from domain.roles import Role
from domain.unit_facts import FileKind, HandoverState, UnitRegistered
from domain.units import Unit, unit_stream

_FILES = (Role.ADMINISTRATOR, Role.DESK, Role.OFFICER, Role.DUTY_MANAGER)
Id = Annotated[str, Meta(min_length=1, max_length=60)]
"""A register id, or a defect's number."""


@command("unit.register", *_FILES)
def register(
    desk: Desk,
    *,
    unit: UnitCode,
    building: Annotated[Part, Meta(min_length=1)],
    entrance: Part = "",
    floor: Part = "",
    door: Part = "",
    unit_type: Part = "",
    area_dm2: Annotated[int, Meta(ge=0, le=10_000_000)] | None = None,
    handover_state: HandoverState = HandoverState.NOT_HANDED_OVER,
    permanently_resident: bool = False,
    warranty_ends: date | None = None,
    fit_out_state: Part = "",
    owner: PersonInput | None = None,
    kind: UnitKind = UnitKind.HOME,
    name: Part = "",
    name_en: Part = "",
    watches: Annotated[list[Watch], Meta(max_length=5)] | None = None,
    stands_in: UnitCode | None = None,
    system: System = System.OTHER,
    maker: Part = "",
    model: Part = "",
    in_service_since: date | None = None,
) -> None:
    """Enter a unit's file: a home, or another place with its kind, name and how it is held (UNT-03, UNT-05).

    A piece of equipment has a line in the equipment register beside it (UNT-09).
    """
    place = desk.load(Unit, unit_stream(desk.open_site, unit))
    described = stands_in or maker or model or in_service_since or system is not System.OTHER
    if described and kind is not UnitKind.EQUIPMENT:
        raise Refused(_no_equipment(unit))
    if kind is not UnitKind.HOME:
        if owner or permanently_resident or handover_state is not HandoverState.NOT_HANDED_OVER:
            raise Refused(_no_home(unit))
        if kind is UnitKind.EQUIPMENT:
            enter(
                desk,
                unit,
                EquipmentRegistered(
                    name=name or unit,
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
                ),
            )
            return
        entry = PlaceRegistered(
            kind=kind,
            building=building,
            entrance=entrance,
            floor=floor,
            door=door,
            name=name,
            name_en=name_en,
            watches=tuple(watches or ()),
        )
        place.register_place(entry, desk.at)
        return
    place.register(
        UnitRegistered(
            building=building,
            entrance=entrance,
            floor=floor,
            door=door,
            unit_type=unit_type,
            area_dm2=area_dm2,
            handover_state=handover_state,
            permanently_resident=permanently_resident,
            warranty_ends=warranty_ends,
            fit_out_state=fit_out_state,
            owner=desk.person(owner.name, owner.phone) if owner else None,
        ),
        desk.at,
    )


@command("unit.hand_over", *_FILES)
def hand_over(desk: Desk, *, unit: UnitCode, on: date, warranty_ends: date | None = None) -> None:
    """Record the handover to the owner."""
    desk.unit(unit).hand_over(_happened(desk, on), warranty_ends, desk.at)


@command("unit.move_in", *_FILES)
def move_in(desk: Desk, *, unit: UnitCode, on: date, permanently_resident: bool = False) -> None:
    """Record that somebody lives there now."""
    desk.unit(unit).move_in(_happened(desk, on), desk.at, permanently_resident=permanently_resident)


@command("unit.move_out", *_FILES)
def move_out(desk: Desk, *, unit: UnitCode, on: date) -> None:
    """Record that nobody lives there any more."""
    desk.unit(unit).move_out(_happened(desk, on), desk.at)


@command("unit.transfer", *_FILES)
def transfer(desk: Desk, *, unit: UnitCode, owner: PersonInput) -> None:
    """Record a new owner."""
    desk.unit(unit).transfer(desk.person(owner.name, owner.phone), desk.at)


@command("unit.begin_tenancy", *_FILES)
def begin_tenancy(desk: Desk, *, unit: UnitCode, tenant: PersonInput, on: date) -> None:
    """Record a new tenant."""
    desk.unit(unit).begin_tenancy(desk.person(tenant.name, tenant.phone), _happened(desk, on), desk.at)


@command("unit.end_tenancy", *_FILES)
def end_tenancy(desk: Desk, *, unit: UnitCode, tenant: Id, on: date) -> None:
    """Record that a tenant has left; ``tenant`` is the register id."""
    desk.unit(unit).end_tenancy(tenant, _happened(desk, on), desk.at)


@command("unit.open_defect", *_FILES, Role.TECHNICIAN, Role.ENGINEERING_HEAD)
def open_defect(desk: Desk, *, unit: UnitCode, what: Text) -> None:
    """Note a legacy defect."""
    desk.unit(unit).open_defect(desk.text(what), desk.at)


@command("unit.close_defect", *_FILES, Role.ENGINEERING_HEAD)
def close_defect(desk: Desk, *, unit: UnitCode, defect: Id) -> None:
    """Note that a legacy defect is gone."""
    desk.unit(unit).close_defect(defect, desk.at)


@command("unit.note_fit_out", *_FILES)
def note_fit_out(desk: Desk, *, unit: UnitCode, state: Part) -> None:
    """Note how far the fit-out is."""
    desk.unit(unit).note_fit_out(state, desk.at)


@command("unit.keep_file", *_FILES)
def keep_file(desk: Desk, *, unit: UnitCode, kind: FileKind, what: Text) -> None:
    """Note a file that is kept for it (UNT-10)."""
    desk.unit(unit).keep_file(kind, desk.text(what), desk.at)


def _no_home(unit: str) -> Reason:
    """Word that a place that is no home has no owner, no residents and no handover."""
    return reason(
        "{unit} is entered as no home, so it has no owner, handover or residents.",
        who=Term("you"),
        verb=Term("leave these fields empty, or enter it as a home"),
        unit=unit,
    )


def _no_equipment(unit: str) -> Reason:
    """Word that only equipment has a place it stands in, a system, a maker, a model and a first day of service."""
    return reason(
        "{unit} is entered as no equipment, so it has no system, maker, model or first day of service.",
        who=Term("you"),
        verb=Term("leave these fields empty, or enter it as equipment"),
        unit=unit,
    )


def _happened(desk: Desk, day: date) -> date:
    """The day of a handover or a move, which cannot be still to come.

    Raises:
        Refused: It lies after the site's date of the command.
    """
    if day > desk.today:
        raise Refused(
            reason("{at} lies in the future.", who=Term("you"), verb=Term("check the time"), at=day)
        )
    return day
