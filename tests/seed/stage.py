"""A demo store in a folder of its own, its simulated clock, and the estate that is played into it."""

import fcntl
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from domain.facts import Entry, Recorded
from domain.log import Log, migrate
from domain.operations import Door
from domain.tickets.ticket import Ticket
from seed.demo import THROUGH, Estate, Played, SimulatedClock, play

S = TypeVar("S", bound="Stage")
NOW = datetime(2026, 11, 20, 10, 30, tzinfo=UTC) - timedelta(hours=8)


class Stage:
    """``wall`` is what the wall clock shows; it stands still until a test moves it."""

    def __init__(self, folder: Path, estate: Estate) -> None:
        self.wall = NOW
        self.estate = estate
        self.clock = SimulatedClock(lambda: self.wall)
        migrate(folder / "log.sqlite", "demo", self.clock)
        self.log = Log.open(folder / "log.sqlite", self.clock)

    def door(self, random: Callable[[int], bytes]) -> Door:
        return Door(self.log, self.clock, through=THROUGH, random=random)

    def play(self, until: datetime, on_progress: Callable[[int, int], object] | None = None) -> Played:
        return play(self.estate, self.clock, self.door, until, on_progress)

    def person(self, do: str, by: str, **arguments: Any) -> None:
        """A command of somebody at the console, at the wall clock's time."""
        given = {"id": f"person-{self.log.head()}", "site": "s1", "by": by, "do": do, **arguments}
        Door(self.log, self.clock).submit(given)

    def events(self) -> list[Recorded]:
        return [event for event in self.log.read(0, 100_000) if isinstance(event, Recorded)]

    def register(self) -> list[Entry]:
        return [*self.log.latest("person"), *self.log.latest("text")]

    def tickets(self) -> list[Ticket]:
        streams = dict.fromkeys(event.originator_id for event in self.events())
        return [self.log.get(Ticket, stream) for stream in streams if stream.startswith("ticket:")]


def played_once(factory: pytest.TempPathFactory, name: str, cls: type[S], estate: Estate) -> S:
    """A stage that has been played up to now: by the first worker that asks, the others copy what it kept."""
    mine = factory.mktemp(name)
    shared = factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    kept = shared / f"played-{name}"
    with (shared / f"{name}.latch").open("w") as latch:
        fcntl.flock(latch, fcntl.LOCK_EX)
        if not (kept / "whole").exists():
            shutil.rmtree(kept, ignore_errors=True)
            kept.mkdir()
            stage = cls(kept, estate)
            outcome = stage.play(NOW)
            stage.log.close()
            assert not outcome.refused
            assert not outcome.touched
            (kept / "whole").touch()
    shutil.copytree(kept, mine, dirs_exist_ok=True)
    return cls(mine, estate)


def small(seed: int = 5, homes: int = 300, days: int = 20) -> Estate:
    return Estate.ending_at(NOW, seed, homes, days)
