"""One exam of the demo: its days, its rooms, and the plan of everything that is recorded of it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

import msgspec

from domain.campaigns.places import Floor
from domain.campaigns.template import Template
from domain.rooms.sheets import Sheets
from seed.demo import crew
from seed.demo.chance import Chance
from seed.demo.days import DAY, local
from seed.demo.exams.script import ExamScript, script, template
from seed.demo.life import Life

TEMPLATE: Final = "exam_support"
COORDINATOR: Final = crew.COORDINATOR


class Exam:
    """One exam while its plan is made.

    Attributes:
        anchor: Its first day.
        chance: Of small delays only; what happens stands in the script.
    """

    def __init__(self, told: ExamScript, first_day: date, chance: Chance) -> None:
        self.told = told
        self.code = told.code
        self.anchor = first_day + told.day * DAY
        self.chance = chance

    @property
    def template(self) -> Template:
        return template(TEMPLATE)

    @property
    def sheets(self) -> Sheets:
        return self.template.sheets or Sheets((), ())

    def at(self, day: int, hour: int, minute: int = 0) -> datetime:
        """A moment by the site's clock, so many days after the anchor day."""
        return local(self.anchor + day * DAY, hour, minute)

    def life(self, part: str, *, ticket: bool = False) -> "ExamLife":
        return ExamLife(self, part, ticket=ticket)


class ExamLife(Life):
    """Commands of one exam, which name its campaign."""

    def __init__(self, exam: Exam, part: str, *, ticket: bool = False) -> None:
        super().__init__(f"{exam.code}-{part}", exam.chance, ticket=ticket)
        self._campaign = exam.code

    def tell(self, do: str, at: datetime, by: str, **arguments: Any) -> datetime:
        """Plan a command of the campaign."""
        return self.note(do, at, by, campaign=self._campaign, **arguments)


def floors() -> tuple[Floor, ...]:
    """The floors with exam rooms (UNT-04)."""
    plan = template(TEMPLATE).rooms
    return plan.floors if plan else ()


def rooms() -> Iterator[tuple[str, str, str]]:
    """The school's exam rooms as the template counts them: code, building, floor (UNT-04)."""
    for floor in floors():
        building, storey = floor.code[0], floor.code[1:]
        for number in range(1, floor.rooms + 1):
            yield f"{building}-{storey}{number:02}", building, storey


def school(chance: Chance, at: datetime, by: str) -> Life:
    """The school's rooms and places registered (UNT-03..05)."""
    life = Life("school", chance)
    for place in script().places:
        at += timedelta(seconds=10)
        life.note("unit.register", at, by, name=place.unit, **msgspec.to_builtins(place))
    for room, building, floor in rooms():
        at += timedelta(seconds=10)
        life.note("unit.register", at, by, unit=room, kind="exam_room", building=building, floor=floor)
    return life
