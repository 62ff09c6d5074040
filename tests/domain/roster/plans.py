"""Small plans to be rostered, and the security group of the exam plan."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.errors import Reason
from domain.roster.check import violations
from domain.roster.problem import Assignment, Duty, Person, Policy, Problem, Span

SHANGHAI = ZoneInfo("Asia/Shanghai")
EVE, FIRST, SECOND = date(2026, 6, 6), date(2026, 6, 7), date(2026, 6, 8)
POSTS = {"P1": 2, "P2": 2, "P3": 2, "P4": 2, "P5": 3, "P7": 2, "P8": 2, "P9": 5}
"""Day posts of the security group with their heads; P6 stands at night with four (EXM-20)."""

HARD = Policy()
BASICS: dict[str, Any] = {"group": "security"}


def at(text: str) -> datetime:
    """``06-07 06:30`` of 2026."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


def span(begins: str, ends: str) -> Span:
    return Span(at(begins), at(ends))


def day(post: str, on: date = FIRST, heads: int = 1, **more: Any) -> Duty:
    """06:30 to 18:00."""
    begins = datetime(on.year, on.month, on.day, 6, 30, tzinfo=SHANGHAI)
    turn = Span(begins, begins + timedelta(hours=11, minutes=30))
    return Duty(
        **{"key": f"{post}/{on}/day", "post": post, "day": on, "heads": heads, **BASICS, "span": turn, **more}
    )


def night(post: str, on: date = FIRST, heads: int = 1, **more: Any) -> Duty:
    """18:00 to 06:00 of the next morning."""
    begins = datetime(on.year, on.month, on.day, 18, tzinfo=SHANGHAI)
    turn = Span(begins, begins + timedelta(hours=12))
    given = {"key": f"{post}/{on}/night", "post": post, "day": on, "heads": heads, "is_night": True}
    return Duty(**{**given, **BASICS, "span": turn, **more})


def guards(count: int, **more: Any) -> tuple[Person, ...]:
    """``g01`` and so on, of the security group."""
    return tuple(Person(**{"id": f"g{number + 1:02}", **BASICS, **more}) for number in range(count))


def reserve(count: int) -> tuple[Person, ...]:
    """``r01`` and so on."""
    return tuple(Person(f"r{number + 1:02}", "support", is_reserve=True) for number in range(count))


def security(people: int, policy: Policy = HARD, helpers: int = 0) -> Problem:
    """The nine posts with their 24 heads over two exam days and the eve's and the middle night."""
    duties = [
        day(post, on, heads, is_pair=post == "P2") for on in (FIRST, SECOND) for post, heads in POSTS.items()
    ]
    duties += [night("P6", on, 4) for on in (EVE, FIRST)]
    return Problem(tuple(duties), (*guards(people), *reserve(helpers)), policy)


def on(*pairs: tuple[Duty, str]) -> tuple[Assignment, ...]:
    return tuple(Assignment(duty.key, person) for duty, person in pairs)


def told(reason: Reason) -> str:
    """The English sentence, instants as they stand in the plan."""
    shown = {name: _shown(value) for name, value in reason.fields.items()}
    return reason.text.format_map(shown)


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%d %H:%M}"
    return ", ".join(map(_shown, value)) if isinstance(value, list) else str(value)  # pyright: ignore[reportUnknownArgumentType]


def against(problem: Problem, *pairs: tuple[Duty, str]) -> list[str]:
    """What speaks against the assignments."""
    return [told(one) for one in violations(problem, on(*pairs))]
