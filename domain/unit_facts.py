"""What can happen to a home and its file (UNT-01, 02, 10, 11)."""

from datetime import date
from enum import StrEnum

from domain.facts import Fact, PersonRef, TextRef, stored_as


class HandoverState(StrEnum):
    NOT_HANDED_OVER = "not_handed_over"
    HANDED_OVER = "handed_over"
    LIVED_IN = "lived_in"


class FileKind(StrEnum):
    """The four files that a building keeps (UNT-10)."""

    TAKE_OVER = "take_over"
    EQUIPMENT = "equipment"
    CUSTOMERS = "customers"
    DAILY_MANAGEMENT = "daily_management"


@stored_as("unit.registered")
class UnitRegistered(Fact, frozen=True):
    """Building, entrance, floor and door name the place; the rest is its file as first entered."""

    building: str
    entrance: str
    floor: str
    door: str
    unit_type: str = ""
    area_dm2: int | None = None
    handover_state: HandoverState = HandoverState.NOT_HANDED_OVER
    permanently_resident: bool = False
    warranty_ends: date | None = None
    fit_out_state: str = ""
    owner: PersonRef | None = None


@stored_as("unit.handed_over")
class UnitHandedOver(Fact, frozen=True):
    on: date
    warranty_ends: date | None = None


@stored_as("unit.ownership_transferred")
class OwnershipTransferred(Fact, frozen=True):
    owner: PersonRef


@stored_as("unit.moved_in")
class MovedIn(Fact, frozen=True):
    on: date
    permanently_resident: bool


@stored_as("unit.moved_out")
class MovedOut(Fact, frozen=True):
    on: date


@stored_as("unit.tenancy_begun")
class TenancyBegun(Fact, frozen=True):
    tenant: PersonRef
    on: date


@stored_as("unit.tenancy_ended")
class TenancyEnded(Fact, frozen=True):
    tenant: str
    on: date


@stored_as("unit.defect_opened")
class DefectOpened(Fact, frozen=True):
    defect: str
    what: TextRef


@stored_as("unit.defect_closed")
class DefectClosed(Fact, frozen=True):
    defect: str


@stored_as("unit.fit_out_noted")
class FitOutNoted(Fact, frozen=True):
    state: str


@stored_as("unit.file_kept")
class FileKept(Fact, frozen=True):
    kind: FileKind
    what: TextRef
