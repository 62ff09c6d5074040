"""What several tests of the console share: a furnished house, and an account store."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.access import Access
from tests.console.houses import build_once, copied_house
from tests.console.ticketpage.office import MORNING, Clock, Office


@pytest.fixture
def access(tmp_path: Path) -> Iterator[Access]:
    store = Access(tmp_path / "access.sqlite", lambda: datetime.now(UTC), secrets.token_bytes)
    store.migrate()
    yield store
    store.close()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small house at nine in the morning, to be copied."""
    return build_once(tmp_path_factory.mktemp("house"), lambda: MORNING)


@pytest.fixture
def office(furnished: Path, tmp_path: Path) -> Iterator[Office]:
    """The same house, one for each test."""
    clock = Clock()
    house = copied_house(furnished, tmp_path / "copy", clock)
    house.projector.catch_up()
    yield Office(house, clock)
    house.close()
