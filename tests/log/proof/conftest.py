"""A sound store with checkpoints that is made once and copied for each test, and an office that makes its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.log import Place
from tests.log.conftest import SetClock
from tests.log.grounds import KINDS, Ground, grounds
from tests.log.proof.checkpointing import Office
from tests.log.proof.signed import Case, Sound
from tests.postgres import Server


@pytest.fixture(scope="session", params=KINDS)
def ground(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgres_server: Server
) -> Iterator[Ground]:
    yield from grounds(request.param, tmp_path_factory.mktemp("sound"), postgres_server)


@pytest.fixture(scope="session")
def sound(ground: Ground, tmp_path_factory: pytest.TempPathFactory) -> Sound:
    return Sound(ground, tmp_path_factory.mktemp("office"))


@pytest.fixture
def case(ground: Ground, sound: Sound, tmp_path: Path) -> Case:
    folder = tmp_path / "copied"
    folder.mkdir()
    return Case(ground, sound, folder)


@pytest.fixture
def office(place: Place, clock: SetClock, tmp_path: Path) -> Office:
    office = Office(place, clock, tmp_path)
    office.record(1, 2, 3)
    return office
