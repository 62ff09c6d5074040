"""One exam for each test, on a site that is founded once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.domain.doorway import Doorway, founded
from tests.domain.roster.exam import Exam, manned, staffed


@pytest.fixture(scope="session")
def staffed_site(founded_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exam")
    doorway = founded(founded_site, folder)
    staffed(doorway)
    doorway.close()
    return folder


@pytest.fixture
def school(staffed_site: Path, tmp_path: Path) -> Iterator[Doorway]:
    doorway = founded(staffed_site, tmp_path)
    doorway._ids = 5000
    yield doorway
    doorway.close()


@pytest.fixture
def exam(school: Doorway) -> Exam:
    return manned(school)
