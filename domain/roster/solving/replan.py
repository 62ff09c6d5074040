"""Somebody does not come, or swaps: the fewest changes that fill the places."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from time import monotonic

import msgspec

from domain.roster.problem import Assignment, Problem, Span
from domain.roster.solving.components import across, parts, reserve_groups
from domain.roster.solving.filling import Filling, weight
from domain.roster.solving.frame import Frame
from domain.roster.solving.seats import seated

replace = msgspec.structs.replace


class Change(msgspec.Struct, frozen=True):
    """All that one person is to be told, once.

    Attributes:
        drops: Keys of the duties that the person no longer has.
        takes: Keys of the duties that are new.
    """

    person: str
    drops: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()


class Replan(msgspec.Struct, frozen=True):
    """The roster as it is to be from now on.

    Attributes:
        assignments: In the order of duty and person.
        changes: One for each person whom it concerns, whoever is gone included.
        gaps: Heads by duty key that were filled and now are not.
    """

    assignments: tuple[Assignment, ...]
    changes: tuple[Change, ...]
    gaps: Mapping[str, int] = {}


def replan(
    problem: Problem,
    current: Iterable[Assignment],
    gone: str,
    since: datetime,
    *,
    duties: Collection[str] = (),
    seconds: float = 1.0,
) -> Replan:
    """Fill what somebody leaves open with the fewest changes for everybody else.

    Where free people suffice, nobody else is moved. What had begun by ``since`` stays, but for the place that is left
    open; so does what is given by hand. Heads that were missing before are not sought here. Whoever is left of a pair
    stays at the post, and the gap is told; nobody is taken from a post to stand by in the reserve.

    Args:
        problem: The plan, the people, the policy; the reserve helps, and stands by, as the policy says.
        current: The roster that people know.
        gone: Who does not come.
        since: The moment from which things may be otherwise.
        duties: Only these are given away; otherwise everything that had not ended, and nothing is taken instead.
        seconds: Most time.

    Rules: EXM-06, EXM-20, EXM-31.
    """
    now = tuple(sorted(current))
    plan = {one.key: one for one in problem.duties}
    left = {
        one
        for one in now
        if one.person == gone and one.duty in plan and plan[one.duty].span.ends > since
        if not duties or one.duty in duties
    }
    stays = tuple(one for one in now if one not in left)
    there = Counter(one.duty for one in now)
    spans = [plan[one.duty].span for one in left]
    if not duties and spans:
        spans.append(Span(since, max(one.span.ends for one in problem.duties)))
    without = _without(problem, gone, spans)
    part = _part(without, now, {plan[one.duty].group for one in left})
    outside = tuple(one for one in stays if one.duty not in {duty.key for duty in part.duties})
    bound = tuple(
        one for one in stays if one.by_hand or one.duty not in plan or plan[one.duty].span.begins < since
    )
    until = monotonic() + seconds
    found = _filled(replace(part, kept=stays), there, (), until)
    if found[1]:
        moved = _filled(replace(part, kept=bound), there, stays, until)
        found = min(
            found, moved, key=lambda one: sum(weight(plan[key]) * count for key, count in one[1].items())
        )
    assignments = tuple(sorted({*outside, *found[0]}))
    return Replan(assignments, _told(now, assignments), found[1])


def _without(problem: Problem, gone: str, spans: Iterable[Span]) -> Problem:
    """The problem with somebody away besides."""
    people = (replace(one, away=(*one.away, *spans)) if one.id == gone else one for one in problem.people)
    return replace(problem, people=tuple(people))


def _part(problem: Problem, now: Collection[Assignment], groups: Collection[str]) -> Problem:
    """The groups concerned, with all that share people with them."""
    joined: list[list[str]] = [
        list(pair) for pair in across(problem, {(one.duty, one.person) for one in now})
    ]
    joined.append([*groups, *(reserve_groups(problem) if problem.policy.with_reserve else ())])
    wanted = [one for one in parts(problem, joined) if {duty.group for duty in one.duties} & set(groups)]
    return wanted[0] if wanted else replace(problem, duties=(), kept=())


def _filled(
    problem: Problem, there: Mapping[str, int], before: Collection[Assignment], until: float
) -> tuple[list[Assignment], dict[str, int]]:
    known = {(one.duty, one.person) for one in before}
    frame = Frame(problem, {one.key: there[one.key] for one in problem.duties})
    filled = Filling(frame, known, until - monotonic(), whole_pairs=False).fill(1.0)
    return seated(frame, filled, known), filled.gaps(frame)


def _told(before: Collection[Assignment], after: Collection[Assignment]) -> tuple[Change, ...]:
    old, new = ({(one.person, one.duty) for one in roster} for roster in (before, after))
    drops, takes = sorted(old - new), sorted(new - old)
    return tuple(
        Change(
            who,
            tuple(duty for person, duty in drops if person == who),
            tuple(duty for person, duty in takes if person == who),
        )
        for who in sorted({person for person, _ in (*drops, *takes)})
    )
