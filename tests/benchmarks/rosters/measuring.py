"""What a roster is worth: coverage, fairness, changes; and how long it took."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from time import perf_counter
from typing import Any, TypeVar

from domain.roster.check import breaches
from domain.roster.problem import Assignment, Problem
from domain.roster.solving import propose, replan
from tests.benchmarks.rosters import exams, greedy

T = TypeVar("T")
Asked = tuple[str, Problem]
"""A problem, and what it is called."""
CREWS = (20, 21, 22, 23, 24)


def timed(act: Callable[[], T]) -> tuple[T, float]:
    """The answer and its seconds."""
    begun = perf_counter()
    answer = act()
    return answer, perf_counter() - begun


def worth(problem: Problem, assignments: Sequence[Assignment]) -> dict[str, Any]:
    """Filled heads of all, and the spread of nights and hours within the groups that has the largest."""
    plan = {one.key: one for one in problem.duties}
    nights, minutes = Counter[str](), Counter[str]()
    for one in assignments:
        nights[one.person] += plan[one.duty].is_night
        minutes[one.person] += plan[one.duty].span.minutes
    return {
        "heads": sum(one.needs for one in problem.duties),
        "filled": len(assignments),
        "against": sum(not one.is_gap and one.waiver is None for one in breaches(problem, assignments)),
        "nights": _spread(problem, nights, {one.group for one in problem.duties if one.is_night}),
        "hours": round(_spread(problem, minutes, {one.group for one in problem.duties}) / 60, 1),
    }


def _spread(problem: Problem, load: Counter[str], groups: Iterable[str]) -> int:
    by_group: dict[str, list[int]] = defaultdict(list)
    for one in problem.people:
        if not one.is_reserve and not one.skills and not one.away:
            by_group[one.group].append(load[one.id])
    return max((max(by_group[one]) - min(by_group[one]) for one in groups if by_group[one]), default=0)


def of_security() -> list[Asked]:
    """The security group of 20 to 24."""
    return [(f"security, {count} people", exams.security(count)) for count in CREWS]


def of_exams() -> list[Asked]:
    """The whole exam, and one short of people."""
    return [("whole exam", exams.whole()), ("exam short of people", exams.short())]


def proposals(asked: Iterable[Asked], rounds: int) -> list[dict[str, Any]]:
    """Ours beside greedy, for each that is asked."""
    found = list[dict[str, Any]]()
    for name, problem in asked:
        mine = [timed(lambda problem=problem: propose(problem)) for _ in range(rounds)]
        plain = [timed(lambda problem=problem: greedy.assign(problem)) for _ in range(rounds)]
        proposal = mine[0][0]
        found.append(
            {
                "what": name,
                "ours": worth(problem, proposal.assignments) | {"seconds": max(one for _, one in mine)},
                "greedy": worth(problem, plain[0][0]) | {"seconds": max(one for _, one in plain)},
                "is_complete": proposal.is_complete,
                "is_explained": proposal.is_complete or bool(proposal.causes and proposal.repairs),
                "is_same": all(one == proposal for one, _ in mine),
            }
        )
    return found


def no_shows(count: int) -> dict[str, Any]:
    """Each of some people of the whole exam does not come on the second day."""
    problem = exams.whole()
    current = propose(problem).assignments
    plan = {one.key: one for one in problem.duties}
    since = min(one.span.begins for one in problem.duties if one.day > exams.FIRST)
    both: dict[str, list[dict[str, float]]] = {"ours": [], "greedy": []}
    for gone in sorted({one.person for one in current})[:: max(1, len(problem.people) // count)]:
        open_duties = [one.duty for one in current if one.person == gone and plan[one.duty].span.ends > since]
        answer, seconds = timed(lambda gone=gone: replan(problem, current, gone, since))
        plain, plain_seconds = timed(
            lambda gone=gone, open_duties=open_duties: greedy.replan(problem, current, gone, open_duties)
        )
        both["ours"].append(_replanned(current, answer.assignments, gone, seconds))
        both["greedy"].append(_replanned(current, plain, gone, plain_seconds))
    return {name: _summed(each) for name, each in both.items()}


def _replanned(
    before: Sequence[Assignment], after: Sequence[Assignment], gone: str, seconds: float
) -> dict[str, float]:
    lost = [one for one in set(before) - set(after) if one.person != gone]
    return {"open": len(before) - len(after), "moved": len(lost), "seconds": seconds}


def _summed(each: Sequence[dict[str, float]]) -> dict[str, float]:
    return {
        "times": len(each),
        "open": sum(one["open"] for one in each),
        "moved": sum(one["moved"] for one in each),
        "seconds": max(one["seconds"] for one in each),
    }
