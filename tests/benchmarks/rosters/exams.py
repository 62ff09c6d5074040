"""The exam as problems of any size: the security group alone, and all seven groups over five days."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from domain.roster.problem import Duty, Person, Policy, Problem, Skill, Span

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST = date(2026, 6, 5)
DAYS, POSTS, PEOPLE = 5, 60, 120
SECURITY = {"P1": 2, "P2": 2, "P3": 2, "P4": 2, "P5": 3, "P7": 2, "P8": 2, "P9": 5}
GROUPS = {
    "security": (24, 9),
    "maintenance": (20, 11),
    "logistics": (12, 8),
    "cleaning": (22, 12),
    "warm_help": (14, 8),
    "coordination": (8, 5),
    "support": (20, 7),
}
"""People and posts of each group; 120 and 60 in all."""
AWAY = {"security": 10, "maintenance": 10, "cleaning": 8, "logistics": 5, "warm_help": 5, "support": 6}
"""How many of each group do not come to the exam that is short of people."""
SKILLED = {"maintenance": "electrician", "security": "fire_panel"}


def turn(post: str, group: str, day: date, hours: tuple[float, float], heads: int, **more: Any) -> Duty:
    """One post on one day, from and to so many hours after midnight."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
    span = Span(*(midnight + timedelta(hours=one) for one in hours))
    return Duty(f"{post}/{day}/{hours[0]:g}", post, group, day, span, heads, **more)


def security(people: int, policy: Policy | None = None) -> Problem:
    """Nine posts with 24 heads: two exam days, the eve's night and the night between (EXM-20)."""
    days = [FIRST + timedelta(days=1), FIRST + timedelta(days=2)]
    duties = [
        turn(post, "security", day, (6.5, 18), heads, is_pair=post == "P2")
        for day in days
        for post, heads in SECURITY.items()
    ]
    duties += [turn("P6", "security", day, (18, 30), 4, is_night=True) for day in (FIRST, days[0])]
    crew = tuple(Person(f"s{number:02}", "security") for number in range(people))
    return Problem(tuple(duties), crew, policy or Policy())


def whole() -> Problem:
    """Seven groups, 120 people, 60 posts, 5 days; the reserve may help, some have leave, some posts ask for a skill."""
    duties, people = list[Duty](), list[Person]()
    for group, (crew, posts) in GROUPS.items():
        for number in range(crew):
            skilled = group in SKILLED and number % 3 == 0
            people.append(
                Person(
                    f"{group}{number:02}",
                    group,
                    (Skill(SKILLED[group]),) if skilled else (),
                    is_reserve=group == "support",
                    away=(_leave(number),) if number % 7 == 3 else (),
                )
            )
        for number in range(posts):
            duties += _post(f"{group}-{number + 1}", group, number)
    return Problem(tuple(duties), tuple(people), Policy(with_reserve=True, standing_reserve=4))


def short() -> Problem:
    """The same exam without 44 of its people: heads are missing in several groups at once."""
    problem = whole()
    gone = {f"{group}{number:02}" for group, count in AWAY.items() for number in range(count)}
    left = tuple(one for one in problem.people if one.id not in gone)
    return msgspec.structs.replace(problem, people=left)


def _leave(number: int) -> Span:
    begins = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=SHANGHAI) + timedelta(days=number % DAYS)
    return Span(begins, begins + timedelta(days=1))


def _post(post: str, group: str, number: int) -> list[Duty]:
    days = [FIRST + timedelta(days=offset) for offset in range(DAYS)]
    if number == 3 and group in ("security", "maintenance"):
        return [turn(post, group, day, (18, 30), 3, is_night=True) for day in days]
    if number == 4 and group in ("logistics", "cleaning"):
        halves = ((6.5, 12.0), (12.0, 18.0))
        return [turn(post, group, day, half, 1) for day in days for half in halves]
    heads = 2 if number in (0, 1) else 1 + (group == "security" and number > 5)
    skills = (SKILLED[group],) if number == 2 and group in SKILLED else ()
    return [turn(post, group, day, (6.5, 18), heads, is_pair=number == 0, skills=skills) for day in days]
