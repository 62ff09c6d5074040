"""A house whose survey is in the field, one for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.wiring import House
from tests.console.houses import copied_house
from tests.console.surveying import Clock, surveyed_house


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("surveyed")
    house = surveyed_house(folder, Clock())
    house.projector.catch_up()
    house.close()
    return folder


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(built: Path, tmp_path: Path, clock: Clock) -> Iterator[House]:
    opened = copied_house(built, tmp_path, clock)
    yield opened
    opened.close()
