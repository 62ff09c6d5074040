"""Backups are killed while the desk works: the file is absent or whole, and a whole one is the company it was."""

from pathlib import Path

from tests.faults.commandline import struck, typed
from tests.faults.diary import outcomes
from tests.faults.grounds import Ground
from tests.faults.judge import Judge
from tests.faults.stage import Scenario, Stage
from tests.faults.victims import append, kill, start

PORTION = 40


def play(stage: Stage) -> None:
    for kills in stage.portions(PORTION):
        with stage.ground() as (ground, judge):
            writer = start(
                append, ground, "writer", stage.chance.randrange(1 << 30), ground.folder / "writer"
            )
            _strike(stage, ground, kills)
            kill(writer)
            judge.acknowledged(outcomes(ground.folder / "writer"))
            judge.whole()


def _strike(stage: Stage, ground: Ground, kills: int) -> None:
    first = ground.folder / "backups" / "first.zip"
    whole_s = typed(ground, "backup", str(first)).seconds
    done, number = 0, 0
    while done < kills:
        number += 1
        target = ground.folder / "backups" / f"{number}.zip"
        hit = struck(ground, ("backup", str(target)), whole_s, stage.chance)
        stage.tally.kills, done = stage.tally.kills + hit, done + hit
        if target.exists():
            _judge(stage, ground, target)
    last = ground.folder / "backups" / "last.zip"
    answer = typed(ground, "backup", str(last))
    stage.tally.heal(
        whole=answer.code == 0 and last.exists(), how=f"the last backup came to {answer.said[-300:]}"
    )
    left = [one.name for one in last.parent.iterdir() if one.suffix != ".zip"]
    if left:
        stage.tally.halve(f"killed backups have left {left[:3]}")
    _judge(stage, ground, last)


def _judge(stage: Stage, ground: Ground, file: Path) -> None:
    """A file that is there can be brought back, and is a prefix of the log it was made of, rows and all."""
    back = Ground("sqlite", ground.folder / f"back-{file.stem}")
    back.folder.mkdir()
    answer = typed(back, "restore", str(file))
    if answer.code != 0:
        stage.tally.halve(f"{file.name} cannot be brought back: {answer.said[-300:]}")
        return
    restored = Judge(back, stage.tally)
    restored.whole()
    restored.close()


SCENARIO = Scenario("backup killed", play, weight=8)
