"""Who of a bundle stands at which of its posts: whoever stood there before, as far as can be."""

from collections import Counter
from collections.abc import Collection

from domain.roster.problem import Assignment, Duty
from domain.roster.solving.filling import Filled
from domain.roster.solving.frame import Frame

UNCHANGED = 1000
"""Staying at the post of the roster before counts for more than knowing it from other days."""


def seated(frame: Frame, filled: Filled, previous: Collection[tuple[str, str]] = ()) -> list[Assignment]:
    """Assignments in the order of duty and person; what is kept stays as it is.

    Args:
        frame: The problem.
        filled: Who stands in which bundle.
        previous: Duty and person of the roster before.
    """
    found = [one for one in frame.problem.kept if one.person in frame.people and one.duty in frame.place]
    posts = {one.key: one.post for bundle in frame.bundles for one in bundle.duties}
    known = Counter((person, posts[key]) for key, person in previous if key in posts)
    before = set(previous)
    for number, bundle in enumerate(frame.bundles):
        free = sorted(one for one in filled.stands.get(number, ()) if (one, number) not in frame.kept)
        seats = [one for one in bundle.duties for _ in range(filled.heads[one.key] - frame.held[one.key])]
        for duty, person in _matched(seats, free, known, before):
            found.append(Assignment(duty.key, person))
            known[person, duty.post] += 1
    return sorted(found)


def _matched(
    seats: list[Duty], people: list[str], known: Counter[tuple[str, str]], before: set[tuple[str, str]]
) -> list[tuple[Duty, str]]:
    """Each person a seat; there are as many of them."""
    if not seats:
        return []
    from ortools.graph.python.linear_sum_assignment import SimpleLinearSumAssignment

    matching = SimpleLinearSumAssignment()
    for row, person in enumerate(people):
        for column, duty in enumerate(seats):
            worth = known[person, duty.post] + UNCHANGED * ((duty.key, person) in before)
            matching.add_arc_with_cost(row, column, -worth)
    matching.solve()  # pyright: ignore[reportUnknownMemberType]
    return [(seats[matching.right_mate(row)], person) for row, person in enumerate(people)]
