"""What the grid and a room's checklists show, in the reader's words, ready to be drawn."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from console.ticketpage.people import ERASED
from console.ticketpage.stamps import stamp
from console.viewer import Viewer
from domain.errors import Term
from domain.places import ExamRole
from domain.rooms.results import Tick
from projections.rooms.grid import SIGNS
from projections.rooms.rows import FloorRow, ItemRow, Look, RoomCell, Rooms, RoomSheets, SheetRow

SHOWN: dict[str, Term] = {
    "all": Term("All"),
    "failed": Term("Not in order"),
    "undone": Term("Not done"),
    "late": Term("Past its day"),
    "spare": Term("Spare"),
}
_FITS: dict[str, Callable[[RoomCell], bool]] = {
    "all": lambda cell: bool(cell.room),
    "failed": lambda cell: cell.fault is not None,
    "undone": lambda cell: Tick.UNDONE in cell.ticks and cell.role is not ExamRole.OUT_OF_USE,
    "late": lambda cell: cell.late > 0 and cell.role is not ExamRole.OUT_OF_USE,
    "spare": lambda cell: cell.role is ExamRole.SPARE,
}


def floor_name(viewer: Viewer, building: str, floor: str) -> str:
    return viewer.t("{building} {floor}F", building=building, floor=floor)


def fitting(found: Rooms, state: str) -> list[RoomCell]:
    """The rooms that are shown, floor by floor: also the order in which they are walked through."""
    return [cell for row in found.floors for cell in row.rooms if _FITS[state](cell)]


def figures(viewer: Viewer, found: Rooms) -> dict[str, Any]:
    """The numbers that board, paper and questions show, too; red where somebody has to act."""
    t, count = viewer.t, found.count

    def one(label: str, value: int, of: int | None = None, *, red: bool = False) -> dict[str, Any]:
        shown = "" if of is None else str(of)
        return {"label": t(label), "value": str(value), "of": shown, "tone": "red" if red else ""}

    without_fault = one(
        Term("Rooms without a fault"), found.usable, found.in_use, red=found.usable < found.in_use
    )
    return {
        "figures": [
            without_fault,
            one(Term("Spare rooms left"), found.spares_left, found.spare, red=found.is_exhausted),
            one(Term("Checks passed"), count.passed, count.all),
            one(Term("Passed at first, of those answered"), count.first_passed, count.answered),
            one(Term("Not in order"), count.failed, red=count.failed > 0),
            one(Term("Past its day"), found.late, red=found.late > 0),
        ]
    }


def grid(viewer: Viewer, found: Rooms, state: str, chosen: str) -> dict[str, Any]:
    """The floors with the rooms that fit."""
    shown = {cell.room for cell in fitting(found, state)}
    floors = [_floor(viewer, row, shown) for row in found.floors]
    checks = [viewer.translator.show(one.name) for one in found.checks]
    order = viewer.t("Ticks: {checks}", checks=checks)
    return {
        "floors": [one for one in floors if one["rooms"]],
        "checks": checks,
        "order": order,
        "chosen": chosen,
    }


def _floor(viewer: Viewer, row: FloorRow, shown: set[str]) -> dict[str, Any]:
    rooms = [_cell(viewer, cell) for cell in row.rooms if cell.room in shown]
    said = viewer.translator.plural("{count} fault", "{count} faults", row.faults)
    faults = said if row.faults else ""
    return {"name": floor_name(viewer, row.building, row.floor), "faults": faults, "rooms": rooms}


def _cell(viewer: Viewer, cell: RoomCell) -> dict[str, Any]:
    notes = {ExamRole.SPARE: Term("spare"), ExamRole.OUT_OF_USE: Term("out of use")}
    return {
        "room": cell.room,
        "role": cell.role.value,
        "ticks": [SIGNS[tick] if tick else None for tick in cell.ticks],
        "fault": viewer.translator.show(cell.fault) if cell.fault else "",
        "note": viewer.t(notes[cell.role]) if cell.role in notes else "",
        "late": cell.late > 0,
    }


def sheets(
    viewer: Viewer, found: RoomSheets, walk: str, order: list[str], may: Callable[[SheetRow], bool]
) -> dict[str, Any]:
    """A room's checklists, of one round or all, with the rooms before and after it."""
    today = viewer.now().astimezone(viewer.zone).date()
    place = order.index(found.room) if found.room in order else -1
    walks: list[dict[str, Any]] = []
    for one in found.walks:
        if walk in ("", one.code):
            mine = [sheet for sheet in found.sheets if sheet.walk == one.code]
            undone = any(sheet.tick in (Tick.UNDONE, Tick.FAILED) for sheet in mine)
            due = viewer.t("by {day}", day=one.due)
            walks.append(
                {
                    "name": viewer.translator.show(one.name),
                    "due": due,
                    "late": undone and one.due < today,
                    "sheets": [_sheet(viewer, sheet, may(sheet)) for sheet in mine],
                }
            )
    return {
        "walks": walks,
        "before": order[place - 1] if place > 0 else "",
        "next": order[place + 1] if 0 <= place < len(order) - 1 else "",
    }


def _sheet(viewer: Viewer, sheet: SheetRow, allowed: bool) -> dict[str, Any]:  # noqa: FBT001 - drawn as it is
    return {
        "walk": sheet.walk,
        "check": sheet.check,
        "name": viewer.translator.show(sheet.name),
        "tick": SIGNS[sheet.tick],
        "may": allowed,
        "items": [_item(viewer, item) for item in sheet.items],
    }


def _item(viewer: Viewer, item: ItemRow) -> dict[str, Any]:
    looks = [_look(viewer, one) for one in item.looks]
    counted = [one for one in item.looks if not one.before_swap]
    last = [_look(viewer, counted[-1])] if counted else []
    if item.fault == "awaits_recheck":
        last.append(viewer.t("repaired, awaits its re-check"))
    return {
        "code": item.code,
        "name": viewer.translator.show(item.name),
        "tick": SIGNS[item.tick],
        "last": last,
        "looks": looks,
        "ticket": counted[-1].ticket if counted and item.tick is Tick.FAILED else "",
        "repaired": item.fault == "awaits_recheck",
        "reads": viewer.t("{name}, {unit}", name=item.name, unit=item.reads.unit) if item.reads else "",
    }


def _look(viewer: Viewer, look: Look) -> str:
    """One look in one line, with both times where they differ."""
    t, speaks, now = viewer.t, viewer.translator, viewer.now()
    at = stamp(datetime.fromtimestamp(look.at, UTC), speaks, now)
    said = t("in order") if look.passed else t("not in order")
    parts = [at, look.by or t(ERASED), said, look.reading, look.cause or ""]
    if look.recorded_at is not None and look.recorded_at - look.at >= 120:  # noqa: PLR2004 - two minutes, as in the story
        late = stamp(datetime.fromtimestamp(look.recorded_at, UTC), speaks, now)
        parts.append(t("recorded {at}", at=late))
    if look.before_swap:
        parts.append(t("before it came in"))
    return " · ".join(part for part in parts if part)
