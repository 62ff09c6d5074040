"""The console on the morning of an exam: forty-four rooms, a published roster, and a clock that the test moves."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import FloatRect, Locator
from starlette.routing import BaseRoute

from console.app import exam_routes
from console.live import Broker
from console.wiring import House
from tests.browser.house_console import Clock, HouseConsole
from tests.console.houses import copied_house, order, small_house
from tests.domain.campaigning import FACTS
from tests.domain.roster.exam import CODE, EXAM, GROUPS, POSTS, SECOND, TURNS, WHOLE
from tests.domain.school import FLOORS, SPARES, choice
from tests.projections.exam_office import STAFF, clock

NAMES = {
    "g1": "谢队员", "g2": "邓队员", "g3": "孙队员", "g4": "马队员", "g5": "沈队员",
    "l1": "高文员", "r1": "何队员", "r2": "吕队员", "leader": "罗队长", "plan": "林统筹",
}  # fmt: skip


def exam_house(folder: Path, now: Any) -> House:
    """The house at the moment that ``now`` tells, everything prepared in the days before."""
    house = small_house(folder, now)
    for account, roles in STAFF.items():
        grants = [{"role": role, "site": "s1", "since": "2026-01-01"} for role in roles]
        order(house, "member.join", account, site="", account=account, name=NAMES[account], roles=grants)
    say(house, "campaign.plan", name="2026年高考", anchor=EXAM, template="exam_support")
    for fact, given in FACTS.items():
        say(house, "campaign.fill_fact", fact=fact, **given)
    say(house, "campaign.start")
    plan = {"days": [EXAM, SECOND], "groups": GROUPS, "turns": TURNS, "posts": POSTS}
    say(house, "roster.open", **plan, policy={"day_min": 1440})
    for account in list(STAFF)[2:]:
        group = {"l": "logistics", "r": "reserve"}.get(account[0], "security")
        say(house, "roster.enlist", account=account, group=group)
    for duty, person in WHOLE:
        say(house, "roster.assign", duty=duty, person=person)
    say(house, "roster.publish")
    for building, floor, count in FLOORS:
        for door in range(1, count + 1):
            code = f"{building}{floor}{door:02}"
            place = {"building": building, "floor": floor, "kind": "exam_room"}
            order(house, "unit.register", f"room {code}", by="desk01", unit=code, **place)
    say(house, "rooms.choose", **{name: value for name, value in choice().items() if name != "campaign"})
    say(house, "rooms.name_spares", spares=SPARES)
    return house


def build_exam(folder: Path) -> Path:
    """The folder of such a house with everything projected, closed, to be copied."""
    house = exam_house(folder, lambda: clock("08:00", 2))
    house.worker.start()
    ready = house.worker.wait_for(house.log.head(), 30)
    house.close()
    assert ready
    return folder


_SAID = iter(range(1_000_000))


def say(house: House, do: str, by: str = "plan", **given: Any) -> Any:
    """One command of this campaign."""
    return order(house, do, f"said {next(_SAID)}", by=by, campaign=CODE, **given)


def settled(node: Locator) -> FloatRect:
    """Where a node stands once nothing moves it any more."""
    before = None
    while (box := node.bounding_box()) is None or box != before:
        before = box
        node.page.wait_for_timeout(200)
    return box


class ExamConsole(HouseConsole):
    """The console with the exam's board, its stream and its routes, over a copy of a house that was built."""

    def __init__(self, built: Path, folder: Path, at: str = "05:50", day: int = 7) -> None:
        self.clock = Clock(clock(at, day))
        house = copied_house(built, folder, self.clock)
        self._broker = Broker(house, lambda: False)
        super().__init__(house)

    @property
    def routes(self) -> Sequence[BaseRoute]:
        return [*super().routes, *self._broker.routes(), *exam_routes(self.house)]

    async def start(self) -> None:
        await super().start()
        self._broker.start()

    async def stop(self) -> None:
        await self._broker.stop()
        await super().stop()
