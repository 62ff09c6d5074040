"""What the questions about exam rooms answer with; instants in Unix seconds, days of the site as dates."""

from datetime import date
from typing import Literal

import msgspec

from domain.named import Named
from domain.places import ExamRole
from domain.roles import Role
from domain.rooms.results import Tick
from domain.rooms.sheets import Scale

FaultState = Literal["in_repair", "awaits_recheck", "voided"]


class Count(msgspec.Struct, frozen=True):
    """Checks of rooms; what nobody answered is undone and counts as no answer.

    Attributes:
        passed: In order, whether at first or after a re-check.
        first_passed: In order at the first look, of ``answered``: the first-pass rate with its base.
        answered: Passed or failed.
    """

    passed: int = 0
    first_passed: int = 0
    failed: int = 0
    undone: int = 0

    @property
    def answered(self) -> int:
        return self.passed + self.failed

    @property
    def all(self) -> int:
        return self.answered + self.undone


class CheckCount(msgspec.Struct, frozen=True):
    """One check over all rooms that count."""

    code: str
    name: Named
    count: Count


class WalkCount(msgspec.Struct, frozen=True):
    """One round.

    Attributes:
        due: Its last day.
        late: Checks that are not in order though the day is over.
        heads: How many go together.
        short_handed: Rooms in which fewer went.
    """

    code: str
    name: Named
    due: date
    count: Count
    late: int
    heads: int
    short_handed: int


class RoomCell(msgspec.Struct, frozen=True):
    """One room in the grid.

    Attributes:
        ticks: One for each check in their order; ``None`` where the chosen round does not look at it.
        fault: Name of the first check that is out of order.
        late: Checks not in order whose day is over.
        other: The room that took over, or from which it did.
    """

    room: str
    building: str
    floor: str
    role: ExamRole
    ticks: list[Tick | None]
    fault: Named | None = None
    late: int = 0
    other: str = ""


class FloorRow(msgspec.Struct, frozen=True):
    """One floor of one building; ``faults`` counts open ones."""

    building: str
    floor: str
    rooms: list[RoomCell]
    faults: int


class Fault(msgspec.Struct, frozen=True):
    """One item that is out of order.

    Attributes:
        cause: ``None`` once erased.
        state: Awaits its re-check once its ticket tells of the repair.
    """

    room: str
    building: str
    floor: str
    walk: str
    check: Named
    item: Named
    cause: str | None
    ticket: str
    since: int
    state: FaultState


class SwapRow(msgspec.Struct, frozen=True):
    """One swap; ``by`` is a name, ``why`` is ``None`` once erased."""

    outgoing: str
    incoming: str
    why: str | None
    by: str
    at: int


class Rooms(msgspec.Struct, frozen=True):
    """The grid of one exam.

    Attributes:
        active: Rooms wanted in use; ``in_use`` are those that are.
        usable: Rooms in use without a fault.
        ready: Rooms in use with every check passed.
        spares_left: Unused spares without a fault or with one.
        is_exhausted: Spares were named and none is left: no further room can be swapped.
        count: All checks of all rooms but those out of use, of the chosen round.
        late: Checks not in order whose day is over.
    """

    campaign: str
    exam_day: date
    active: int
    spare: int
    in_use: int
    usable: int
    ready: int
    spares_left: int
    are_spares_named: bool
    is_exhausted: bool
    count: Count
    late: int
    checks: list[CheckCount]
    walks: list[WalkCount]
    floors: list[FloorRow]
    faults: list[Fault]
    swaps: list[SwapRow]


class Look(msgspec.Struct, frozen=True):
    """One look at one item, with both its times.

    Attributes:
        before_swap: It was made before the room came in and counts no more.
    """

    at: int
    recorded_at: int | None
    by: str
    passed: bool
    cause: str | None
    reading: str
    ticket: str
    together: int
    before_swap: bool


class ItemRow(msgspec.Struct, frozen=True):
    """One line of a checklist, its looks oldest first; ``reads`` is the scale of what is read from it."""

    code: str
    name: Named
    tick: Tick
    looks: list[Look]
    fault: FaultState | None = None
    reads: Scale | None = None


class SheetRow(msgspec.Struct, frozen=True):
    """One check of a room in one round; ``roles`` may record it, ``reopens`` after a swap."""

    walk: str
    check: str
    name: Named
    form: Named | None
    task: str
    tick: Tick
    roles: tuple[Role, ...]
    reopens: bool
    items: list[ItemRow]


class RoomSheets(msgspec.Struct, frozen=True):
    """One room with all its checks, round by round.

    Attributes:
        walks: Code, name and last day of each round.
        spares: Spares that could take over.
    """

    campaign: str
    room: str
    building: str
    floor: str
    role: ExamRole
    other: str
    walks: list[WalkCount]
    sheets: list[SheetRow]
    spares: list[str]
