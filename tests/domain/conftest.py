"""A site that is founded once and copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.domain.doorway import Doorway, establish, founded


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
