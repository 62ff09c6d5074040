"""Small problems of every shape, and what is best for them by trying everything."""

from collections.abc import Iterator
from itertools import combinations, product

from hypothesis import strategies as st

from domain.roster.check import Breach, breaches
from domain.roster.problem import (
    Assignment,
    Duty,
    Leave,
    Person,
    Policy,
    Problem,
    Rule,
    Skill,
    Span,
    Waiver,
)
from tests.domain.roster.plans import FIRST, SECOND, day, night, span

HALF = span("06-07 07:00", "06-07 12:00")
TURNS = [
    lambda post, **more: day(post, FIRST, **more),
    lambda post, **more: night(post, FIRST, **more),
    lambda post, **more: day(post, SECOND, **more),
    lambda post, **more: day(post, FIRST, **{**more, "key": f"{post}/half", "span": HALF}),
]
groups = st.sampled_from(["security", "support"])
skills = st.sampled_from([(), (), (Skill("fire"),), (Skill("fire", FIRST),)])
LEAVE = Leave(span("06-07 00:00", "06-07 10:00").begins, span("06-07 00:00", "06-07 10:00").ends, "L1")
away: st.SearchStrategy[tuple[Span, ...]] = st.sampled_from([(), (), (), (LEAVE,)])


@st.composite
def duties(draw: st.DrawFn) -> tuple[Duty, ...]:
    found: list[Duty] = []
    for number in range(draw(st.integers(0, 4))):
        pair = draw(st.booleans())
        more = {
            "group": draw(st.sampled_from(["security", "security", "support"])),
            "skills": draw(st.sampled_from([(), (), ("fire",)])),
            "heads": 2 if pair else draw(st.integers(1, 2)),
            "is_pair": pair,
        }
        found.append(draw(st.sampled_from(TURNS))(f"P{number}", **more))
    return tuple(found)


@st.composite
def problems(draw: st.DrawFn, *, by_hand: bool = True) -> Problem:
    wanted = draw(duties())
    crew = tuple(
        Person(f"p{number}", draw(groups), draw(skills), is_reserve=draw(st.booleans()), away=draw(away))
        for number in range(draw(st.integers(0, 3)))
    )
    policy = Policy(
        rest_min=draw(st.sampled_from([0, 600])),
        day_min=draw(st.sampled_from([720, 1440])),
        total_min=draw(st.sampled_from([None, 720, 1500])),
        keeps_day_and_night_apart=draw(st.booleans()),
        with_reserve=draw(st.booleans()),
        standing_reserve=draw(st.sampled_from([0, 0, 1])),
    )
    waivers = draw(
        st.lists(st.builds(Waiver, st.sampled_from(Rule), st.just("head"), st.just("p0")), max_size=2)
    )
    kept: tuple[Assignment, ...] = ()
    if by_hand and wanted and crew:
        pairs = st.tuples(
            st.sampled_from([one.key for one in wanted]), st.sampled_from([one.id for one in crew])
        )
        chosen = draw(st.lists(pairs, max_size=2, unique=True))
        kept = tuple(Assignment(duty, person, by_hand=True) for duty, person in chosen)
    return Problem(wanted, crew, policy, tuple(waivers), kept)


def wrong(problem: Problem, assignments: tuple[Assignment, ...]) -> list[Breach]:
    """What speaks against it but for missing heads."""
    return [one for one in breaches(problem, assignments) if not one.is_gap and one.waiver is None]


def missing(problem: Problem, assignments: tuple[Assignment, ...]) -> int:
    """Missing heads by weight: three for a head of a pair, two for another."""
    left = 0
    for one in problem.duties:
        there = sum(given.duty == one.key for given in assignments)
        left += max(one.needs - there, 0) * (3 if one.is_pair else 2)
    return left


def best(problem: Problem) -> int:
    """The least that can be missing, found by trying every roster; for problems without anything kept."""
    each = [list(of_one(problem, person)) for person in problem.people]
    rosters = (tuple(one for part in chosen for one in part) for chosen in product(*each))
    return min(missing(problem, one) for one in rosters if not wrong(problem, one))


def of_one(problem: Problem, person: Person) -> Iterator[tuple[Assignment, ...]]:
    alone = Problem(problem.duties, problem.people, problem.policy, problem.waivers)
    for count in range(len(problem.duties) + 1):
        for chosen in combinations(problem.duties, count):
            given = tuple(Assignment(one.key, person.id) for one in chosen)
            if not any(one.person for one in wrong(alone, given)):
                yield given
