"""A small exam behind the real door: four posts on two days, a day and a night turn, and people to man them."""

from typing import Any

from domain.roster.roster import Roster, roster_stream
from tests.domain.doorway import Doorway

CODE = "gaokao-2026"
EXAM, SECOND = "2026-06-07", "2026-06-08"
GROUPS = [
    {"code": "security", "name": {"zh": "安全防控组", "en": "Security"}, "heads": 4},
    {"code": "logistics", "name": {"zh": "后勤保障组", "en": "Logistics"}},
    {"code": "warm", "name": {"zh": "暖心服务组", "en": "Warm help"}},
    {"code": "reserve", "name": {"zh": "应急支援组", "en": "Reserve"}, "is_reserve": True},
]
TURNS = [
    {"code": "day", "name": {"zh": "白班", "en": "Day"}, "begins": "06:30:00", "ends": "18:00:00"},
    {"code": "night", "name": {"zh": "夜班", "en": "Night"}, "begins": "18:00:00", "ends": "06:30:00",
     "is_night": True},
]  # fmt: skip


def post(code: str, zh: str, en: str, group: str = "security", **more: Any) -> dict[str, Any]:
    return {"code": code, "name": {"zh": zh, "en": en}, "group": group, "turns": ["day"], **more}


POSTS = [
    post("P2", "大门岗", "Main gate", heads=2, is_pair=True, rule="EXM-P2"),
    post("P5", "球场门", "Ball-court gate", police=[2, 3], rule="EXM-P5"),
    post("P6", "夜间巡查", "Night patrol", turns=["night"], days=[EXAM], rule="EXM-P6"),
    post("S1", "物品存放处", "Belongings store", "logistics", days=[SECOND]),
    post("M1", "监控室", "Monitoring room", heads=2, is_counted=False),
]
GUARDS = ("g1", "g2", "g3", "g4", "g5")
PEOPLE = {**dict.fromkeys(GUARDS, "security"), "l1": "logistics"}
DAY = [("P2", "g1"), ("P2", "g2"), ("P5", "g3")]
WHOLE = [
    *((f"{post}/{day}/day", person) for day in (EXAM, SECOND) for post, person in DAY),
    (f"P6/{EXAM}/night", "g4"),
    (f"S1/{SECOND}/day", "l1"),
]
"""Everybody in place."""


class Exam:
    """The commands of one campaign's roster, by its coordinator unless another is named."""

    def __init__(self, site: Doorway, code: str = CODE) -> None:
        self.site, self.code = site, code

    def do(self, do: str, by: str = "plan", **given: Any) -> dict[str, Any]:
        return self.site.do(f"roster.{do}", by, campaign=self.code, **given).results

    def refused(self, do: str, by: str = "plan", **given: Any) -> list[str]:
        return self.site.refused(f"roster.{do}", by, campaign=self.code, **given)

    def take(self, places: list[tuple[str, str]]) -> dict[str, Any]:
        return self.do("take", assignments=listed(places), made_for=self.now.basis)

    @property
    def now(self) -> Roster:
        return self.site.log.get(Roster, roster_stream("s1", self.code))


def listed(places: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"duty": duty, "person": person} for duty, person in places]


def staffed(site: Doorway) -> None:
    """The coordinator, the head of the office, and six who do duty."""
    roles = {
        "plan": "coordinator",
        "office": "office_manager",
        "leader": "security_leader",
        "l1": "assistant",
    }
    for account in ("plan", "office", "leader", *PEOPLE):
        grant = {"role": roles.get(account, "guard"), "site": "s1", "since": "2026-01-01"}
        site.do("member.join", "boss", account=account, name=f"员工{account}", roles=[grant])


def opened(site: Doorway, code: str = CODE, **more: Any) -> Exam:
    """An open roster without people."""
    exam = Exam(site, code)
    plan = {
        "days": [EXAM, SECOND],
        "groups": GROUPS,
        "turns": TURNS,
        "posts": POSTS,
        "leave_stops": [EXAM, SECOND],
        "policy": {"day_min": 1440},
    }
    exam.do("open", **{**plan, **more})
    return exam


def manned(site: Doorway, code: str = CODE, **more: Any) -> Exam:
    """An open roster with everybody enlisted and nobody in place."""
    exam = opened(site, code, **more)
    for account, group in PEOPLE.items():
        exam.do("enlist", account=account, group=group)
    return exam
