"""Checkpoints by the clock: one an hour while something is recorded, and one at a clean stop."""

from datetime import timedelta
from pathlib import Path
from time import perf_counter

from console.proving import maker_of, standing_in
from console.rounds import Rounds
from console.watch.counting import stable
from console.watch.logs import LOG
from console.wiring import House, wall_clock
from domain.log.proof.making import Exported

EVERY = timedelta(hours=1)
LOOK_S = 60.0
"""How often it looks whether one is due."""
RESTS = 1.0
"""As long as a page took to read it rests: somebody may be recording."""


class Notary:
    """Makes the checkpoints of one house in a thread of its own.

    Args:
        house: Whose.
        look_s: Seconds between two looks.
    """

    def __init__(self, house: House, look_s: float = LOOK_S) -> None:
        self._house = house
        self._maker = maker_of(house.settings, rest=RESTS)
        self._rounds = Rounds("notary", look_s, lambda: self._keep(EVERY))
        self._told: list[str] = []

    def start(self) -> None:
        self._rounds.start()

    def stop(self) -> None:
        """End, and sign what was recorded since the last checkpoint."""
        self._rounds.stop()
        self._keep(timedelta())

    def _keep(self, every: timedelta) -> None:
        """Make one where one is due; whatever stands in the way is told once, and tried again."""
        try:
            if due := self._due(every):
                began = perf_counter()
                self._tell(self._maker.make(due), perf_counter() - began)
        except Exception:  # noqa: BLE001 - the thread never dies; the log says what happened
            LOG.exception("checkpoint.failed")

    def _due(self, every: timedelta) -> list[Path]:
        """Folders that do not cover everything, and got their last checkpoint so long ago."""
        head, now, store = self._house.log.head(), wall_clock(), self._house.log.store.id
        found = [(one, standing_in(one, store)) for one in self._house.settings.checkpoint_folders]
        return [
            one for one, last in found if head > last.size and (last.at is None or now - last.at >= every)
        ]

    def _tell(self, made: list[Exported], seconds: float) -> None:
        problems = [stable(one.problem) for one in made if one.problem]
        if problems and problems != self._told:
            LOG.warning("checkpoint.refused", reasons=problems, count=len(problems))
        self._told = problems
        done = [one.checkpoint.size for one in made if one.checkpoint and not one.problem]
        if done:
            added = max(one.added for one in made)
            took = round(seconds * 1000, 1)
            LOG.info("checkpoint.made", position=max(done), events=added, count=len(done), duration_ms=took)
