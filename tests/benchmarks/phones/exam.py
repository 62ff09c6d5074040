"""An exam whose turn begins within the hour, with posts for two and everybody signed in."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import msgspec

from console.exam.doing import post_code
from console.exam.sight import parts
from console.guard import SESSION_COOKIE
from console.wiring import House
from domain.roster.attendance import Attendance, duty_stream
from projections.exam.day import exam_day
from tests.benchmarks.boards.servers import Told
from tests.browser.exam_console import say
from tests.console.houses import order
from tests.domain.campaigning import FACTS
from tests.domain.roster.exam import CODE, GROUPS, TURNS, post

PATH = f"/live/exam?site=s1&c={CODE}"
BEFORE = timedelta(minutes=50)
LASTS = timedelta(hours=10)
PATIENCE_S = 30.0


class Rush:
    """The people of one exam in a house, two at each post.

    Attributes:
        day: The exam's, by the wall clock.
        people: Post by account.
    """

    def __init__(self, house: House, phones: int) -> None:
        self.house = house
        begins = (house.clock() + BEFORE).astimezone(house.site("s1").zone)
        self.day = begins.date().isoformat()
        self.people = {f"w{number:03}": f"P{number // 2:03}" for number in range(phones)}
        for account in ("plan", "screen", *self.people):
            roles = ["coordinator", "office_manager"] if account == "plan" else ["guard"]
            grants = [{"role": role, "site": "s1", "since": "2026-01-01"} for role in roles]
            order(house, "member.join", account, site="", account=account, name=account, roles=grants)
        say(house, "campaign.plan", name="高考", anchor=self.day, template="exam_support")
        for fact, given in FACTS.items():
            say(house, "campaign.fill_fact", fact=fact, **given)
        say(house, "campaign.start")
        hours = {"begins": f"{begins:%H:%M}:00", "ends": f"{begins + LASTS:%H:%M}:00"}
        self._roster([{**TURNS[0], **hours}])

    def _roster(self, turns: list[dict[str, Any]]) -> None:
        posts = [post(code, code, code, heads=2) for code in dict.fromkeys(self.people.values())]
        say(self.house, "roster.open", days=[self.day], groups=GROUPS, turns=turns, posts=posts)
        for account in self.people:
            say(self.house, "roster.enlist", account=account, group="security")
        for account, code in self.people.items():
            say(self.house, "roster.assign", duty=f"{code}/{self.day}/day", person=account)
        say(self.house, "roster.publish")

    def wait(self) -> None:
        """Until the console's pages know of everything."""
        until = time.monotonic() + PATIENCE_S
        while self.house.worker.position() < self.house.log.head():
            if time.monotonic() > until:
                raise TimeoutError
            time.sleep(0.05)

    def cookie(self, account: str) -> str:
        return f"{SESSION_COOKIE}={self.house.access.open_session(account)}"

    def press(self, account: str) -> dict[str, Any]:
        """What the phone of somebody posts who has read the code of their post."""
        code = self.people[account]
        proof = self.house.access.proof(post_code("s1", CODE, code))
        return {"id": uuid4().hex, "c": CODE, "do": "check_in", "given": {"post": code, "proof": proof}}

    def arrivals(self) -> Iterator[tuple[str, int]]:
        """Who arrived, by the log, with the position of each time."""
        for code in dict.fromkeys(self.people.values()):
            stream = duty_stream("s1", CODE, f"{code}/{self.day}/day")
            for event in self.house.log.stream(stream):
                yield str(getattr(event.fact, "person", "")), event.position

    def here(self) -> int:
        """Who is there, by the aggregates."""
        codes = dict.fromkeys(self.people.values())
        streams = (duty_stream("s1", CODE, f"{code}/{self.day}/day") for code in codes)
        return sum(len(self.house.log.get(Attendance, one).here) for one in streams)

    def told(self, presses: dict[str, float]) -> Told:
        """Position of each check-in with the instant of its press."""
        return [(position, presses[person]) for person, position in self.arrivals() if person in presses]

    def board(self) -> dict[str, Any]:
        """The full answer of now, part by part, read from the store and not from the stream."""
        day = exam_day(self.house.views, site="s1", campaign=CODE)
        return {one.id: msgspec.to_builtins(one.value) for one in parts(day)}

    def sizes(self) -> dict[str, int]:
        """Bytes of a whole board and of what one check-in alters: the head and a post."""
        rows = {id: len(msgspec.json.encode(value)) for id, value in self.board().items()}
        return {"board": sum(rows.values()), "rows": rows["head"] + rows["post:P000"], "beat": 160}
