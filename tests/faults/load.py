"""What a large company's desks do in their busiest hour, and desks that do it at any multiple of that.

A hundred sites of 1,200 homes each. The demonstration estate, which is drawn after real ones, has 13.2 tickets a month
for each hundred homes, a working day 1.12 times its share, two rush hours (08:00–10:00, and again at 17:30), and 14.7
events a ticket. So a site's working day brings 13.2 × 12 / 30 × 1.12 = 5.9 tickets, a hundred sites 591; 28 % of them
come in the two hours of one rush: 166 tickets, 2,439 events in 7,200 s, which is 0.34 events a second.
Twenty times that is 6.8 events a second; a command records one event.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

import msgspec

from console.wiring import wall_clock
from domain.errors import Refused
from domain.log import Log, StoreUnavailable
from domain.operations import Door, Outcome
from seed.demo.arrivals import A_MONTH_PER_100_HOMES, WORKING_DAY
from tests.faults.diary import Acknowledged
from tests.faults.grounds import Ground

SITES, HOMES = 100, 1200
EVENTS_A_TICKET = 14.7
RUSH_SHARE, RUSH_S = 8.5 / 30.3, 7200
OPEN_A_SITE = 6
STEPS = (
    "ticket.answer",
    "ticket.assign",
    *("ticket.remark", "ticket.urge") * 5,
    "ticket.finish",
    "ticket.close",
)
"""What follows a report; with it fourteen events, as a ticket has."""
ALTERING = ("help.report", "ticket.close")
AGAIN_S = 0.2
REPEATS = 0.03
"""Part of the commands that are sent a second time though they were answered."""


def peak_rate(sites: int = SITES, homes: int = HOMES) -> float:
    """Events a second of a company in its rush hours."""
    tickets = A_MONTH_PER_100_HOMES * sites * homes / 100 / 30 * WORKING_DAY
    return tickets * RUSH_SHARE * EVENTS_A_TICKET / RUSH_S


class Done(msgspec.Struct, frozen=True):
    """A command that was answered.

    Attributes:
        outcome: What came back.
        site: Where it was.
        alters: Whether it adds a row to the site's board or takes one away.
        sent_at: Monotonic seconds at which it was sent first.
        done_at: The same of the answer.
        tries: How often it was sent.
        differs: It was sent again, and another outcome came back.
    """

    outcome: Acknowledged
    site: str
    alters: bool
    sent_at: float
    done_at: float
    tries: int = 1
    differs: bool = False


class Desks:
    """The desks of all sites: tickets are opened, worked on and closed, so that boards stay as full as they are."""

    def __init__(self, name: str, sites: list[str], chance: Random) -> None:
        self._name, self._sites, self._chance = name, sites, chance
        self._open: dict[str, dict[str, int]] = defaultdict(dict)
        self._count = 0

    def next(self) -> dict[str, Any]:
        """The next command."""
        self._count += 1
        site = self._chance.choice(self._sites)
        at_hand = self._open[site]
        command = {"id": f"{self._name}-{self._count}", "site": site, "by": "desk"}
        if len(at_hand) < OPEN_A_SITE:
            return {**command, "do": "help.report", "matter": f"楼道灯不亮 {self._count}", "place": "gate"}
        number = self._chance.choice([*at_hand])
        do = STEPS[at_hand[number]]
        told: dict[str, Any] = {"ticket.assign": {"to": ["tech"]}, "ticket.answer": {"what": "马上到"}}.get(
            do, {}
        )
        told = {"what": f"备注 {self._count}"} if do == "ticket.remark" else told
        return {**command, "do": do, "ticket": number, **told}

    def took(self, command: dict[str, Any], outcome: Outcome | None) -> None:
        """Go on with a ticket; one that was refused is left alone."""
        at_hand = self._open[command["site"]]
        reported = outcome.results.get("ticket", "") if outcome else ""
        number: str = command.get("ticket", reported)
        if outcome is None or command["do"] == STEPS[-1]:
            at_hand.pop(number, None)
        else:
            at_hand[number] = at_hand.get(number, -1) + 1


def work(ground: Ground, name: str, sites: list[str], rate: float, seed: int, told: Path) -> None:
    """Send commands at a rate until the process dies; what cannot be done now is sent again under the same id."""
    chance = Random(seed)  # noqa: S311 - made-up work
    desks = Desks(name, sites, chance)
    with Log.open(ground.place, wall_clock) as log, told.open("ab", buffering=0) as file:
        door, due = Door(log, wall_clock), monotonic()
        while True:
            due = max(due + chance.uniform(0.5, 1.5) / rate, monotonic() - 1)
            sleep(max(0.0, due - monotonic()))
            command = desks.next()
            done, outcome = _sent(door, command, again=chance.random() < REPEATS)
            desks.took(command, outcome)
            if done:
                file.write(msgspec.json.encode(done) + b"\n")


def _sent(door: Door, command: dict[str, Any], *, again: bool) -> tuple[Done | None, Outcome | None]:
    """One command until it is answered; now and then once more, which must change nothing."""
    began, tries = monotonic(), 1
    while True:
        try:
            outcome = door.submit(command)
            done_at = monotonic()
            differs = again and door.submit(command).position != outcome.position
        except StoreUnavailable:
            tries += 1
            sleep(AGAIN_S)
        except Refused:
            return None, None
        else:
            told = Acknowledged(command["id"], outcome.position, outcome.events)
            return Done(
                told, command["site"], command["do"] in ALTERING, began, done_at, tries, differs
            ), outcome


class Answers:
    """Reads on in what desks were told."""

    def __init__(self, path: Path) -> None:
        self._path, self._at = path, 0
        self._decode = msgspec.json.Decoder(Done).decode

    def news(self) -> Iterator[Done]:
        """What was answered since the last time."""
        if not self._path.exists():
            return
        with self._path.open("rb") as file:
            file.seek(self._at)
            whole = file.read().rpartition(b"\n")[0]
        self._at += len(whole) + bool(whole)
        yield from map(self._decode, whole.splitlines())
