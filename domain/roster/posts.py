"""Groups, turns and posts of a plan, and the duties that they make on its days (EXM-02..07, EXM-P1..P9, EXM-31)."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from domain.roster.problem import Duty, Span


class Group(msgspec.Struct, frozen=True):
    """One group of the plan; ``heads`` is how many it should have, 0 where the plan does not say."""

    code: str
    name: str
    name_en: str = ""
    heads: int = 0


class Turn(msgspec.Struct, frozen=True):
    """A turn by the site's clock; one that ends no later than it begins ends on the next date."""

    code: str
    name: str
    begins: time
    ends: time
    name_en: str = ""
    is_night: bool = False

    def on(self, day: date, zone: ZoneInfo) -> Span:
        """The turn that counts for ``day``, in UTC."""
        last = day if self.ends > self.begins else day + timedelta(days=1)
        return Span(_instant(day, self.begins, zone), _instant(last, self.ends, zone))


class Post(msgspec.Struct, frozen=True):
    """Where people of one group stand.

    Attributes:
        heads: How many stand there at once.
        turns: Codes of the turns in which it is manned.
        days: The dates on which it is manned; empty for all of the roster.
        skills: Every head must hold each of these.
        is_pair: A two-person post (EXM-31).
        is_counted: ``False`` for a post of the school's own: shown, never a gap of ours (EXM-31).
        needs_police: Police stand there beside our heads and are asked for (EXM-P5).
    """

    code: str
    name: str
    group: str
    name_en: str = ""
    place: str = ""
    heads: int = 1
    turns: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    skills: tuple[str, ...] = ()
    is_pair: bool = False
    is_counted: bool = True
    needs_police: bool = False


def duties_of(
    days: Iterable[date], turns: Mapping[str, Turn], posts: Iterable[Post], zone: ZoneInfo
) -> dict[str, Duty]:
    """The duties of these posts on these days by their key, in the order of day, turn and post."""
    found: list[Duty] = []
    for post in posts:
        for day in post.days or days:
            for code in post.turns if post.is_counted else ():
                turn = turns[code]
                found.append(
                    Duty(
                        key=f"{post.code}/{day.isoformat()}/{code}",
                        post=post.code,
                        group=post.group,
                        day=day,
                        span=turn.on(day, zone),
                        heads=post.heads,
                        skills=post.skills,
                        is_pair=post.is_pair,
                        is_night=turn.is_night,
                    )
                )
    return {duty.key: duty for duty in sorted(found, key=lambda one: (one.span, one.post))}


def _instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)
