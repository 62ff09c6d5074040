"""Who works at the estate, in which post, and who is on duty when."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

import msgspec

from domain.roles import Role
from seed.demo.days import ZONE, local

CHIEF: Final = "admin"
DESK: Final = ("qiantai01", "qiantai02", "qiantai03")
DUTY_MANAGERS: Final = ("zhiban01", "zhiban02", "zhiban03")
HEADS: Final = ("gongcheng01", "gongcheng02")
TECHNICIANS: Final = tuple(f"weixiu{number:02}" for number in range(1, 9))
AREA_OFFICERS: Final = ("quyu01", "quyu02")
GUARDS: Final = ("anguan02", "anguan03", "anguan04")
SECURITY_LEADER: Final = "anguan01"
OFFICER: Final = "wuguan01"
ASSISTANT: Final = "kefu01"
FINANCE: Final = "caiwu01"
MANAGER: Final = "guanli01"
TRAINEE: Final = "shixi01"
COORDINATOR: Final = "huodong01"
SURVEYORS: Final = (AREA_OFFICERS[0], ASSISTANT, AREA_OFFICERS[1], OFFICER, DESK[2])
"""Who goes from door to door with the forms of a survey."""


class Post(msgspec.Struct, frozen=True):
    """One account and its role; ``since`` as a date, ``until_day`` counted in days of the history."""

    account: str
    role: Role
    since: date
    until_day: int | None = None


def _posts(accounts: Sequence[str], role: Role, year: int) -> tuple[Post, ...]:
    return tuple(
        Post(account, role, date(year, 1 + 2 * number % 12, 1)) for number, account in enumerate(accounts)
    )


POSTS: Final = (
    *_posts((MANAGER,), Role.OFFICE_MANAGER, 2021),
    *_posts(DUTY_MANAGERS, Role.DUTY_MANAGER, 2022),
    *_posts(DESK, Role.DESK, 2022),
    *_posts(HEADS, Role.ENGINEERING_HEAD, 2022),
    *_posts(TECHNICIANS, Role.TECHNICIAN, 2023),
    *_posts((FINANCE,), Role.FINANCE, 2021),
    *_posts(AREA_OFFICERS, Role.AREA_OFFICER, 2022),
    *_posts((ASSISTANT,), Role.ASSISTANT, 2022),
    *_posts((OFFICER,), Role.OFFICER, 2022),
    *_posts((SECURITY_LEADER,), Role.SECURITY_LEADER, 2022),
    *_posts(GUARDS, Role.GUARD, 2024),
    *_posts((COORDINATOR,), Role.COORDINATOR, 2022),
    *_posts(("shenji01",), Role.AUDITOR, 2025),
    Post(TRAINEE, Role.DESK, date(2026, 1, 5), until_day=30),
)


_OPENS, _CHANGES, _CLOSES = time(7, 30), time(15), time(22)


def desk_at(instant: datetime) -> str:
    """The receptionist on duty, 07:30 to 22:00 in two turns; by night the duty manager takes the calls."""
    here = instant.astimezone(ZONE)
    if not _OPENS <= here.time() < _CLOSES:
        return duty_manager_at(instant)
    return DESK[(here.toordinal() + (0 if here.time() < _CHANGES else 2)) % 3]


def duty_manager_at(instant: datetime) -> str:
    """The duty manager of the day turn, 08:00 to 20:00, or of the night that began on that date."""
    shifted = instant.astimezone(ZONE) - timedelta(hours=8)
    return DUTY_MANAGERS[(shifted.toordinal() + 2 * (shifted.hour // 12)) % 3]


def head_at(instant: datetime) -> str:
    """The engineering head on duty: two change at 07:30 and 19:30, and swap turns every week."""
    shifted = instant.astimezone(ZONE) - timedelta(hours=7, minutes=30)
    return HEADS[(shifted.toordinal() // 7 + shifted.hour // 12) % 2]


_EARLY, _LATE, _NIGHT = (450, 990), (780, 1320), (1290, 1905)
_TURNS: Final = (_EARLY, _EARLY, _EARLY, _LATE, _LATE, _NIGHT, None, None)
"""Forward rotation, each turn for two days; minutes of the day from and to."""


def turn_of(technician: int, day: date) -> tuple[datetime, datetime] | None:
    """From when to when a technician works in the turn that begins on ``day``; ``None`` on a day off."""
    turn = _TURNS[(technician + day.toordinal() // 2) % len(_TURNS)]
    if turn is None:
        return None
    midnight = local(day, 0)
    return midnight + timedelta(minutes=turn[0]), midnight + timedelta(minutes=turn[1])


class Technicians:
    """The repair team's day: each technician is in one place at a time."""

    def __init__(self) -> None:
        self._busy: dict[str, list[tuple[datetime, datetime]]] = {account: [] for account in TECHNICIANS}

    def send(self, wanted: datetime, length: timedelta) -> tuple[str, datetime]:
        """Whoever of those on duty has done least is free at ``wanted``, or as soon after it as somebody is."""
        start = wanted
        while True:
            free = [account for account in TECHNICIANS if self._is_free(account, start, start + length)]
            if free:
                chosen = min(free, key=lambda account: len(self._busy[account]))
                self._busy[chosen].append((start, start + length))
                return chosen, start
            start += timedelta(minutes=2)

    def _is_free(self, account: str, start: datetime, end: datetime) -> bool:
        number = TECHNICIANS.index(account)
        today = start.date()
        turns = (turn_of(number, day) for day in (today, today - timedelta(days=1)))
        on_duty = any(turn[0] <= start < turn[1] - timedelta(minutes=10) for turn in turns if turn)
        return on_duty and all(end <= begun or ended <= start for begun, ended in self._busy[account])
