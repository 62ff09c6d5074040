"""A store of its own, in a file and in a database, and a clock that a test can set."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.log import Log, Place, migrate
from tests.log.grounds import KINDS, Ground, grounds
from tests.postgres import Server


class SetClock:
    """Stands at nine o'clock until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 4, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(params=KINDS)
def ground(request: pytest.FixtureRequest, tmp_path: Path, postgres_server: Server) -> Iterator[Ground]:
    yield from grounds(request.param, tmp_path, postgres_server)


@pytest.fixture
def place(ground: Ground, clock: SetClock) -> Place:
    place = ground.new()
    migrate(place, "demo", clock)
    return place


@pytest.fixture
def log(place: Place, clock: SetClock) -> Iterator[Log]:
    with Log.open(place, clock) as log:
        yield log
