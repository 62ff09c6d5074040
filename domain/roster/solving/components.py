"""A problem in parts that have nobody in common, so that each is small."""

from collections.abc import Collection
from time import monotonic

import msgspec

from domain.roster.problem import Problem
from domain.roster.solving.filling import Filling
from domain.roster.solving.frame import Frame


def parts(problem: Problem, joined: Collection[Collection[str]] = ()) -> list[Problem]:
    """The problem by groups; groups that share people, by hand or through the standing reserve, stay together.

    Args:
        problem: The whole.
        joined: Groups that are to be seen together besides.
    """
    also = {group for one in problem.people for group in one.also}
    groups = sorted({one.group for one in (*problem.duties, *problem.people)} | also)
    parent = {one: one for one in groups}

    def root(group: str) -> str:
        while parent[group] != group:
            group = parent[group]
        return group

    of_duty = {one.key: one.group for one in problem.duties}
    of_person = {one.id: one.group for one in problem.people}
    links: list[list[str]] = [*map(list, joined), *([one.group, *one.also] for one in problem.people)]
    links += [
        [of_duty[one.duty], of_person[one.person]]
        for one in problem.kept
        if one.duty in of_duty and one.person in of_person
    ]
    if problem.policy.standing_reserve:
        links.append(reserve_groups(problem))
    for first, *others in filter(None, links):
        for other in others:
            parent[max(root(first), root(other))] = min(root(first), root(other))
    return [
        _part(problem, {one for one in groups if root(one) == top}) for top in groups if parent[top] == top
    ]


def missing_in(problem: Problem, until: float) -> dict[str, int]:
    """Missing heads by duty key, where there are any, with the places filled as far as can be."""
    frame = Frame(problem)
    return Filling(frame, (), until - monotonic()).fill().gaps(frame)


def missing_heads(problem: Problem, until: float) -> int:
    """How many heads are missing in all, with the places filled as far as can be."""
    return sum(sum(missing_in(part, until).values()) for part in split(problem, (), until))


def split(problem: Problem, before: Collection[tuple[str, str]], until: float) -> list[Problem]:
    """The problem in parts; the reserve is joined to the groups that cannot do without its help.

    Args:
        problem: The whole.
        before: Duty and person of the roster before.
        until: When to have done, by the monotonic clock.
    """
    joined = [[*pair] for pair in across(problem, before)]
    if problem.policy.with_reserve:
        alone = parts(problem, joined)
        short = [one.group for part in alone if missing_in(part, until) for one in part.duties]
        joined += [[*dict.fromkeys(short), *reserve_groups(problem)]] if short else []
    return parts(problem, joined)


def around(problem: Problem, groups: Collection[str], until: float) -> Problem:
    """The part of these groups with the reserve, and with all whom the reserve helps."""
    joined = {*groups, *reserve_groups(problem)}
    for part in split(problem, (), until):
        together = {one.group for one in (*part.duties, *part.people)}
        joined |= together if together & joined else set()
    whole = parts(problem, [sorted(joined)])
    return next(one for one in whole if {duty.group for duty in one.duties}.issuperset(groups))


def across(problem: Problem, before: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """The groups of duty and person of each assignment of a roster."""
    of_duty = {one.key: one.group for one in problem.duties}
    of_person = {one.id: one.group for one in problem.people}
    return {
        (of_duty[duty], of_person[person])
        for duty, person in before
        if duty in of_duty and person in of_person
    }


def reserve_groups(problem: Problem) -> list[str]:
    """The groups that people of the reserve belong to."""
    return sorted({one.group for one in problem.people if one.is_reserve})


def _part(problem: Problem, groups: Collection[str]) -> Problem:
    duties = tuple(one for one in problem.duties if one.group in groups)
    keys = {one.key for one in duties}
    return msgspec.structs.replace(
        problem,
        duties=duties,
        people=tuple(one for one in problem.people if one.group in groups),
        kept=tuple(one for one in problem.kept if one.duty in keys),
    )
