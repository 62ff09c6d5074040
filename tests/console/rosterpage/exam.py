"""One campaign's roster in a small house: four posts on two days, its coordinator, and six who do duty."""

from typing import Any

from console.wiring import House
from domain.roster.roster import Roster, roster_stream
from tests.console.houses import order
from tests.domain.roster.exam import CODE, EXAM, GROUPS, GUARDS, PEOPLE, POSTS, SECOND, TURNS

PLANNER, OFFICE, GUARD = "desk01", "duty01", "g1"


class Exam:
    """The commands of the campaign's roster, by its coordinator unless another is named."""

    def __init__(self, house: House) -> None:
        self.house, self.sent = house, 0

    def do(self, do: str, by: str = PLANNER, **given: Any) -> dict[str, Any]:
        self.sent += 1
        told = order(self.house, f"roster.{do}", str(self.sent), by=by, campaign=CODE, **given)
        return told.results

    @property
    def now(self) -> Roster:
        return self.house.log.get(Roster, roster_stream("s1", CODE))

    @property
    def places(self) -> list[tuple[str, str]]:
        return [(one.duty, one.person) for one in self.now.draft]


def prepared(house: House) -> Exam:
    """Everybody enlisted and nobody in place."""
    exam = Exam(house)
    for account in PEOPLE:
        grants = [{"role": "guard", "site": "s1", "since": "2026-01-01"}]
        order(house, "member.join", account, site="", account=account, name=f"队员{account}", roles=grants)
    days: dict[str, Any] = {"days": [EXAM, SECOND], "leave_stops": [EXAM, SECOND]}
    exam.do("open", groups=GROUPS, turns=TURNS, posts=POSTS, policy={"day_min": 1440}, **days)
    for account, group in PEOPLE.items():
        exam.do("enlist", account=account, group=group)
    return exam


__all__ = ["GUARD", "GUARDS", "OFFICE", "PLANNER", "Exam", "prepared"]
