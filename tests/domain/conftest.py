"""A site that is founded once and copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.domain.doorway import Doorway, establish, founded
from tests.domain.plant import furnish
from tests.domain.school import found_school, open_rooms


@pytest.fixture(scope="session")
def founded_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    doorway = Doorway(folder)
    establish(doorway)
    doorway.close()
    return folder


@pytest.fixture
def site(founded_site: Path, tmp_path: Path) -> Iterator[Doorway]:
    doorway = founded(founded_site, tmp_path)
    yield doorway
    doorway.close()


@pytest.fixture(scope="session")
def founded_school(founded_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("school")
    doorway = founded(founded_site, folder)
    found_school(doorway)
    doorway.close()
    return folder


@pytest.fixture
def school(founded_school: Path, tmp_path: Path) -> Iterator[Doorway]:
    """A school whose rooms are registered and not yet chosen."""
    doorway = founded(founded_school, tmp_path, ids=2000)
    yield doorway
    doorway.close()


@pytest.fixture
def exam(school: Doorway) -> Doorway:
    """The same with forty rooms in use and four spare."""
    open_rooms(school)
    return school


@pytest.fixture
def plant(site: Doorway) -> Doorway:
    """A site with a pump room and two pumps on record."""
    furnish(site)
    return site
