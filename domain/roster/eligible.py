"""What speaks against one person on one duty, and against two duties of one person: one meaning for all who ask."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from domain.errors import Reason, reason
from domain.roster.problem import Duty, Person, Policy, Rule

MINUTE = timedelta(minutes=1)


def may_hold(policy: Policy, duty: Duty, person: Person) -> bool:
    """Whether nothing speaks against it but what else the person does."""
    return next(obstacles(policy, duty, person), None) is None


def obstacles(policy: Policy, duty: Duty, person: Person) -> Iterator[Reason]:
    """Group, skills and leave; nobody may lift these.

    Rules: EXM-06, EXM-32.
    """
    where: dict[str, Any] = {"person": person.id, "post": duty.post, "begins": duty.span.begins}
    if not in_group(policy, duty, person):
        if person.is_reserve:
            yield reason("{person} is of the reserve, which may not help at {post} from {begins}.", **where)
        else:
            yield reason("{person} belongs to another group than {post} from {begins}.", **where)
    for code in duty.skills:
        until = [one.until for one in person.skills if one.code == code]
        if not until:
            yield reason("{person} lacks {skill}, which {post} from {begins} needs.", skill=code, **where)
        elif all(last is not None and last < duty.day for last in until):
            last = max(one for one in until if one is not None)
            yield reason(
                "The licence of {person} for {skill} ends on {last}, before {post} from {begins}.",
                skill=code,
                last=last,
                **where,
            )
    for span in person.away:
        if span.overlaps(duty.span):
            yield reason(
                "{person} is away until {ends} and cannot be at {post} from {begins}.",
                ends=span.ends,
                **where,
            )
            break


def in_group(policy: Policy, duty: Duty, person: Person) -> bool:
    """Whether the person stands for the duty's group: as its own, as a helper, or as reserve that may help."""
    return belongs(duty, person) or (policy.with_reserve and person.is_reserve)


def belongs(duty: Duty, person: Person) -> bool:
    """Whether the duty's group is the person's own, or one that the person helps (EXM-06)."""
    return duty.group == person.group or duty.group in person.also


def helps_out(duty: Duty, person: Person) -> bool:
    """Whether the person would come from the reserve."""
    return not belongs(duty, person)


def clashes(policy: Policy, one: Duty, other: Duty) -> tuple[Rule, ...]:
    """The rules that keep one person from both; an overlap is not among them, for nobody lifts it.

    Rules: EXM-20.
    """
    found: list[Rule] = []
    if policy.keeps_day_and_night_apart and one.day == other.day and one.is_night != other.is_night:
        found.append(Rule.DAY_AND_NIGHT)
    if one.stretch != other.stretch and 0 <= pause_min(one, other) < policy.rest_min:
        found.append(Rule.REST)
    return tuple(found)


def pause_min(one: Duty, other: Duty) -> int:
    """Minutes between two duties; negative where they overlap."""
    pause = max(one.span.begins, other.span.begins) - min(one.span.ends, other.span.ends)
    return pause // MINUTE
