"""One furnished house for all tests of the file room; each works on its own copy."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.wiring import House
from tests.console.fileroom.room import morning, opened
from tests.console.houses import build_once


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small house, closed; every test works on its own copy."""
    return build_once(tmp_path_factory.mktemp("house"), morning)


@pytest.fixture(scope="module")
def shared(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """For tests that record nothing."""
    yield from opened(furnished, tmp_path_factory.mktemp("shared") / "copy")


@pytest.fixture
def house(furnished: Path, tmp_path: Path) -> Iterator[House]:
    yield from opened(furnished, tmp_path / "copy")
