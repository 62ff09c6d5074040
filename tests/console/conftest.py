"""What several tests of the console share: a furnished house, and an account store."""

import secrets
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner

from console.access import Access
from tests.console.command_line import Steward
from tests.console.houses import build_once, copied_house
from tests.console.ticketpage.office import MORNING, Clock, Office


@pytest.fixture(autouse=True, scope="session")
def _packages_are_searched_once() -> Iterator[None]:
    """Streamlit looks through every installed package for components whenever its test runner draws a page."""
    with pytest.MonkeyPatch.context() as patch:
        name = "scan_component_manifests"
        patch.setattr(manifest_scanner, name, cache(getattr(manifest_scanner, name)))
        yield


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


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a small house for the command line, to be copied."""
    return build_once(tmp_path_factory.mktemp("company") / "data")


@pytest.fixture
def steward(company: Path, tmp_path: Path) -> Steward:
    """The command line over a copy of it."""
    return Steward(Path(shutil.copytree(company, tmp_path / "data")))


@pytest.fixture
def office(furnished: Path, tmp_path: Path) -> Iterator[Office]:
    """The same house, one for each test."""
    clock = Clock()
    house = copied_house(furnished, tmp_path / "copy", clock)
    house.projector.catch_up()
    yield Office(house, clock)
    house.close()
