"""A small house in which survey rounds are held; each test has its own copy."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.console.houses import build_once
from tests.console.surveying import Clock
from tests.console.surveyreport.rounds import Rounds


@pytest.fixture(scope="session")
def surveyed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_once(tmp_path_factory.mktemp("surveyed"), Clock(datetime(2026, 1, 2, 1, tzinfo=UTC)))


@pytest.fixture
def rounds(surveyed_folder: Path, tmp_path: Path) -> Iterator[Rounds]:
    found = Rounds(surveyed_folder, tmp_path)
    yield found
    found.house.close()
