"""A town that is settled once and copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.domain.doorway import Doorway, founded
from tests.domain.surveys.town import begin, settle_town


@pytest.fixture(scope="session")
def settled_town(founded_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town")
    doorway = founded(founded_site, folder)
    settle_town(doorway)
    doorway.close()
    return folder


@pytest.fixture
def town(settled_town: Path, tmp_path: Path) -> Iterator[Doorway]:
    """Ten homes that are lived in: six in A, three in B, one in C."""
    doorway = founded(settled_town, tmp_path, ids=5000)
    yield doorway
    doorway.close()


@pytest.fixture
def field(town: Doorway) -> Doorway:
    """Ten forms are out, of ten households."""
    begin(town)
    return town
