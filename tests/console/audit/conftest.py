"""A house whose desk had a morning: one ticket known, one on paper until noon, one that came later."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.wiring import House
from tests.console.exam_morning import StandingClock
from tests.console.houses import order, small_house

CALLER = {"name": "周女士", "phone": "13800001000"}


def at(time: str) -> datetime:
    """A time of the morning in Shanghai, ``HH:MM``."""
    hour, minute = (int(part) for part in time.split(":"))
    return datetime(2026, 11, 22, hour - 8, minute, tzinfo=UTC)


def told(house: House, now: StandingClock) -> dict[str, str]:
    """Numbers of the tickets by what they are."""
    now.now = at("09:00")
    repair = {"unit": "5-1-1101", "matter": "龙头滴水", "caller": CALLER, "item": "SN-01"}
    known = order(house, "repair.report", "known", by="desk01", **repair)
    now.now = at("10:00")
    later = order(house, "help.report", "later", by="desk01", matter="电梯口有水", place="3 栋大堂")
    now.now = at("11:20")
    happened = at("08:50").isoformat()
    lamp = {"matter": "灯不亮", "place": "2 栋大堂", "at": happened}
    paper = order(house, "help.report", "paper", by="desk01", **lamp)
    now.now = at("12:00")
    return {
        name: str(outcome.results["ticket"])
        for name, outcome in {"known": known, "later": later, "paper": paper}.items()
    }


@pytest.fixture(scope="module")
def now() -> StandingClock:
    clock = StandingClock()
    clock.now = at("08:00")
    return clock


@pytest.fixture(scope="module")
def built(
    tmp_path_factory: pytest.TempPathFactory, now: StandingClock
) -> Iterator[tuple[House, dict[str, str]]]:
    folder: Path = tmp_path_factory.mktemp("morning")
    house = small_house(folder, now)
    numbers = told(house, now)
    house.worker.start()
    assert house.worker.wait_for(house.log.head(), 30)
    yield house, numbers
    house.close()


@pytest.fixture(scope="module")
def house(built: tuple[House, dict[str, str]]) -> House:
    return built[0]


@pytest.fixture(scope="module")
def numbers(built: tuple[House, dict[str, str]]) -> dict[str, str]:
    return built[1]
