"""The floor: a plain greedy assignment, as somebody with a list would do it, by the same rules."""

from collections import defaultdict
from collections.abc import Iterable

from domain.roster.eligible import clashes, helps_out, may_hold
from domain.roster.problem import Assignment, Duty, Person, Problem


def assign(problem: Problem, kept: Iterable[Assignment] = ()) -> list[Assignment]:
    """Duty after duty in the order of time, each head to whoever has worked least so far and may."""
    plan = {one.key: one for one in problem.duties}
    held: dict[str, list[Duty]] = defaultdict(list)
    found = list(kept)
    for one in found:
        held[one.person].append(plan[one.duty])
    for duty in sorted(problem.duties, key=lambda one: (one.span, not one.is_pair, one.key)):
        missing = duty.needs - sum(one.duty == duty.key for one in found)
        free = [one for one in problem.people if _may(problem, one, duty, held)]
        free.sort(key=lambda one: (helps_out(duty, one), sum(d.span.minutes for d in held[one.id]), one.id))
        if duty.is_pair and len(free) < missing:
            continue
        for person in free[:missing]:
            if _may(problem, person, duty, held):
                found.append(Assignment(duty.key, person.id))
                held[person.id].append(duty)
    return sorted(found)


def replan(
    problem: Problem, current: Iterable[Assignment], gone: str, open_duties: Iterable[str]
) -> list[Assignment]:
    """Give each place that is open to the first who may."""
    wanted = set(open_duties)
    kept = [one for one in current if one.person != gone or one.duty not in wanted]
    people = tuple(one for one in problem.people if one.id != gone)
    return assign(Problem(problem.duties, people, problem.policy), kept)


def _may(problem: Problem, person: Person, duty: Duty, held: dict[str, list[Duty]]) -> bool:
    policy, mine = problem.policy, held[person.id]
    if not may_hold(policy, duty, person):
        return False
    if any(one.span.overlaps(duty.span) or clashes(policy, one, duty) for one in mine):
        return False
    if duty.span.minutes + sum(one.span.minutes for one in mine if one.day == duty.day) > policy.day_min:
        return False
    return not (person.is_reserve and policy.standing_reserve) or _spares(problem, duty, held)


def _spares(problem: Problem, duty: Duty, held: dict[str, list[Duty]]) -> bool:
    """Whether one of the reserve more on duty still leaves enough of them standing by."""
    at = duty.span.begins
    free = [
        one
        for one in problem.people
        if one.is_reserve
        and not any(span.begins <= at < span.ends for span in one.away)
        and not any(mine.span.begins <= at < mine.span.ends for mine in held[one.id])
    ]
    return len(free) > problem.policy.standing_reserve
