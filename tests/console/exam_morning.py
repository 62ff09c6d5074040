"""The morning of an exam at a whole console's house, on a clock that stands until a test sets it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from console.wiring import House
from tests.browser.exam_console import exam_house
from tests.projections.exam_office import clock


class StandingClock:
    """Shows the moment that it was set to."""

    def __init__(self) -> None:
        self.now = clock("08:00", 2)

    def __call__(self) -> datetime:
        return self.now


def morning(folder: Path, now: StandingClock) -> Iterator[House]:
    """The house at 05:50, its rows told."""
    house = exam_house(folder, now)
    now.now = clock("05:50")
    house.worker.start()
    assert house.worker.wait_for(house.log.head(), 30)
    yield house
    house.close()
