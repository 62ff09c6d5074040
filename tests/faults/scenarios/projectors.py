"""Projectors are killed at random while they compete for the same pages of a log that grows."""

from pathlib import Path

from tests.faults.diary import outcomes
from tests.faults.grounds import Ground
from tests.faults.stage import Scenario, Stage, wait_until
from tests.faults.victims import append, kill, project, start

AT_ONCE = 3
PORTION = 60
LONGEST_LIFE_S = 0.08
SMALL_PAGES = (1, 3, 7)


def play(stage: Stage) -> None:
    for kills in stage.portions(PORTION):
        with stage.ground() as (ground, judge):
            before = stage.tally.kills
            writer = start(
                append, ground, "writer", stage.chance.randrange(1 << 30), ground.folder / "writer"
            )
            while stage.tally.kills < before + kills:
                _round(stage, ground)
            kill(writer)
            judge.acknowledged(outcomes(ground.folder / "writer"))
            judge.whole()


def _round(stage: Stage, ground: Ground) -> None:
    marks = [ground.folder / f"projector-{number}" for number in range(AT_ONCE)]
    victims = [start(project, ground, page, mark) for page, mark in zip(SMALL_PAGES, marks, strict=True)]
    for victim, mark in zip(victims, marks, strict=True):
        wait_until(mark.exists, "a projector at work")
        victim.join(stage.chance.random() * LONGEST_LIFE_S)
        stage.tally.kills += kill(victim)
        _clear(mark)


def _clear(mark: Path) -> None:
    mark.unlink(missing_ok=True)


SCENARIO = Scenario("competing projectors killed", play, weight=20)
