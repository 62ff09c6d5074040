"""Rebuilds are killed while others follow the log: the old or the new rows answer, never none, never wrong ones."""

from itertools import cycle
from threading import Event, Thread

from domain.errors import Refused
from projections.models import MODELS
from projections.tickets.queue import queue
from tests.faults.commandline import struck, typed
from tests.faults.diary import outcomes
from tests.faults.grounds import Ground
from tests.faults.stage import Scenario, Stage
from tests.faults.victims import append, busy, kill, project, start

PORTION = 60
COMMANDS = 200
A_LOOK_S = 0.05


def play(stage: Stage) -> None:
    for kills in stage.portions(PORTION):
        with stage.ground() as (ground, judge):
            busy(ground, COMMANDS)
            whole_s = typed(ground, "rebuild").seconds
            others = [
                start(append, ground, "writer", stage.chance.randrange(1 << 30), ground.folder / "writer"),
                start(project, ground, 50, ground.folder / "projector"),
            ]
            with Onlooker(stage, ground):
                _strike(stage, ground, kills, whole_s)
            for other in others:
                kill(other)
            answer = typed(ground, "rebuild")
            stage.tally.heal(whole=answer.code == 0, how=f"the last rebuild came to {answer.said[-300:]}")
            judge.acknowledged(outcomes(ground.folder / "writer"))
            judge.whole()


def _strike(stage: Stage, ground: Ground, kills: int, whole_s: float) -> None:
    """Each model in turn, and now and then all of them, which takes longer beside others than alone."""
    before = stage.tally.kills
    for name in cycle([(), *((model.name,) for model in MODELS)]):
        if stage.tally.kills >= before + kills:
            break
        stage.tally.kills += struck(ground, ("rebuild", *name), whole_s, stage.chance)


class Onlooker:
    """Somebody who asks for the queue all the while."""

    def __init__(self, stage: Stage, ground: Ground) -> None:
        self._stage, self._ground = stage, ground
        self._over = Event()
        self._thread = Thread(target=self._look, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        with self._ground.house() as house:
            while not self._over.wait(A_LOOK_S):
                try:
                    queue(house.views, site="s1")
                except Refused as refusal:
                    self._stage.tally.halve(f"the queue was not there: {refusal}")


SCENARIO = Scenario("rebuild killed", play, weight=10)
