"""Opening the store for one command line."""

from collections.abc import Iterator
from contextlib import contextmanager

from console.settings import Settings
from console.wiring import House, open_house


@contextmanager
def opened(settings: Settings) -> Iterator[House]:
    """The house of the data folder, closed afterwards.

    Raises:
        Refused: There is no store, or it was written by a newer edition.
    """
    house = open_house(settings)
    try:
        yield house
    finally:
        house.close()
