"""One furnished house with a pump room, two pumps and a lift; each test works on its own copy."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.console.drawing import drawn
from tests.console.equipmentpage.plant import Plant
from tests.console.houses import copied_house, order, small_house
from tests.console.ticketpage.office import MORNING, Clock


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    house = small_house(folder, lambda: MORNING)
    order(house, "unit.register", "room", unit="水泵房", building="12", floor="-1", kind="water_pump_room")
    for unit, name in (("SB-01", "1号生活水泵"), ("SB-02", "2号生活水泵")):
        pump = {
            "name": name,
            "stands_in": "水泵房",
            "system": "water",
            "maker": "合资泵业",
            "model": "CR32-4",
        }
        order(house, "equipment.register", unit, unit=unit, in_service_since="2019-05-01", **pump)
    lift = {"name": "5栋1单元客梯", "building": "5", "entrance": "1", "system": "lift"}
    order(house, "equipment.register", "DT-51", unit="DT-51", **lift)
    house.projector.catch_up()
    house.close()
    return folder


@pytest.fixture
def plant(furnished: Path, tmp_path: Path) -> Iterator[Plant]:
    clock = Clock()
    house = copied_house(furnished, tmp_path / "copy", clock)
    house.projector.catch_up()
    house.worker.start()
    yield Plant(house, clock)
    house.close()


@pytest.fixture
def page(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """A page as somebody sees it; the unit's own unless another is named."""

    def opened(account: str, view: str = "unit", lang: str = "en", **query: str) -> AppTest:
        return drawn(plant.house, monkeypatch, view, account, lang, **query)

    return opened
