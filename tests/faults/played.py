"""Playing scenarios one after the other on one make of store."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from time import monotonic

from tests.faults.grounds import Databases, Files, Grounds
from tests.faults.stage import LeftOut, Scenario, Stage
from tests.faults.tally import Tally
from tests.postgres import Server


@contextmanager
def grounds_of(store: str, folder: Path) -> Iterator[Grounds]:
    """Founded companies on a make of store; its server, if it needs one, ends with the block."""
    if store == "sqlite":
        yield Files(folder)
        return
    server = Server(folder / "pg", durable=True)
    try:
        yield Databases(folder, server)
    finally:
        server.stop()


def played(chosen: Sequence[Scenario], grounds: Grounds, kills: int, seed: int) -> Iterator[Tally]:
    """Play each scenario that can happen on this store, and say what it came to."""
    here = [one for one in chosen if grounds.kind in one.stores]
    weights = sum(one.weight for one in here) or 1
    for one in here:
        tally = Tally(one.name, grounds.kind)
        share = -(-kills * one.weight // weights)
        began = monotonic()
        try:
            one.play(Stage(grounds, tally, share, Random(f"{seed} {one.name}")))  # noqa: S311 - not a secret
        except LeftOut as why:
            tally.left_out = str(why)
        except TimeoutError as what:
            tally.heal(whole=False, how=str(what))
        tally.seconds = monotonic() - began
        yield tally
