"""A small house of one's own: a company with one site, six people in all roles, twelve homes and a short tariff."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from console.onboarding import found_company
from console.settings import Settings
from console.wiring import House, make_store, wall_clock

PASSWORD = "four words in a row"
STAFF = {
    "duty01": ("Wei Lan", ("duty_manager", "office_manager", "property_head", "security_leader")),
    "desk01": ("Bai He", ("desk", "officer", "assistant", "coordinator")),
    "head01": ("Gao Shan", ("engineering_head", "service_head")),
    "tech01": ("Lin Feng", ("technician", "guard", "patrol_officer", "area_officer")),
    "cash01": ("Qian Duo", ("finance",)),
    "audit01": ("Shi Jian", ("auditor",)),
}
OWNERS = ("周女士", "郑先生", "王女士", "冯先生", "陈女士", "褚先生")
TARIFF = (
    ("SN-01", "更换水龙头", "Replace a tap", "个", 4000, ("水龙头", "龙头", "tap")),
    ("SN-02", "更换角阀", "Replace an angle valve", "个", 2500, ("角阀", "valve")),
    ("DQ-01", "更换开关插座", "Replace a switch or socket", "个", 1500, ("插座", "开关", "socket")),
    ("MS-01", "更换门锁锁芯", "Replace a lock cylinder", "套", 6000, ("锁芯", "门锁", "lock")),
    ("ST-01", "疏通下水道", "Clear a drain", "次", 8000, ("下水道", "堵", "drain")),
)


def small_house(
    folder: Path, clock: Callable[[], datetime] = wall_clock, database: str | None = None
) -> House:
    """A real store in ``folder``, or a database, with the site s1; everybody's password is :data:`PASSWORD`."""
    settings = Settings(folder, database, "127.0.0.1", 0)
    make_store(settings, "real", clock)
    house = House(settings, clock)
    found_company(house, "Green Garden", "s1", "East Garden", "root", "Zhao Ming", PASSWORD)
    for account, (name, roles) in STAFF.items():
        grants = [{"role": role, "site": "s1", "since": "2026-01-01"} for role in roles]
        order(house, "member.join", account, site="", account=account, name=name, roles=grants)
        house.access.set_password(account, PASSWORD)
    for place in range(12):
        order(house, "unit.register", f"unit {place}", **home(place))
    items = [dict(zip(("code", "name", "name_en", "unit", "price_cents", "keywords"), one)) for one in TARIFF]  # noqa: B905 - rows as written above
    order(house, "tariff.publish", "tariff", items=items, since="2026-01-01")
    return house


def copied_house(built: Path, folder: Path, clock: Callable[[], datetime] = wall_clock) -> House:
    """A house of one's own from one that was built, brought up to date and closed before; much faster."""
    shutil.copytree(built, folder, dirs_exist_ok=True)
    return House(Settings(folder, None, "127.0.0.1", 0), clock)


def build_once(folder: Path, clock: Callable[[], datetime] = wall_clock) -> Path:
    """The folder of a small house with everything projected, closed, to be copied."""
    house = small_house(folder, clock)
    house.worker.start()
    ready = house.worker.wait_for(house.log.head(), 30)
    house.close()
    assert ready
    return folder


def home(place: int) -> dict[str, Any]:
    """The place-th home: two entrances of building 5, three floors, two doors; the last one has no owner yet."""
    entrance, floor, door = 1 + place // 6, 11 + place % 6 // 2, 1 + place % 2
    file: dict[str, Any] = {
        "unit": f"5-{entrance}-{floor}{door:02}",
        "building": "5",
        "entrance": str(entrance),
        "floor": str(floor),
        "door": f"{floor}{door:02}",
        "handover_state": "lived_in",
    }
    if place < 11:
        owner = {"name": OWNERS[place % 6], "phone": f"1380000{1000 + place}"}
        file |= {"owner": owner, "permanently_resident": True}
    return file


def order(house: House, do: str, id: str, *, site: str = "s1", by: str = "root", **arguments: Any) -> Any:
    """Submit one command as somebody of the house."""
    return house.door().submit({"id": f"{do}:{id}", "site": site, "by": by, "do": do, **arguments})


def at(clock: str) -> datetime:
    """A wall-clock time of the small house's first day, ``HH:MM:SS`` in Shanghai."""
    hour, minute, second = (int(part) for part in clock.split(":"))
    return datetime(2026, 11, 22, hour - 8, minute, second, tzinfo=UTC)
