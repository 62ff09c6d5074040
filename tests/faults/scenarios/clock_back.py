"""The clock jumps back by an hour: the log's times never fall, and what lies ahead of the clock is refused in words."""

from datetime import UTC, datetime, timedelta

from console.languages import LANGUAGES, render
from domain.errors import Refused
from domain.log import Log
from domain.operations import Door
from tests.faults.diary import outcomes
from tests.faults.stage import Scenario, Stage, wait_until
from tests.faults.victims import append, kill, start

BACK = timedelta(hours=1)


def play(stage: Stage) -> None:
    with stage.ground() as (ground, judge):
        for number, back in enumerate((timedelta(), BACK, timedelta())):
            diary = ground.folder / f"writer-{number}"
            desk = start(append, ground, f"writer-{number}", number, diary, back)
            wait_until(lambda at=diary: len(outcomes(at)) > 20, "a desk that goes on")
            kill(desk)
            judge.acknowledged(outcomes(diary))
            judge.tail()
            stage.tally.heal(whole=True, how="")
        with Log.open(ground.place, _an_hour_ago) as log:
            _ahead(stage, Door(log, _an_hour_ago))
        judge.whole()


def _an_hour_ago() -> datetime:
    return datetime.now(UTC) - BACK


def _ahead(stage: Stage, door: Door) -> None:
    """A command of the right time comes to a clock that is wrong."""
    command = {
        "id": "ahead",
        "site": "s1",
        "by": "desk",
        "do": "help.report",
        "matter": "call",
        "place": "gate",
    }
    try:
        door.submit({**command, "at": datetime.now(UTC).isoformat()})
    except Refused as refusal:
        said = {language: render(refusal.reasons[0], language) for language in LANGUAGES}
        stage.tally.tell(in_words=said["zh"] != said["en"], said=str(said))
    else:
        stage.tally.tell(in_words=False, said="what lies in the future was recorded")


SCENARIO = Scenario("clock jumps back", play)
