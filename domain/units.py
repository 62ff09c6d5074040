"""Units: homes and other places, who owns and lives in them, and their handover state (UNT-01, 02, 10, 11)."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import get_args

from domain.aggregate import Aggregate, on
from domain.equipment import Equipment, as_place
from domain.equipment_facts import EquipmentFact, EquipmentRegistered
from domain.errors import Reason, Refused, Term, reason
from domain.facts import Happened, PersonRef, TextRef
from domain.places import (
    ExamRole,
    ExamRoleAssigned,
    ExamRoomSwapped,
    PlaceRegistered,
    RoomInspected,
    UnitKind,
)
from domain.unit_facts import (
    DefectClosed,
    DefectOpened,
    FileKept,
    FileKind,
    FitOutNoted,
    HandoverState,
    MovedIn,
    MovedOut,
    OwnershipTransferred,
    TenancyBegun,
    TenancyEnded,
    UnitHandedOver,
    UnitRegistered,
)


class Unit(Aggregate):
    """One home, exam room or equipment room.

    Attributes:
        tenants: Register ids of the present tenants.
        defects: Open legacy defects by number.
        files: The kinds of file that are kept.
        kind: What it is; a unit is a home unless it was entered as another place.
        place: Its entry, where it is no home.
        exam_roles: What it is in each campaign that chose it.
        inspections: The last result of each check, by campaign, walk and check.
        equipment: Its entry and last records, where it is a piece of equipment (UNT-09).
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
        self.kind = UnitKind.HOME
        self.place: PlaceRegistered | None = None
        self.exam_roles: dict[str, ExamRole] = {}
        self.inspections: dict[tuple[str, str, str], RoomInspected] = {}
        self.equipment: Equipment | None = None

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

    def register_place(self, place: PlaceRegistered | EquipmentRegistered, at: datetime) -> None:
        """Enter a place that is no home, or a piece of equipment (UNT-03, UNT-05, UNT-06, UNT-09).

        Raises:
            Refused: The unit is registered already.
        """
        if self.exists:
            raise Refused(self._registered())
        self.record(place, at)

    def _registered(self) -> Reason:
        return reason(
            "The unit {unit} is already registered.",
            who=Term("you"),
            verb=Term("record what has changed instead"),
            unit=self.code,
        )

    def _only_as_home(self) -> None:
        """Nobody owns, rents or moves into a place that is no home.

        Raises:
            Refused: It is no home.
        """
        if self.kind is not UnitKind.HOME:
            raise Refused(reason("{unit} is no home; this is recorded of homes only.", unit=self.code))

    def _file_obstacles(self, file: UnitRegistered) -> Sequence[Reason]:
        obstacles: list[Reason] = []
        if self.exists:
            obstacles.append(self._registered())
        if file.permanently_resident and file.handover_state is not HandoverState.LIVED_IN:
            obstacles.append(
                reason(
                    "The unit {unit} cannot be permanently resident before it is lived in.", unit=self.code
                )
            )
        return obstacles

    def hand_over(self, on: date, warranty_ends: date | None, at: datetime) -> None:
        self._only_as_home()
        if self.is_household:
            raise Refused(reason("The unit {unit} has already been handed over.", unit=self.code))
        self.record(UnitHandedOver(on=on, warranty_ends=warranty_ends), at)

    def move_in(self, on: date, at: datetime, *, permanently_resident: bool) -> None:
        self._only_as_home()
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
        self._only_as_home()
        self.record(OwnershipTransferred(owner=owner), at)

    def begin_tenancy(self, tenant: PersonRef, on: date, at: datetime) -> None:
        self._only_as_home()
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

    def tell_of_equipment(self, fact: EquipmentFact, at: datetime, zone: tzinfo) -> None:
        """Record one fact of a piece of equipment, with the days of the site's ``zone`` (UNT-09).

        Raises:
            Refused: It is no equipment, or was not in service then, or the fact contradicts what is on record.
        """
        if self.equipment is None:
            raise Refused(reason("{unit} is not entered in the equipment register.", unit=self.code))
        if obstacles := list(self.equipment.obstacles(fact, at, zone)):
            raise Refused(*obstacles)
        self.record(fact, at)

    def assign_exam_role(self, campaign: str, role: ExamRole, at: datetime) -> None:
        """Note what the room is in an exam; what it is already is not told again (UNT-11)."""
        if self.exam_roles.get(campaign) is not role:
            self.record(ExamRoleAssigned(campaign=campaign, role=role), at)

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

    @on(PlaceRegistered)
    def _on_place_registered(self, fact: PlaceRegistered, event: Happened) -> None:
        self.place, self.kind = fact, fact.kind
        self.file = UnitRegistered(
            building=fact.building, entrance=fact.entrance, floor=fact.floor, door=fact.door
        )

    @on(EquipmentRegistered)
    def _on_equipment_registered(self, fact: EquipmentRegistered, event: Happened) -> None:
        self.equipment = Equipment(fact)
        self._on_place_registered(as_place(fact), event)

    @on(*get_args(EquipmentFact))
    def _on_equipment_told(self, fact: EquipmentFact, event: Happened) -> None:
        self.equipment = self.equipment and self.equipment.told(event)

    @on(ExamRoleAssigned)
    def _on_exam_role_assigned(self, fact: ExamRoleAssigned, event: Happened) -> None:
        self.exam_roles = {**self.exam_roles, fact.campaign: fact.role}

    @on(ExamRoomSwapped)
    def _on_exam_room_swapped(self, fact: ExamRoomSwapped, event: Happened) -> None:
        role = ExamRole.ACTIVE if fact.incoming else ExamRole.OUT_OF_USE
        self.exam_roles = {**self.exam_roles, fact.campaign: role}

    @on(RoomInspected)
    def _on_room_inspected(self, fact: RoomInspected, event: Happened) -> None:
        self.inspections = {**self.inspections, (fact.campaign, fact.walk, fact.check): fact}


def unit_stream(site: str, unit: str) -> str:
    return f"unit:{site}:{unit}"
