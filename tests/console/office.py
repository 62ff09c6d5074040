"""A company of its own in a fresh store, with one administrator and the site s1; the door is the real one."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from domain.log import Log, migrate
from domain.operations import Door

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def now() -> datetime:
    return NOW


def open_office(folder: Path) -> Door:
    migrate(folder / "log.sqlite", "real", now)
    door = Door(Log.open(folder / "log.sqlite", now), now, through="import")
    run(door, "company.found", name="Green Garden", administrator={"account": "root", "name": "Ms Zhao"})
    run(door, "site.open", code="s1", name="East Garden")
    return door


def run(door: Door, do: str, **arguments: Any) -> None:
    door.submit({"id": f"set-up {do}", "site": "", "by": "root", "do": do, **arguments})
