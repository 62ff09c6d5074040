"""What is to be rostered: duties, people and policy; the values that proposing, checking and replanning share."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import msgspec

from domain.errors import Reason


class Span(msgspec.Struct, frozen=True, order=True):
    """From one aware instant up to another."""

    begins: datetime
    ends: datetime

    @property
    def minutes(self) -> int:
        return int((self.ends - self.begins).total_seconds()) // 60

    def overlaps(self, other: "Span") -> bool:
        return self.begins < other.ends and other.begins < self.ends


class Leave(Span, frozen=True):
    """An absence that can be taken back, by its code."""

    code: str = ""


class Skill(msgspec.Struct, frozen=True):
    """What somebody can do, up to the last day of the licence where it has one."""

    code: str
    until: date | None = None


class Person(msgspec.Struct, frozen=True):
    """Somebody who may be rostered.

    Attributes:
        id: The account, or the register id of somebody without one.
        group: Group of the plan that the person belongs to: ``security``, ``maintenance`` …
        is_reserve: Belongs to the standing reserve, which helps every group where policy lets it.
        away: Leave, other work, other campaigns.
        also: Other groups whose posts the person fills, without being counted twice (EXM-06).
    """

    id: str
    group: str
    skills: tuple[Skill, ...] = ()
    is_reserve: bool = False
    away: tuple[Span, ...] = ()
    also: tuple[str, ...] = ()


class Duty(msgspec.Struct, frozen=True):
    """One post during one turn.

    Attributes:
        key: Unique in the roster, stable from plan to plan: ``P5/2026-06-07/day``.
        post: Code of the post: ``P5``.
        group: Group that fills it.
        day: Date that the turn counts for; a night counts for the date on which it begins.
        heads: How many stand there at once.
        skills: Every head must hold each of these.
        is_pair: A two-person post, not manned at all by fewer than two (EXM-31).
    """

    key: str
    post: str
    group: str
    day: date
    span: Span
    heads: int
    skills: tuple[str, ...] = ()
    is_pair: bool = False
    is_night: bool = False

    @property
    def needs(self) -> int:
        """Heads that fill it: a pair is two, whatever the plan says (EXM-31)."""
        return max(self.heads, 2) if self.is_pair else self.heads

    @property
    def stretch(self) -> tuple[date, bool]:
        """Turns of one stretch are one day's, or one night's, work; rest counts between stretches."""
        return self.day, self.is_night


class Rule(StrEnum):
    """What a named approver may waive; everything else holds without exception."""

    REST = "rest"
    HOURS = "hours"
    DAY_AND_NIGHT = "day_and_night"


class Policy(msgspec.Struct, frozen=True):
    """What holds for everybody.

    Attributes:
        rest_min: Least rest between two turns, minutes; not between the day turns, or the night turns, of one
            date, which are one stretch of work.
        day_min: Most duty within the turns of one date, minutes.
        total_min: Most duty over the whole roster, minutes; ``None`` without such a limit.
        keeps_day_and_night_apart: Nobody holds a day and a night turn of the same date (EXM-20).
        with_reserve: The reserve may fill the posts of every group; else each group stands alone.
        standing_reserve: How many of the reserve are free at every begin of a turn.
    """

    rest_min: int = 600
    day_min: int = 720
    total_min: int | None = None
    keeps_day_and_night_apart: bool = True
    with_reserve: bool = False
    standing_reserve: int = 0


class Waiver(msgspec.Struct, frozen=True):
    """A rule that a named approver has lifted, for one person or, with an empty ``person``, for all."""

    rule: Rule
    approved_by: str
    person: str = ""


class Assignment(msgspec.Struct, frozen=True, order=True):
    """One person on one duty; ``by_hand`` ones are kept by every proposal."""

    duty: str
    person: str
    by_hand: bool = False


class Problem(msgspec.Struct, frozen=True):
    """All that a proposal depends on; ``kept`` are the assignments that stay as they are."""

    duties: tuple[Duty, ...]
    people: tuple[Person, ...]
    policy: Policy = Policy()
    waivers: tuple[Waiver, ...] = ()
    kept: tuple[Assignment, ...] = ()


class Repair(msgspec.Struct, frozen=True):
    """One way out, as one command.

    Attributes:
        says: What would be done, in the coordinator's words, with what it costs.
        cost: Orders the ways out, the cheapest first.
        do: The command's name: ``roster.set_policy`` (``policy``), ``roster.waive`` (``rules``, ``people``),
            ``roster.enlist`` (``group``, ``count``, ``skills``: what the form begins with), ``roster.stop_leave``
            (``leave``), ``roster.unassign`` (``duty``, ``person``), ``roster.set_post`` (``post``, ``heads``: what the
            form begins with), ``roster.drop_post`` (``post``).
        arguments: Its arguments, but for the campaign.
        left: Heads that are still missing afterwards.
    """

    says: Reason
    cost: int
    do: str
    arguments: Mapping[str, Any]
    left: int = 0


class Proposal(msgspec.Struct, frozen=True):
    """An answer to a problem.

    Attributes:
        assignments: In the order of duty and person; all heads where ``is_complete``, else as many as can be.
        gaps: Missing heads by duty key.
        causes: What is kept against the rules; then, for each shortage, one sentence that sums it up and a smallest
            set of what together makes it impossible. Empty where it is complete.
        repairs: Ways out, the cheapest first; each alone makes it possible, or says how far it leads.
    """

    assignments: tuple[Assignment, ...]
    gaps: Mapping[str, int] = {}
    causes: tuple[Reason, ...] = ()
    repairs: tuple[Repair, ...] = ()

    @property
    def is_complete(self) -> bool:
        return not self.gaps and not self.causes
