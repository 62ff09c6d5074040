"""A small house with a school in it: three exam rooms in use and one spare, five days before the exam."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from console.wiring import House
from seed.catalogue import templates
from tests.console.houses import order, small_house

EIGHT = datetime(2026, 6, 2, 0, 0, tzinfo=UTC)
"""08:00 at the site, five days before the exam."""
CAMPAIGN = "gaokao-2026"
SHEETS = msgspec.to_builtins(next(one for one in templates() if one.code == "exam_support").sheets)
FLOORS = (("D", "1", 2), ("D", "2", 1), ("C", "5", 1))
SPARE = "C501"


def school(
    folder: Path,
    clock: Callable[[], datetime],
    floors: tuple[tuple[str, str, int], ...] = FLOORS,
    spares: tuple[str, ...] = (SPARE,),
) -> House:
    """Rooms registered, chosen and divided."""
    house = small_house(folder, clock)
    rooms = [
        (building, floor, f"{floor}{door:02}")
        for building, floor, count in floors
        for door in range(1, count + 1)
    ]
    for building, floor, door in rooms:
        place = {"building": building, "floor": floor, "door": door, "kind": "exam_room"}
        order(house, "unit.register", f"room {building}{door}", unit=f"{building}{door}", **place)
    choice = {
        "exam_day": "2026-06-07",
        "active": len(rooms) - len(spares),
        "spare": len(spares),
        "floors": [dict(zip(("building", "floor", "rooms"), one, strict=True)) for one in floors],
        "rooms": [f"{building}{door}" for building, _, door in rooms],
        "sheets": SHEETS,
    }
    command(house, "rooms.choose", "desk01", **choice)
    command(house, "rooms.name_spares", "desk01", spares=list(spares))
    return house


def command(house: House, do: str, by: str, **given: Any) -> Any:
    outcome = order(house, do, f"{do} {house.log.head()}", by=by, campaign=CAMPAIGN, **given)
    house.projector.catch_up()
    return outcome


def check(house: House, room: str, walk: str, *items: dict[str, Any], do: str = "rooms.check") -> Any:
    return command(house, do, "tech01", room=room, walk=walk, items=list(items))


def ok(name: str, *items: str) -> list[dict[str, Any]]:
    return [{"check": name, "item": item, "passed": True} for item in items]


def bad(name: str, item: str, cause: str) -> dict[str, Any]:
    return {"check": name, "item": item, "passed": False, "cause": cause}
