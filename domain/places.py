"""Places that are no homes: exam rooms, equipment rooms, exam-day places, gates; and what an exam does to a room.

Rules: UNT-03, UNT-05, UNT-06, UNT-07, UNT-08, UNT-11.
"""

from enum import StrEnum

from domain.facts import Fact, TextRef, stored_as


class UnitKind(StrEnum):
    """What a unit is; the value is stored. Only homes count as households (UNT-02)."""

    HOME = "home"
    EXAM_ROOM = "exam_room"
    MONITORING_ROOM = "monitoring_room"
    POWER_DISTRIBUTION_ROOM = "power_distribution_room"
    WATER_PUMP_ROOM = "water_pump_room"
    LIFT_MACHINE_ROOM = "lift_machine_room"
    REST_AREA = "rest_area"
    BELONGINGS_STORE = "belongings_store"
    SURFACE_CAR_PARK = "surface_car_park"
    UNDERGROUND_CAR_PARK = "underground_car_park"
    GATE = "gate"
    CORDON_GATE = "cordon_gate"
    CANDIDATE_PASSAGE = "candidate_passage"
    STREET = "street"
    SURROUNDINGS = "surroundings"
    SECURITY_POST = "security_post"
    ENTRY_DOOR = "entry_door"
    EQUIPMENT = "equipment"


EQUIPMENT_ROOMS = frozenset(
    {
        UnitKind.MONITORING_ROOM,
        UnitKind.POWER_DISTRIBUTION_ROOM,
        UnitKind.WATER_PUMP_ROOM,
        UnitKind.LIFT_MACHINE_ROOM,
    }
)
"""Equipment rooms that are opened to visitors (UNT-03)."""

LITTER_FREE_M = {UnitKind.SECURITY_POST: 100}
"""Radius in metres that the people of a fixed post keep free of litter (UNT-07)."""


class Watch(StrEnum):
    """How a gate or post is held (UNT-05, UNT-06)."""

    FIXED_24_H = "fixed_24_h"
    PATROL_24_H = "patrol_24_h"
    EARLY_AND_MIDDLE = "early_and_middle"
    COMMUTER_PEAKS = "commuter_peaks"
    WHILE_OPEN = "while_open"


WATCH_HOURS: dict[Watch, int | None] = {
    Watch.FIXED_24_H: 24,
    Watch.PATROL_24_H: 24,
    Watch.EARLY_AND_MIDDLE: 16,
    Watch.COMMUTER_PEAKS: None,
    Watch.WHILE_OPEN: None,
}
"""Hours a day; ``None`` where no source states them (UNT-06)."""


class ExamRole(StrEnum):
    """What a room is in one exam (UNT-04, EXM-35); ``undecided`` until the coordinator has named the spares."""

    UNDECIDED = "undecided"
    ACTIVE = "active"
    SPARE = "spare"
    OUT_OF_USE = "out_of_use"
    RELEASED = "released"


@stored_as("unit.place_registered")
class PlaceRegistered(Fact, frozen=True):
    """A unit that is no home was entered.

    Attributes:
        name: As people say it, where the number alone says too little: ``球场门``.
        watches: How it is held.
    """

    kind: UnitKind
    building: str
    entrance: str = ""
    floor: str = ""
    door: str = ""
    name: str = ""
    name_en: str = ""
    watches: tuple[Watch, ...] = ()


@stored_as("unit.exam_role_assigned")
class ExamRoleAssigned(Fact, frozen=True):
    campaign: str
    role: ExamRole


@stored_as("unit.exam_room_swapped")
class ExamRoomSwapped(Fact, frozen=True):
    """The room gave its place in an exam to ``other``, or took over from it (EXM-35)."""

    campaign: str
    other: str
    incoming: bool
    why: TextRef


@stored_as("unit.room_inspected")
class RoomInspected(Fact, frozen=True):
    """One check in one walk through the rooms; ``failed`` names the items that were not in order."""

    campaign: str
    walk: str
    check: str
    passed: bool
    failed: tuple[str, ...] = ()
