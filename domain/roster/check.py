"""What speaks against a roster, however it came about: every rule that does not hold, with who and when.

In the fields of the reasons, ``person`` and the list ``people`` are ids, ``post``, ``other``, ``skill``, ``group`` and
the lists ``posts`` and ``groups`` are codes; pages put the names there.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import combinations
from typing import Any

import msgspec

from domain.errors import Reason, reason
from domain.roster.eligible import clashes, obstacles, pause_min
from domain.roster.problem import Assignment, Duty, Person, Problem, Rule, Waiver


class Breach(msgspec.Struct, frozen=True):
    """One thing that does not hold.

    Attributes:
        says: It, in the coordinator's words.
        person: Whom it is about; empty where it is about a post or a moment.
        duties: Keys of the duties that it is about.
        rule: What an approver may lift; ``None`` where nobody may.
        is_gap: Heads are missing: the roster is unfinished rather than wrong.
        waiver: The waiver that lifts it.
    """

    says: Reason
    person: str = ""
    duties: tuple[str, ...] = ()
    rule: Rule | None = None
    is_gap: bool = False
    waiver: Waiver | None = None


def violations(problem: Problem, assignments: Iterable[Assignment]) -> tuple[Reason, ...]:
    """Everything that speaks against these assignments, but for what a named approver has lifted.

    Rules: EXM-06, EXM-20, EXM-31, EXM-32.
    """
    return tuple(one.says for one in breaches(problem, assignments) if one.waiver is None)


def waivers_used(problem: Problem, assignments: Iterable[Assignment]) -> tuple[Breach, ...]:
    """What would not hold without the waiver that it names (EXM-20)."""
    return tuple(one for one in breaches(problem, assignments) if one.waiver is not None)


def breaches(problem: Problem, assignments: Iterable[Assignment]) -> tuple[Breach, ...]:
    """Everything that does not hold, lifted or not: first about the posts, then person by person."""
    given = sorted({(one.duty, one.person) for one in assignments})
    duties = {one.key: one for one in problem.duties}
    people = {one.id: one for one in problem.people}
    known = [(duties[duty], people[person]) for duty, person in given if duty in duties and person in people]
    held: dict[str, list[Duty]] = defaultdict(list)
    for duty, person in known:
        held[person.id].append(duty)
    found = [
        *_strangers(given, duties, people),
        *_heads(problem, known),
        *(one for duty, person in known for one in _unfit(problem, duty, person)),
        *(one for person in sorted(held) for one in _hours(problem, people[person], held[person])),
        *_standing(problem, held),
    ]
    return tuple(msgspec.structs.replace(one, waiver=waiver_for(problem, one)) for one in found)


def waiver_for(problem: Problem, breach: Breach) -> Waiver | None:
    """The waiver that lifts it, the one for the person before the one for all."""
    fitting = [
        one for one in problem.waivers if one.rule == breach.rule and one.person in ("", breach.person)
    ]
    return max(fitting, key=lambda one: one.person, default=None) if breach.rule else None


def _strangers(
    given: Sequence[tuple[str, str]], duties: Mapping[str, Duty], people: Mapping[str, Person]
) -> Iterator[Breach]:
    for duty, person in given:
        if person not in people:
            says = (
                reason(
                    "{person} is not enlisted and stands at {post} on {day}.",
                    person=person,
                    post=duties[duty].post,
                    day=duties[duty].day,
                )
                if duty in duties
                else reason(
                    "{person} is not enlisted and is on a post that the plan does not have.", person=person
                )
            )
            yield Breach(says, person, (duty,))
        elif duty not in duties:
            yield Breach(
                reason("{person} is on a post that the plan does not have.", person=person), person, (duty,)
            )


def _heads(problem: Problem, known: Sequence[tuple[Duty, Person]]) -> Iterator[Breach]:
    there = Counter(duty.key for duty, _ in known)
    for duty in problem.duties:
        count = there[duty.key]
        where: dict[str, Any] = {"post": duty.post, "begins": duty.span.begins}
        if duty.is_pair and count == 1:
            says = reason("One person alone is at {post} from {begins}: it is a post for two.", **where)
            yield Breach(says, duties=(duty.key,))
        if count < duty.needs:
            says = reason(
                "{post} from {begins} has {count} of {heads} people.", count=count, heads=duty.needs, **where
            )
            yield Breach(says, duties=(duty.key,), is_gap=True)
        if count > duty.needs:
            says = reason(
                "{post} from {begins} has {count} people, and needs {heads}.",
                count=count,
                heads=duty.needs,
                **where,
            )
            yield Breach(says, duties=(duty.key,))


def _unfit(problem: Problem, duty: Duty, person: Person) -> Iterator[Breach]:
    for says in obstacles(problem.policy, duty, person):
        yield Breach(says, person.id, (duty.key,))


def _hours(problem: Problem, person: Person, held: Sequence[Duty]) -> Iterator[Breach]:
    turns = sorted(held, key=lambda one: (one.span, one.key))
    for one, other in combinations(turns, 2):
        keys = (one.key, other.key)
        if one.span.overlaps(other.span):
            says = reason(
                "{person} is on two posts at once: {post} and {other}, from {begins}.",
                person=person.id,
                post=one.post,
                other=other.post,
                begins=other.span.begins,
            )
            yield Breach(says, person.id, keys)
            continue
        for rule in clashes(problem.policy, one, other):
            if rule is Rule.DAY_AND_NIGHT:
                says = reason("{person} has a day and a night turn on {day}.", person=person.id, day=one.day)
                yield Breach(says, person.id, keys, rule)
            elif not any(_between(one, middle, other) for middle in turns):
                yield Breach(_short_rest(problem, person, one, other), person.id, keys, rule)
    yield from _too_long(problem, person, turns)


def _between(one: Duty, middle: Duty, other: Duty) -> bool:
    return one.span.ends <= middle.span.begins and middle.span.ends <= other.span.begins


def _short_rest(problem: Problem, person: Person, one: Duty, other: Duty) -> Reason:
    return reason(
        "{person} rests {rest} h before {post} from {begins}; {least} h are due.",
        person=person.id,
        rest=hours(pause_min(one, other)),
        least=hours(problem.policy.rest_min),
        post=other.post,
        begins=other.span.begins,
    )


def _too_long(problem: Problem, person: Person, turns: Sequence[Duty]) -> Iterator[Breach]:
    policy, by_day = problem.policy, defaultdict[date, list[Duty]](list)
    for one in turns:
        by_day[one.day].append(one)
    for day, of_day in sorted(by_day.items()):
        minutes = sum(one.span.minutes for one in of_day)
        if minutes > policy.day_min:
            says = reason(
                "{person} is on duty for {hours} h on {day}; at most {most} h are allowed.",
                person=person.id,
                hours=hours(minutes),
                most=hours(policy.day_min),
                day=day,
            )
            yield Breach(says, person.id, tuple(one.key for one in of_day), Rule.HOURS)
    minutes = sum(one.span.minutes for one in turns)
    if policy.total_min is not None and minutes > policy.total_min:
        says = reason(
            "{person} is on duty for {hours} h in all; at most {most} h are allowed.",
            person=person.id,
            hours=hours(minutes),
            most=hours(policy.total_min),
        )
        yield Breach(says, person.id, tuple(one.key for one in turns), Rule.HOURS)


def _standing(problem: Problem, held: Mapping[str, Sequence[Duty]]) -> Iterator[Breach]:
    least = problem.policy.standing_reserve
    if not least:
        return
    for begins in turn_begins(problem):
        free = [
            one
            for one in reserve_there(problem, begins)
            if not any(duty.span.begins <= begins < duty.span.ends for duty in held.get(one.id, ()))
        ]
        if len(free) < least:
            says = reason(
                "Only {count} of the reserve are free at {begins}; {least} must be.",
                count=len(free),
                least=least,
                begins=begins,
            )
            yield Breach(says)


def turn_begins(problem: Problem) -> list[datetime]:
    """Each moment at which somebody is to take post."""
    return sorted({one.span.begins for one in problem.duties})


def reserve_there(problem: Problem, at: datetime) -> list[Person]:
    """The reserve but for those who are away at that moment."""
    return [
        one
        for one in problem.people
        if one.is_reserve and not any(span.begins <= at < span.ends for span in one.away)
    ]


def hours(minutes: int) -> str:
    """``10:00`` for 600 minutes."""
    return f"{minutes // 60}:{minutes % 60:02}"
