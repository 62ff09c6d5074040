"""Rebuilds a read model over and over until its input ends; says when it has begun. ``KIND PLACE``"""

import sys
from pathlib import Path
from threading import Event, Thread

from projections.spine.rebuild import rebuild
from tests.benchmarks.lamps import house
from tests.benchmarks.places import Kind, Place


def main(kind: Kind, url: str) -> None:
    done = Event()

    def listen() -> None:
        sys.stdin.read()
        done.set()

    with house(Place(kind, url if kind is Kind.POSTGRESQL else Path(url))) as here:
        Thread(target=listen, daemon=True).start()
        sys.stdout.write("begun\n")
        sys.stdout.flush()
        while not done.is_set():
            rebuild(here.projector, "lamps", compare=False)


if __name__ == "__main__":
    main(Kind[sys.argv[1]], sys.argv[2])
