"""One founded estate for all tests of the read models; each works on its own copy."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.projections.office import Office, founded
from tests.projections.office import found as found_office


@pytest.fixture(scope="session")
def founded_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("founded")
    office = Office(folder)
    found_office(office)
    office.close()
    return folder


@pytest.fixture
def office(founded_store: Path, tmp_path: Path) -> Iterator[Office]:
    office = founded(founded_store, tmp_path)
    yield office
    office.close()
