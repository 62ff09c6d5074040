"""What every scenario is given: grounds, chance, how many kills; and the one shape of a scenario."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from time import monotonic, sleep

import msgspec

from tests.faults.grounds import Databases, Ground, Grounds
from tests.faults.judge import Judge
from tests.faults.tally import Tally
from tests.postgres import Server

BOTH = ("sqlite", "postgresql")
PATIENCE_S = 60.0


class Stage:
    """One scenario's run on one store.

    Attributes:
        kills: How many are asked for; scenarios without kills play once.
        chance: Decides who is hit, and when.
        tally: What it comes to.
    """

    def __init__(self, grounds: Grounds, tally: Tally, kills: int, chance: Random) -> None:
        self.grounds, self.tally, self.kills, self.chance = grounds, tally, kills, chance

    @property
    def server(self) -> Server:
        """The server of the databases.

        Raises:
            LeftOut: This store has none.
        """
        if not isinstance(self.grounds, Databases):
            raise LeftOut("a file has no server")
        return self.grounds.server

    @contextmanager
    def ground(self) -> Iterator[tuple[Ground, Judge]]:
        """A company of its own and its judge."""
        ground = self.grounds.new()
        judge = Judge(ground, self.tally)
        try:
            yield ground, judge
        finally:
            judge.close()

    def portions(self, size: int) -> Iterator[int]:
        """The kills in portions, each for a ground of its own, so that no store grows without end."""
        left = self.kills
        while left > 0:
            yield min(size, left)
            left -= size


class Scenario(msgspec.Struct, frozen=True):
    """One thing that goes wrong.

    Attributes:
        play: Plays it on a stage.
        weight: Its part of the kills; 0 for one without any.
        stores: Where it can happen.
    """

    name: str
    play: Callable[[Stage], None]
    weight: int = 0
    stores: tuple[str, ...] = BOTH


class LeftOut(Exception):
    """The scenario cannot be played on this machine; the text says why."""


def wait_until(true: Callable[[], bool], what: str, seconds: float = PATIENCE_S) -> None:
    """Wait for something that must come.

    Raises:
        TimeoutError: It did not.
    """
    deadline = monotonic() + seconds
    while not true():
        if monotonic() > deadline:
            raise TimeoutError(f"{what} within {seconds:.0f} s")
        sleep(0.002)
