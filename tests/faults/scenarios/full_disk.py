"""The disk is full: nobody is told that anything was recorded, everybody is told why not, and room is enough to go on."""

import shutil
from pathlib import Path

from tests.faults.commandline import refused_in_words, typed
from tests.faults.diary import outcomes, refusals
from tests.faults.disks import Disk, small_disk
from tests.faults.grounds import Ground
from tests.faults.judge import Judge
from tests.faults.stage import Scenario, Stage, wait_until
from tests.faults.victims import append, call_slip, follow, followed_to, kill, start


def play(stage: Stage) -> None:
    whole = stage.grounds.new()
    with small_disk(whole.folder / "disk") as disk:
        ground = Ground(whole.kind, disk.folder)
        shutil.copytree(whole.data, ground.data)
        judge = Judge(ground, stage.tally)
        _fill(stage, ground, judge, disk, whole.folder / "writer")
        judge.acknowledged(outcomes(whole.folder / "writer"))
        judge.whole()
        judge.close()


def _fill(stage: Stage, ground: Ground, judge: Judge, disk: Disk, diary: Path) -> None:
    """While a desk and a console are at work, which both go on by themselves afterwards."""
    slip = call_slip(diary.parent / "slip")
    desk = start(append, ground, "writer", stage.chance.randrange(1 << 30), diary)
    followed = diary.parent / "followed"
    console = start(follow, ground, followed)
    wait_until(lambda: len(outcomes(diary)) > 5 and followed.exists(), "a desk and a console at work")
    disk.fill()
    wait_until(lambda: refusals(diary) > 0, "a desk that is told")
    told_at = len(outcomes(diary))
    for command in (("apply", str(slip)), ("rebuild",), ("backup", str(disk.folder / "copy.zip"))):
        refused_in_words(stage.tally, ground, *command, beside=diary.parent)
    stage.tally.tell(in_words=desk.is_alive(), said="the desk ended")
    disk.make_room()
    wait_until(lambda: len(outcomes(diary)) > told_at + 5, "a desk that goes on")
    kill(desk)
    answer = typed(ground, "apply", str(slip), beside=diary.parent)
    stage.tally.heal(whole=answer.code == 0, how=answer.said[-300:])
    head = judge.log.head()
    wait_until(lambda: followed_to(followed) >= head, "a console that goes on")
    kill(console)


SCENARIO = Scenario("disk full", play, stores=("sqlite",))
