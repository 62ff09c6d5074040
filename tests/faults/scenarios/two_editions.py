"""Two consoles of different editions: the older one parks what it cannot read, refuses in words, and never guesses."""

import json
from pathlib import Path

from msgspec import structs

from console.wiring import wall_clock
from domain.facts import Recorded, whole_seconds
from domain.log import Log
from domain.operations import Door
from domain.tickets.ticket import ticket_stream
from tests.faults import editions
from tests.faults.commandline import refused_in_words, typed
from tests.faults.grounds import Ground
from tests.faults.replay import wrong_rows
from tests.faults.stage import Scenario, Stage, wait_until
from tests.faults.victims import busy, follow, followed_to, kill, start

SITE = "s1"


def play(stage: Stage) -> None:
    with stage.ground() as (ground, judge):
        busy(ground, 60)
        mark, told, found = (ground.folder / name for name in ("followed", "told", "found"))
        console = start(follow, ground, mark)
        start(record_as_newer, ground, told).join()
        wait_until(lambda: followed_to(mark) == judge.log.head(), "the older console goes on")
        kill(console)
        judge.order()
        judge.rows()
        _older(stage, ground, *json.loads(told.read_text()))
        start(judge_as_newer, ground, found).join()
        parked, wrong = json.loads(found.read_text())
        stage.tally.heal(whole=not parked, how=f"still parked in the newer edition: {parked}")
        for model, count in wrong.items():
            stage.tally.mistake(count, f"newer edition: {count} rows of {model} differ from a replay")


def _older(stage: Stage, ground: Ground, scented: str, urged: str, plain: str) -> None:
    """What the older edition makes of the three tickets."""
    with ground.house() as house:
        parked = {one.key for one in house.projector.store.parked_rows()}
    expected = {ticket_stream(SITE, scented), ticket_stream(SITE, urged)}
    stage.tally.heal(whole=parked == expected, how=f"parked {parked}, not {expected}")
    for number, code in ((scented, 1), (urged, 1), (plain, 0)):
        slip = _slip(ground.folder / f"slip-{number}", number)
        if code:
            refused_in_words(stage.tally, ground, "apply", str(slip))
            refused_in_words(
                stage.tally, ground, "ask", "ticket", "--site", SITE, "--param", f"number={number}"
            )
        else:
            answer = typed(ground, "apply", str(slip))
            stage.tally.heal(whole=answer.code == 0, how=f"{number}: {answer.said[-300:]}")
    answer = typed(ground, "ask", "queue", "--site", SITE)
    stage.tally.heal(whole=answer.code == 0 and plain in answer.said, how=answer.said[-300:])


def _slip(file: Path, number: str) -> Path:
    command = {
        "id": f"older {number}",
        "site": SITE,
        "by": "desk",
        "do": "ticket.remark",
        "ticket": number,
        "what": "还在漏",
    }
    file.write_text(json.dumps(command), "utf-8")
    return file


def record_as_newer(ground: Ground, told: Path) -> None:
    """Record what only a newer edition knows about two tickets, and something plain about a third."""
    editions.newer()
    with Log.open(ground.place, wall_clock) as log:
        door = Door(log, wall_clock)
        numbers = [_reported(door, f"newer {number}") for number in range(3)]
        scented = ticket_stream(SITE, numbers[0])
        at = whole_seconds(wall_clock())
        fact = editions.Scented(strength=3)
        event = Recorded(
            scented, 2, fact=fact, happened_at=at, site=SITE, by="desk", doer="desk", role="desk"
        )
        log.append([structs.replace(event, through="console", command="scent", part=0)])
        for number in numbers[1:]:
            do = "ticket.urge" if number == numbers[1] else "ticket.assign"
            to = {} if number == numbers[1] else {"to": ["tech"]}
            door.submit(
                {"id": f"newer {number}", "site": SITE, "by": "desk", "do": do, "ticket": number, **to}
            )
    told.write_text(json.dumps(numbers))


def _reported(door: Door, id: str) -> str:
    call = {"id": id, "site": SITE, "by": "desk", "do": "help.report", "matter": "异味", "place": "gate"}
    return str(door.submit(call).results["ticket"])


def judge_as_newer(ground: Ground, found: Path) -> None:
    """Follow the log as the newer edition does, and compare every row with a replay that it makes itself."""
    editions.newer()
    with ground.house() as house:
        house.worker.start()
        wait_until(lambda: house.worker.wait_for(house.log.head(), 0.1), "the newer edition")
        wait_until(lambda: not house.projector.store.parked_rows(), "streams that are taken up", 10)
        house.worker.stop()
        parked = [one.key for one in house.projector.store.parked_rows()]
        found.write_text(json.dumps([parked, wrong_rows(house)]))


SCENARIO = Scenario("two editions", play)
