"""What can happen to a piece of shared equipment: its entry in the register, its records, its service (UNT-09)."""

from datetime import date
from enum import StrEnum

from domain.facts import Fact, TextRef, stored_as


class System(StrEnum):
    """What the equipment belongs to; the value is stored."""

    WATER = "water"
    POWER = "power"
    LIFT = "lift"
    MONITORING = "monitoring"
    FIRE = "fire"
    VENTILATION = "ventilation"
    LIGHTING = "lighting"
    OTHER = "other"


class RecordKind(StrEnum):
    """The four kinds of record that the register keeps of each piece (UNT-09)."""

    OPERATION = "operation"
    INSPECTION = "inspection"
    REPAIR = "repair"
    MAINTENANCE = "maintenance"


class Finding(StrEnum):
    """How the equipment was left: in order, not in order, or put right there and then."""

    IN_ORDER = "in_order"
    NOT_IN_ORDER = "not_in_order"
    PUT_RIGHT = "put_right"


@stored_as("unit.equipment_registered")
class EquipmentRegistered(Fact, frozen=True):
    """A piece of equipment was entered.

    Attributes:
        stands_in: Code of the place it stands in, an equipment room or another; empty where building, entrance and
            floor say it.
        in_service_since: First day of its use, where somebody knows it; no record is of a day before.
    """

    name: str
    building: str
    stands_in: str = ""
    entrance: str = ""
    floor: str = ""
    door: str = ""
    name_en: str = ""
    system: System = System.OTHER
    maker: str = ""
    model: str = ""
    in_service_since: date | None = None


@stored_as("unit.equipment_recorded")
class EquipmentRecorded(Fact, frozen=True):
    """One record: how it ran, what an inspection found, what was repaired or maintained.

    Attributes:
        reading: What a gauge showed: ``0.42 MPa``.
        ticket: Number of the ticket that it belongs to, or that it opened.
    """

    kind: RecordKind
    finding: Finding
    words: TextRef | None = None
    reading: str = ""
    ticket: str = ""


@stored_as("unit.equipment_withdrawn")
class EquipmentWithdrawn(Fact, frozen=True):
    """It was taken out of service; that day is the last that records may be of."""

    on: date
    why: TextRef


@stored_as("unit.equipment_returned")
class EquipmentReturned(Fact, frozen=True):
    """It is in service again from this day on."""

    on: date


EquipmentFact = EquipmentRecorded | EquipmentWithdrawn | EquipmentReturned
"""What is told of a piece once it is entered."""
