"""Appenders are killed at random, several at once; whoever comes after sends again what was not answered."""

from pathlib import Path

from tests.faults.diary import Reader, acknowledged
from tests.faults.grounds import Ground
from tests.faults.judge import Judge
from tests.faults.stage import Scenario, Stage, wait_until
from tests.faults.victims import append, kill, start

AT_ONCE = 4
PORTION = 120
LONGEST_LIFE_S = 0.06


def play(stage: Stage) -> None:
    for kills in stage.portions(PORTION):
        with stage.ground() as (ground, judge):
            before = stage.tally.kills
            diaries = [ground.folder / f"appender-{number}" for number in range(AT_ONCE)]
            readers = [Reader(diary) for diary in diaries]
            while stage.tally.kills < before + kills:
                _round(stage, ground, diaries)
                _judge(judge, readers)
            judge.whole()


def _round(stage: Stage, ground: Ground, diaries: list[Path]) -> None:
    """Start one for each diary; kill them one after the other, each at work."""
    sizes = [diary.stat().st_size if diary.exists() else 0 for diary in diaries]
    victims = [start(append, ground, diary.name, stage.chance.randrange(1 << 30), diary) for diary in diaries]
    for victim, diary, size in zip(victims, diaries, sizes, strict=True):
        wait_until(lambda at=diary, was=size: at.exists() and at.stat().st_size > was, "an appender at work")
        victim.join(stage.chance.random() * LONGEST_LIFE_S)
        stage.tally.kills += kill(victim)


def _judge(judge: Judge, readers: list[Reader]) -> None:
    """What each was told holds."""
    for reader in readers:
        judge.acknowledged(acknowledged(reader.news()))
    judge.tail()


SCENARIO = Scenario("appenders killed", play, weight=40)
