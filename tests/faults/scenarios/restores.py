"""Restores are killed: the folder is absent, empty or whole, and restoring again brings everything back."""

import shutil
from pathlib import Path

from domain.log import verify
from tests.faults.commandline import struck, typed
from tests.faults.grounds import Ground
from tests.faults.judge import Judge
from tests.faults.stage import Scenario, Stage
from tests.faults.victims import busy

COMMANDS = 300


def play(stage: Stage) -> None:
    with stage.ground() as (ground, judge):
        busy(ground, COMMANDS)
        judge.whole()
        file = ground.folder / "copy.zip"
        typed(ground, "backup", str(file))
        head = judge.log.head()
        whole_s = _tried(ground, file)
        number = 0
        while stage.tally.kills < stage.kills:
            number += 1
            back = Ground("sqlite", ground.folder / f"back-{number}")
            back.folder.mkdir()
            stage.tally.kills += struck(back, ("restore", str(file)), whole_s, stage.chance)
            _judge(stage, back, file, head)
            shutil.rmtree(back.folder)


def _tried(ground: Ground, file: Path) -> float:
    back = Ground("sqlite", ground.folder / "tried")
    back.folder.mkdir()
    return typed(back, "restore", str(file)).seconds


def _judge(stage: Stage, back: Ground, file: Path, head: int) -> None:
    """What is there is whole; where nothing is there, the next try brings it."""
    if back.data.exists() and any(back.data.iterdir()):
        missing = {"log.sqlite", "models.sqlite", "access.sqlite"} - {one.name for one in back.data.iterdir()}
        if missing:
            stage.tally.halve(f"a restored folder lacks {sorted(missing)}")
    else:
        answer = typed(back, "restore", str(file))
        stage.tally.heal(whole=answer.code == 0, how=f"restoring again came to {answer.said[-300:]}")
        if left := [one.name for one in back.folder.glob(".restore-*")]:
            stage.tally.halve(f"a killed restore has left {left[:3]}")
    report = verify(back.place)
    if not report.holds or report.head != head:
        stage.tally.halve(f"a restored log ends at {report.head} of {head}: {report.findings[:3]}")
    restored = Judge(back, stage.tally)
    restored.rows()
    restored.close()


SCENARIO = Scenario("restore killed", play, weight=6)
