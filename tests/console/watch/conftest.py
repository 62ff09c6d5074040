"""A small house that is watched, and the log as it comes out."""

import io
import json
import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from console.watch.logs import set_up
from console.wiring import House
from tests.console.houses import copied_house, small_house


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("watched") / "data"
    house = small_house(folder)
    house.projector.catch_up()
    house.close()
    return folder


@pytest.fixture
def house(built: Path, tmp_path: Path) -> Iterator[House]:
    house = copied_house(built, tmp_path / "data")
    yield house
    house.close()


class Written:
    """What was logged since the test began."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def whole(self) -> str:
        return self.stream.getvalue()

    def lines(self, event: str = "") -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in self.whole.splitlines()]
        return [line for line in lines if not event or line["event"] == event]


@pytest.fixture
def written() -> Iterator[Written]:
    root, told = logging.getLogger(), Written()
    before = list(root.handlers)
    set_up("json", told.stream)
    yield told
    root.handlers[:] = before


@pytest.fixture
def data(built: Path, tmp_path: Path) -> Path:
    """The data folder of the small house, closed."""
    return Path(shutil.copytree(built, tmp_path / "closed"))
