"""The disk may only be read: every command line says so, and goes on when it may be written again."""

import shutil

from tests.faults.commandline import refused_in_words, typed
from tests.faults.disks import small_disk
from tests.faults.grounds import Ground
from tests.faults.judge import Judge
from tests.faults.stage import Scenario, Stage
from tests.faults.victims import busy, call_slip

VERBS = (("status",), ("rebuild",), ("ask", "queue", "--site", "s1"))


def play(stage: Stage) -> None:
    whole = stage.grounds.new()
    slip = call_slip(whole.folder / "slip")
    with small_disk(whole.folder / "disk") as disk:
        ground = Ground(whole.kind, disk.folder)
        shutil.copytree(whole.data, ground.data)
        busy(ground, 20)
        disk.forbid_writing()
        for command in (("apply", str(slip)), *VERBS, ("backup", str(disk.folder / "copy.zip"))):
            refused_in_words(stage.tally, ground, *command, beside=whole.folder)
        disk.forbid_writing(forbidden=False)
        for command in (("apply", str(slip)), *VERBS):
            answer = typed(ground, *command, beside=whole.folder)
            stage.tally.heal(whole=answer.code == 0, how=f"{command[0]}: {answer.said[-300:]}")
        judge = Judge(ground, stage.tally)
        judge.whole()
        judge.close()


SCENARIO = Scenario("disk read-only", play, stores=("sqlite",))
