"""A school with forty-four exam rooms as the source lists them, and how its rooms are chosen and checked."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from domain.rooms.plan import RoomPlan, rooms_stream
from domain.units import Unit, unit_stream
from seed.catalogue import templates
from tests.domain.doorway import Doorway

CAMPAIGN = "gaokao-2026"
EXAM_DAY = "2026-06-07"
EIGHT = datetime(2026, 6, 2, 0, 0, tzinfo=UTC)
"""08:00 at the site, five days before the exam."""

FLOORS = [
    ("D", "1", 5),
    ("D", "2", 7),
    ("D", "3", 8),
    ("D", "4", 8),
    ("D", "5", 4),
    ("C", "5", 6),
    ("C", "6", 6),
]
ROOMS = [f"{building}{floor}{door:02}" for building, floor, rooms in FLOORS for door in range(1, rooms + 1)]
SPARES = ["D104", "D105", "C605", "C606"]
TEMPLATE = next(one for one in templates() if one.code == "exam_support")
SHEETS = msgspec.to_builtins(TEMPLATE.sheets)
LAMP = {"check": "facility", "item": "lights"}
COOLING = {"check": "air", "item": "cooling"}


def found_school(site: Doorway) -> None:
    """Register the rooms, and let a coordinator, an office manager and a clerk join."""
    for account, role in (("coord", "coordinator"), ("chief2", "office_manager"), ("clerk", "officer")):
        grant = {"role": role, "site": "s1", "since": "2026-01-01"}
        site.do("member.join", "boss", account=account, name=f"员工{account}", roles=[grant])
    for building, floor, rooms in FLOORS:
        for door in range(1, rooms + 1):
            place = {"building": building, "floor": floor, "door": f"{floor}{door:02}", "kind": "exam_room"}
            site.do("unit.register", unit=f"{building}{floor}{door:02}", **place)


def choice(**other: Any) -> dict[str, Any]:
    floors = [{"building": building, "floor": floor, "rooms": rooms} for building, floor, rooms in FLOORS]
    given = {
        "exam_day": EXAM_DAY,
        "active": 40,
        "spare": 4,
        "floors": floors,
        "rooms": ROOMS,
        "sheets": SHEETS,
    }
    return {"campaign": CAMPAIGN, **given, **other}


def open_rooms(school: Doorway) -> None:
    """Choose the forty-four and name the four spares, five days before the exam."""
    school.now = EIGHT
    school.do("rooms.choose", "coord", **choice())
    school.do("rooms.name_spares", "coord", campaign=CAMPAIGN, spares=SPARES)


def ok(check: str, *items: str) -> list[dict[str, Any]]:
    return [{"check": check, "item": item, "passed": True} for item in items]


def bad(check: str, item: str, cause: str) -> dict[str, Any]:
    return {"check": check, "item": item, "passed": False, "cause": cause}


def look(
    school: Doorway, room: str, walk: str, *items: dict[str, Any], do: str = "check", **more: Any
) -> Any:
    """A technician records one room; an hour passes first."""
    school.later(hours=1)
    given = {"campaign": CAMPAIGN, "room": room, "walk": walk, "items": list(items), **more}
    return school.do(f"rooms.{do}", more.pop("by", "chen"), **{k: v for k, v in given.items() if k != "by"})


def refused(school: Doorway, do: str, by: str, **given: Any) -> list[str]:
    return school.refused(f"rooms.{do}", by, campaign=CAMPAIGN, **given)


def plan_of(school: Doorway) -> RoomPlan:
    return school.log.get(RoomPlan, rooms_stream("s1", CAMPAIGN))


def unit_of(school: Doorway, room: str) -> Unit:
    return school.log.get(Unit, unit_stream("s1", room))
