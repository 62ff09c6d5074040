"""A worker in a process of its own, as the command line runs one, until it is killed or stopped."""

import sys
from time import sleep

from projections.spine.worker import Worker
from tests.projections.estate import Estate


def labour(place: str) -> None:
    """Keep the read models of a database up with its log."""
    estate = Estate(place, page=50)
    Worker(estate.projector, estate.clock).start()
    print("begun", flush=True)  # noqa: T201 - how the test hears of it
    while True:
        sleep(60)


if __name__ == "__main__":
    labour(sys.argv[1])
