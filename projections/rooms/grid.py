"""The grid of one moment, from what the rows of a room plan keep."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import msgspec

from domain.facts import TextRef
from domain.named import Named
from domain.places import ExamRole
from domain.rooms.facts import Place
from domain.rooms.results import Tick, tick_of
from domain.rooms.sheets import Sheets, Walk
from domain.rooms.state import Swap
from projections.rooms.rows import (
    CheckCount,
    Count,
    Fault,
    FaultState,
    FloorRow,
    RoomCell,
    Rooms,
    SwapRow,
    WalkCount,
)

SIGNS = {Tick.UNDONE: "u", Tick.PASSED: "p", Tick.PASSED_AFTER_RECHECK: "r", Tick.FAILED: "f"}
TICKS = {sign: tick for tick, sign in SIGNS.items()}


class HeldPlan(msgspec.Struct, frozen=True):
    """What turns only with a choice or a swap."""

    exam_day: date
    active: int
    spare: int
    sheets: Sheets
    rooms: list[tuple[Place, ExamRole]]
    swaps: tuple[Swap, ...]


class HeldFault(msgspec.Struct, frozen=True):
    """An item as its last look left it; ``since`` is when it was first found so, in Unix seconds."""

    room: str
    walk: str
    check: str
    item: str
    cause: TextRef | None
    ticket: str
    since: int


class HeldTicks(msgspec.Struct, frozen=True):
    """What turns with every result: for each room one sign a check and round, in the order of the sheets."""

    signs: dict[str, str]
    faults: list[HeldFault]
    short: dict[str, int]


class Grid:
    """The grid of one moment, narrowed to one round or whole."""

    def __init__(self, plan: HeldPlan, ticks: HeldTicks, walk: str, day: date) -> None:
        self.plan, self.ticks, self.day = plan, ticks, day
        self.looks = [
            (index, one, look)
            for index, (one, look) in enumerate(plan.sheets.looks())
            if walk in ("", one.code)
        ]
        self.counted = [place.room for place, role in plan.rooms if role is not ExamRole.OUT_OF_USE]
        self.others = {one.outgoing: one.incoming for one in plan.swaps}
        for one in plan.swaps:
            self.others.setdefault(one.incoming, one.outgoing)

    def due(self, walk: Walk) -> date:
        return self.plan.exam_day - timedelta(days=walk.days_before)

    def tick(self, room: str, index: int) -> Tick:
        return TICKS[self.ticks.signs[room][index]]

    def answer(
        self,
        campaign: str,
        texts: Mapping[str, str],
        states: Mapping[str, FaultState],
        swaps: list[SwapRow],
    ) -> Rooms:
        cells = {place.room: self._cell(place, role) for place, role in self.plan.rooms}
        used = [cell for cell in cells.values() if cell.role is ExamRole.ACTIVE]
        spares = [cell for cell in cells.values() if cell.role is ExamRole.SPARE]
        named = not any(role is ExamRole.UNDECIDED for _, role in self.plan.rooms)
        walks = [self._walk(one) for one in self.plan.sheets.walks]
        return Rooms(
            campaign=campaign,
            exam_day=self.plan.exam_day,
            active=self.plan.active,
            spare=self.plan.spare,
            in_use=len(used),
            usable=sum(Tick.FAILED not in cell.ticks for cell in used),
            ready=sum(_all_passed(cell) for cell in used),
            spares_left=len(spares),
            are_spares_named=named,
            is_exhausted=named and self.plan.spare > 0 and not spares,
            count=self._count(index for index, _, _ in self.looks),
            late=sum(cells[room].late for room in self.counted),
            checks=[self._check(one.code, one.name) for one in self.plan.sheets.checks],
            walks=walks,
            floors=self._floors(cells),
            faults=[self._fault(one, texts, states) for one in self.ticks.faults],
            swaps=swaps,
        )

    def _cell(self, place: Place, role: ExamRole) -> RoomCell:
        by_check: dict[str, list[Tick]] = {}
        late = 0
        for index, walk, look in self.looks:
            tick = self.tick(place.room, index)
            by_check.setdefault(look.check, []).append(tick)
            late += tick in (Tick.FAILED, Tick.UNDONE) and self.due(walk) < self.day
        ticks = [
            tick_of(by_check[one.code]) if one.code in by_check else None for one in self.plan.sheets.checks
        ]
        failed = [
            one.name
            for one, tick in zip(self.plan.sheets.checks, ticks, strict=True)
            if tick is Tick.FAILED and role is not ExamRole.OUT_OF_USE
        ]
        return RoomCell(
            room=place.room,
            building=place.building,
            floor=place.floor,
            role=role,
            ticks=ticks,
            fault=failed[0] if failed else None,
            late=late,
            other=self.others.get(place.room, ""),
        )

    def _count(self, indexes: Iterable[int]) -> Count:
        found = Counter(self.tick(room, index) for index in indexes for room in self.counted)
        return Count(
            passed=found[Tick.PASSED] + found[Tick.PASSED_AFTER_RECHECK],
            first_passed=found[Tick.PASSED],
            failed=found[Tick.FAILED],
            undone=found[Tick.UNDONE],
        )

    def _check(self, code: str, name: Named) -> CheckCount:
        return CheckCount(
            code, name, self._count(index for index, _, look in self.looks if look.check == code)
        )

    def _walk(self, walk: Walk) -> WalkCount:
        indexes = [index for index, (one, _) in enumerate(self.plan.sheets.looks()) if one.code == walk.code]
        count = self._count(indexes)
        due = self.due(walk)
        return WalkCount(
            code=walk.code,
            name=walk.name,
            due=due,
            count=count,
            late=count.failed + count.undone if due < self.day else 0,
            heads=walk.heads,
            short_handed=self.ticks.short.get(walk.code, 0),
        )

    def _floors(self, cells: Mapping[str, RoomCell]) -> list[FloorRow]:
        rows: dict[tuple[str, str], list[RoomCell]] = {}
        for cell in cells.values():
            rows.setdefault((cell.building, cell.floor), []).append(cell)
        faults = Counter(one.room for one in self.ticks.faults)
        return [
            FloorRow(building, floor, found, sum(faults[cell.room] for cell in found))
            for (building, floor), found in rows.items()
        ]

    def _fault(self, one: HeldFault, texts: Mapping[str, str], states: Mapping[str, FaultState]) -> Fault:
        place = next(place for place, _ in self.plan.rooms if place.room == one.room)
        sheet = self.plan.sheets.check(one.check)
        item = sheet.item(one.item) if sheet else None
        unknown = Named(zh=one.item, en=one.item)
        return Fault(
            room=one.room,
            building=place.building,
            floor=place.floor,
            walk=one.walk,
            check=sheet.name if sheet else unknown,
            item=item.name if item else unknown,
            cause=texts.get(one.cause.id) if one.cause else None,
            ticket=one.ticket,
            since=one.since,
            state=states.get(one.ticket, "in_repair"),
        )


def _all_passed(cell: RoomCell) -> bool:
    looked = [tick for tick in cell.ticks if tick is not None]
    return bool(looked) and all(tick in (Tick.PASSED, Tick.PASSED_AFTER_RECHECK) for tick in looked)
