"""Units: homes and other places, who owns and lives in them, and their handover state (UNT-01, 02, 10, 11)."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from domain.aggregate import Aggregate, on
from domain.errors import Reason, Refused, Term, reason
from domain.facts import Fact, Happened, PersonRef, TextRef, stored_as


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


class Unit(Aggregate):
    """One home, exam room or equipment room.

    Attributes:
        tenants: Register ids of the present tenants.
        defects: Open legacy defects by number.
        files: The kinds of file that are kept.
    """

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.file = UnitRegistered(building="", entrance="", floor="", door="")
        self.handover_state = HandoverState.NOT_HANDED_OVER
        self.permanently_resident = False
        self.warranty_ends: date | None = None
        self.fit_out_state = ""
        self.owner: PersonRef | None = None
        self.tenants: dict[str, PersonRef] = {}
        self.defects: dict[str, TextRef] = {}
        self.files: frozenset[FileKind] = frozenset()

    @property
    def code(self) -> str:
        """The unit's number within its site, as people say it: ``5-2-1203``."""
        return self.id.split(":", 2)[2]

    @property
    def is_household(self) -> bool:
        """Whether the handover is done: the widest of the three bases (UNT-02)."""
        return self.handover_state is not HandoverState.NOT_HANDED_OVER

    @property
    def is_lived_in(self) -> bool:
        """The survey's base (UNT-02)."""
        return self.handover_state is HandoverState.LIVED_IN

    def register(self, file: UnitRegistered, at: datetime) -> None:
        """Enter the unit's file.

        Raises:
            Refused: The unit is registered already, or says it is resident without being lived in.
        """
        obstacles = list(self._file_obstacles(file))
        if obstacles:
            raise Refused(*obstacles)
        self.record(file, at)

    def _file_obstacles(self, file: UnitRegistered) -> Sequence[Reason]:
        obstacles: list[Reason] = []
        if self.exists:
            obstacles.append(
                reason(
                    "The unit {unit} is already registered.",
                    who=Term("you"),
                    verb=Term("record what has changed instead"),
                    unit=self.code,
                )
            )
        if file.permanently_resident and file.handover_state is not HandoverState.LIVED_IN:
            obstacles.append(
                reason(
                    "The unit {unit} cannot be permanently resident before it is lived in.", unit=self.code
                )
            )
        return obstacles

    def hand_over(self, on: date, warranty_ends: date | None, at: datetime) -> None:
        if self.is_household:
            raise Refused(reason("The unit {unit} has already been handed over.", unit=self.code))
        self.record(UnitHandedOver(on=on, warranty_ends=warranty_ends), at)

    def move_in(self, on: date, at: datetime, *, permanently_resident: bool) -> None:
        if not self.is_household:
            raise Refused(
                reason(
                    "The unit {unit} has not been handed over yet.",
                    who=Term("front-desk receptionist"),
                    verb=Term("record the handover first"),
                    unit=self.code,
                )
            )
        self.record(MovedIn(on=on, permanently_resident=permanently_resident), at)

    def move_out(self, on: date, at: datetime) -> None:
        if not self.is_lived_in:
            raise Refused(reason("Nobody lives in the unit {unit}.", unit=self.code))
        self.record(MovedOut(on=on), at)

    def transfer(self, owner: PersonRef, at: datetime) -> None:
        self.record(OwnershipTransferred(owner=owner), at)

    def begin_tenancy(self, tenant: PersonRef, on: date, at: datetime) -> None:
        if tenant.id in self.tenants:
            raise Refused(reason("This tenant already rents the unit {unit}.", unit=self.code))
        self.record(TenancyBegun(tenant=tenant, on=on), at)

    def end_tenancy(self, tenant: str, on: date, at: datetime) -> None:
        if tenant not in self.tenants:
            raise Refused(reason("This tenant does not rent the unit {unit}.", unit=self.code))
        self.record(TenancyEnded(tenant=tenant, on=on), at)

    def open_defect(self, what: TextRef, at: datetime) -> None:
        """Note a legacy defect; defects are numbered within the unit."""
        self.record(DefectOpened(defect=str(self.version + 1), what=what), at)

    def close_defect(self, defect: str, at: datetime) -> None:
        if defect not in self.defects:
            raise Refused(
                reason("The unit {unit} has no open defect {defect}.", unit=self.code, defect=defect)
            )
        self.record(DefectClosed(defect=defect), at)

    def note_fit_out(self, state: str, at: datetime) -> None:
        self.record(FitOutNoted(state=state), at)

    def keep_file(self, kind: FileKind, what: TextRef, at: datetime) -> None:
        self.record(FileKept(kind=kind, what=what), at)

    @on(UnitRegistered)
    def _on_registered(self, fact: UnitRegistered, event: Happened) -> None:
        self.file = fact
        self.handover_state = fact.handover_state
        self.permanently_resident = fact.permanently_resident
        self.warranty_ends, self.fit_out_state, self.owner = (
            fact.warranty_ends,
            fact.fit_out_state,
            fact.owner,
        )

    @on(UnitHandedOver)
    def _on_handed_over(self, fact: UnitHandedOver, event: Happened) -> None:
        self.handover_state = HandoverState.HANDED_OVER
        self.warranty_ends = fact.warranty_ends or self.warranty_ends

    @on(OwnershipTransferred)
    def _on_transferred(self, fact: OwnershipTransferred, event: Happened) -> None:
        self.owner = fact.owner

    @on(MovedIn)
    def _on_moved_in(self, fact: MovedIn, event: Happened) -> None:
        self.handover_state, self.permanently_resident = HandoverState.LIVED_IN, fact.permanently_resident

    @on(MovedOut)
    def _on_moved_out(self, fact: MovedOut, event: Happened) -> None:
        self.handover_state, self.permanently_resident = HandoverState.HANDED_OVER, False

    @on(TenancyBegun)
    def _on_tenancy_begun(self, fact: TenancyBegun, event: Happened) -> None:
        self.tenants = {**self.tenants, fact.tenant.id: fact.tenant}

    @on(TenancyEnded)
    def _on_tenancy_ended(self, fact: TenancyEnded, event: Happened) -> None:
        self.tenants = {id: ref for id, ref in self.tenants.items() if id != fact.tenant}

    @on(DefectOpened)
    def _on_defect_opened(self, fact: DefectOpened, event: Happened) -> None:
        self.defects = {**self.defects, fact.defect: fact.what}

    @on(DefectClosed)
    def _on_defect_closed(self, fact: DefectClosed, event: Happened) -> None:
        self.defects = {number: what for number, what in self.defects.items() if number != fact.defect}

    @on(FitOutNoted)
    def _on_fit_out_noted(self, fact: FitOutNoted, event: Happened) -> None:
        self.fit_out_state = fact.state

    @on(FileKept)
    def _on_file_kept(self, fact: FileKept, event: Happened) -> None:
        self.files = self.files | {fact.kind}


def unit_stream(site: str, unit: str) -> str:
    return f"unit:{site}:{unit}"
