"""A store in a file of its own, and a clock that a test can set."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.log import Log, migrate


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


@pytest.fixture
def path(tmp_path: Path, clock: SetClock) -> Path:
    path = tmp_path / "data" / "log.sqlite"
    migrate(path, "demo", clock)
    return path


@pytest.fixture
def log(path: Path, clock: SetClock) -> Iterator[Log]:
    with Log.open(path, clock) as log:
        yield log
