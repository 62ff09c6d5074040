"""A whole exam behind the door: a running campaign, a published roster with a reserve, forty-four rooms."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from projections.exam.day import exam_day
from projections.exam.rows import ExamDay, PostNow
from seed.catalogue import templates
from tests.domain.campaigning import FACTS
from tests.domain.roster.exam import CODE, EXAM, GROUPS, POSTS, SECOND, TURNS, WHOLE
from tests.domain.school import FLOORS, SPARES, choice
from tests.projections.office import Office

STAFF = {
    "plan": ["coordinator", "office_manager"],
    "leader": ["security_leader"],
    **{f"g{n}": ["guard"] for n in range(1, 6)},
    "l1": ["assistant"],
    "r1": ["guard"],
    "r2": ["guard"],
}
GATE, COURT, NIGHT = f"P2/{EXAM}/day", f"P5/{EXAM}/day", f"P6/{EXAM}/night"


def clock(text: str, day: int = 7) -> datetime:
    """``05:58`` of the exam day at the site."""
    return datetime.fromisoformat(f"2026-06-{day:02}T{text}:00+08:00").astimezone(UTC)


class ExamOffice:
    """The exam's commands and its board."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def at(self, text: str, day: int = 7) -> None:
        self.office.clock.now = clock(text, day)

    def do(self, do: str, by: str = "leader", **given: Any) -> dict[str, Any]:
        return self.office.do(do, by, campaign=CODE, **given).results

    def asked(self, as_of: datetime | int | None = None) -> ExamDay:
        self.office.projector.catch_up()
        return exam_day(self.office.views, site="s1", campaign=CODE, as_of=as_of)

    def post(self, code: str, as_of: datetime | int | None = None) -> PostNow:
        return next(one for one in self.asked(as_of).posts if one.code == code)


def prepared(office: Office) -> ExamOffice:
    """Everything ready at 05:50 on the exam day, nobody there yet."""
    exam = ExamOffice(office)
    for account, roles in STAFF.items():
        grants = [{"site": "s1", "role": role} for role in roles]
        office.do("member.join", "boss", account=account, name=f"员工{account}", roles=grants)
    _campaign(exam)
    _roster(exam)
    _rooms(exam)
    exam.at("05:50")
    return exam


def _campaign(exam: ExamOffice) -> None:
    template = next(one for one in templates() if one.code == "exam_support")
    exam.office.do("campaign.publish_template", "plan", template=msgspec.to_builtins(template))
    exam.do("campaign.plan", "plan", name="2026年高考", anchor=EXAM, template="exam_support")
    for fact, given in FACTS.items():
        exam.do("campaign.fill_fact", "plan", fact=fact, **given)
    exam.do("campaign.start", "plan")


def _roster(exam: ExamOffice) -> None:
    policy = {"day_min": 1440}
    plan = {"days": [EXAM, SECOND], "groups": GROUPS, "turns": TURNS, "posts": POSTS, "policy": policy}
    exam.do("roster.open", "plan", **plan)
    for account in list(STAFF)[2:]:
        group = {"l": "logistics", "r": "reserve"}.get(account[0], "security")
        exam.do("roster.enlist", "plan", account=account, group=group)
    for duty, person in WHOLE:
        exam.do("roster.assign", "plan", duty=duty, person=person)
    exam.do("roster.publish", "plan")


def _rooms(exam: ExamOffice) -> None:
    for building, floor, count in FLOORS:
        for door in range(1, count + 1):
            code = f"{building}{floor}{door:02}"
            exam.office.do("unit.register", unit=code, building=building, floor=floor, kind="exam_room")
    exam.at("08:00", day=2)
    given = {name: value for name, value in choice().items() if name != "campaign"}
    exam.do("rooms.choose", "plan", **given)
    exam.do("rooms.name_spares", "plan", spares=SPARES)
