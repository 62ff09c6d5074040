"""A fold fails for one ticket: it stands still visibly, everything else goes on, and the mended edition takes it up."""

from tests.faults import editions
from tests.faults.commandline import typed
from tests.faults.grounds import Ground
from tests.faults.stage import Scenario, Stage, wait_until
from tests.faults.victims import busy, follow, followed_to, kill, start


def play(stage: Stage) -> None:
    with stage.ground() as (ground, judge):
        busy(ground, 60, project=False)
        mark = ground.folder / "followed"
        console = start(follow, ground, mark, editions.defective)
        wait_until(lambda: followed_to(mark) == judge.log.head(), "a console that goes on past the defect")
        kill(console)
        parked = _parked(ground)
        stage.tally.heal(
            whole=len(parked) == 1 and parked[0].endswith(editions.UNLUCKY), how=f"parked: {parked}"
        )
        _told(stage, ground, parked[0])
        judge.rows()
        mark.unlink()
        busy(ground, 1, seed=2, project=False)
        console = start(follow, ground, mark)
        wait_until(lambda: followed_to(mark) == judge.log.head(), "the mended console")
        kill(console)
        stage.tally.heal(whole=not _parked(ground), how=f"still parked: {_parked(ground)}")
        judge.whole()


def _parked(ground: Ground) -> list[str]:
    with ground.house() as house:
        return [one.key for one in house.projector.store.parked_rows()]


def _told(stage: Stage, ground: Ground, key: str) -> None:
    """``status`` names the stream and where it stands, in the reader's language."""
    for language, word in (("zh", "停住"), ("en", "Stands still")):
        answer = typed(ground, "status", language=language)
        lines = [line for line in answer.said.splitlines() if key in line]
        told = answer.code == 0 and len(lines) == 1 and word in lines[0]
        stage.tally.tell(in_words=told, said=answer.said[-300:])


SCENARIO = Scenario("poison event", play)
