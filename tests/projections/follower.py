"""A projector in a process of its own, made to be killed: it says ``begun`` after its first page."""

import sys
from pathlib import Path

from domain.log import Place
from tests.projections.estate import Estate


def follow_until_killed(place: Place, page: int) -> None:
    """Follow the store at a place page by page, until the process dies."""
    estate = Estate(place, page=page)
    while True:
        if estate.projector.step() is None:
            estate.log.wait(estate.log.head(), 0.05)
        print("begun", flush=True)  # noqa: T201 - how the test hears of it


if __name__ == "__main__":
    follow_until_killed(sys.argv[1] if "://" in sys.argv[1] else Path(sys.argv[1]), int(sys.argv[2]))
