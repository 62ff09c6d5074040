"""Another program holds the store: for seconds everybody waits, for longer everybody is told, then all goes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

from domain.log.dialects import dialect_of
from tests.faults.commandline import refused_in_words
from tests.faults.diary import outcomes, refusals
from tests.faults.grounds import Ground
from tests.faults.stage import Scenario, Stage, wait_until
from tests.faults.victims import append, call_slip, kill, start

SOME_S = 1.0


def play(stage: Stage) -> None:
    with stage.ground() as (ground, judge):
        diary = ground.folder / "writer"
        desk = start(append, ground, "writer", stage.chance.randrange(1 << 30), diary)
        wait_until(lambda: len(outcomes(diary)) > 5, "a desk at work")
        refused = refusals(diary)
        with _held(ground):
            sleep(SOME_S)
        _goes_on(stage, diary, refused)
        with _held(ground):
            slip = call_slip(ground.folder / "slip")
            refused_in_words(stage.tally, ground, "apply", str(slip), patience_s=SOME_S)
        _goes_on(stage, diary, refused)
        kill(desk)
        judge.acknowledged(outcomes(diary))
        judge.whole()


def _goes_on(stage: Stage, diary: Path, refused: int) -> None:
    known = len(outcomes(diary))
    wait_until(lambda: len(outcomes(diary)) > known + 5, "a desk that goes on")
    stage.tally.heal(whole=refusals(diary) - refused < known, how="the desk was refused and not made to wait")


@contextmanager
def _held(ground: Ground) -> Iterator[None]:
    """The one lock that every append needs."""
    dialect = dialect_of(ground.place)
    holder = dialect.connect()
    dialect.begin_write(holder)
    try:
        yield
    finally:
        holder.close()


SCENARIO = Scenario("store locked", play)
