"""Groups, turns and posts of a plan, and the duties that they make on its days (EXM-02..07, EXM-P1..P9, EXM-31)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

from domain.named import Named
from domain.roster.problem import Duty, Span

Code = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+(?!\n)$")]
Codes = Annotated[tuple[Code, ...], Meta(max_length=20)]
Days = Annotated[tuple[date, ...], Meta(max_length=31)]
Count = Annotated[int, Meta(ge=0, le=1000)]


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A part of a plan, as a command names it and as it is stored."""

    code: Code
    name: Named


class Group(Part, frozen=True):
    """One group of the plan.

    Attributes:
        heads: How many it should have; 0 where the plan does not say.
        is_reserve: Its members are the standing reserve (EXM-07).
    """

    heads: Count = 0
    is_reserve: bool = False


class Ability(Part, frozen=True):
    """A skill that posts may ask for."""


class Turn(Part, frozen=True):
    """A turn by the site's clock; one that ends no later than it begins ends on the next date.

    Attributes:
        days: Dates on which it begins; empty for every day of the roster.
    """

    begins: time
    ends: time
    is_night: bool = False
    days: Days = ()

    def on(self, day: date, zone: ZoneInfo) -> Span:
        """The turn that counts for ``day``, in UTC."""
        last = day if self.ends > self.begins else day + timedelta(days=1)
        return Span(_instant(day, self.begins, zone), _instant(last, self.ends, zone))


class Post(Part, frozen=True):
    """Where people of one group stand.

    Attributes:
        heads: How many stand there at once.
        turns: Codes of the turns in which it is manned.
        days: The dates on which it is manned; empty for all on which its turns begin.
        rule: The catalogue's rule that asks for it.
        skills: Every head must hold each of these.
        is_pair: A two-person post (EXM-31).
        is_counted: ``False`` for a post of the school's own: shown, never a gap of ours (EXM-31).
        police: Fewest and most police who are asked for beside our heads (EXM-P5).
    """

    group: Code
    heads: Annotated[int, Meta(ge=1, le=200)] = 1
    turns: Codes = ()
    days: Days = ()
    place: Named | None = None
    rule: Annotated[str, Meta(max_length=20)] = ""
    skills: Codes = ()
    is_pair: bool = False
    is_counted: bool = True
    police: tuple[Count, Count] | None = None


def duties_of(
    days: Collection[date], turns: Mapping[str, Turn], posts: Iterable[Post], zone: ZoneInfo
) -> dict[str, Duty]:
    """The duties of these posts on these days by their key, in the order of day, turn and post."""
    found = [
        _duty(post, turns[code], day, zone)
        for post in posts
        for code in (post.turns if post.is_counted else ())
        for day in days
        if day in (post.days or days) and day in (turns[code].days or days)
    ]
    return {duty.key: duty for duty in sorted(found, key=lambda one: (one.span, one.post))}


def _duty(post: Post, turn: Turn, day: date, zone: ZoneInfo) -> Duty:
    return Duty(
        key=f"{post.code}/{day.isoformat()}/{turn.code}",
        post=post.code,
        group=post.group,
        day=day,
        span=turn.on(day, zone),
        heads=post.heads,
        skills=post.skills,
        is_pair=post.is_pair,
        is_night=turn.is_night,
    )


def _instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)
