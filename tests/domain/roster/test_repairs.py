"""Ways out: each is one command, does what it says, and the cheapest comes first."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert
from msgspec.structs import replace

from domain.roster.problem import Leave, Person, Policy, Problem, Repair, Rule, Skill, Waiver
from domain.roster.solving.propose import propose
from domain.roster.solving.repairs import fewest
from tests.domain.roster.plans import FIRST, day, guards, reserve, security, span, told
from tests.domain.roster.small import problems
from tests.domain.roster.test_propose import SLOWLY


def carried_out(problem: Problem, way: Repair) -> Problem:
    """The problem after the command."""
    given: dict[str, Any] = dict(way.arguments)
    match way.do:
        case "roster.set_policy":
            return replace(problem, policy=convert(given["policy"], Policy))
        case "roster.waive":
            more = (
                Waiver(Rule(rule), "head", person) for rule in given["rules"] for person in given["people"]
            )
            return replace(problem, waivers=(*problem.waivers, *more))
        case "roster.enlist":
            held = tuple(Skill(one) for one in given["skills"])
            new = (Person(f"new{number}", given["group"], held) for number in range(given["count"]))
            return replace(problem, people=(*problem.people, *new))
        case "roster.stop_leave":
            return replace(problem, people=tuple(without(one, given["leave"]) for one in problem.people))
        case "roster.unassign":
            pair = (given["duty"], given["person"])
            kept = tuple(one for one in problem.kept if (one.duty, one.person) != pair)
            return replace(problem, kept=kept)
        case _:
            heads = given.get("heads", 0)
            changed = (
                replace(one, heads=heads) if one.post == given["post"] else one for one in problem.duties
            )
            duties = tuple(one for one in changed if one.heads)
            keys = {one.key for one in duties}
            return replace(
                problem, duties=duties, kept=tuple(one for one in problem.kept if one.duty in keys)
            )


def without(person: Person, code: str) -> Person:
    left = tuple(one for one in person.away if not (isinstance(one, Leave) and one.code == code))
    return replace(person, away=left)


@given(problems())
@SLOWLY
def test_every_way_out_leads_as_far_as_it_says(problem: Problem) -> None:
    found = propose(problem)
    for way in found.repairs:
        after = propose(carried_out(problem, way))
        assert sum(after.gaps.values()) == way.left, (way.do, way.arguments)
    assert bool(found.gaps) <= bool(found.repairs)
    order = [(way.left > 0, way.cost) for way in found.repairs]
    assert order == sorted(order)


def test_twenty_guards_have_four_ways_out_and_fewer_heads_is_the_last() -> None:
    """EXM-20."""
    whole = security(20, helpers=4)
    problem = replace(
        whole, duties=tuple(one for one in whole.duties if not (one.is_night and one.day == FIRST))
    )
    found = propose(problem).repairs
    assert [way.do for way in found] == [
        "roster.set_policy",
        "roster.waive",
        "roster.enlist",
        "roster.drop_post",
    ]
    assert [way.left for way in found] == [0, 0, 0, 0]
    assert found[0].arguments["policy"]["with_reserve"] is True
    assert (found[1].arguments["rules"], len(found[1].arguments["people"])) == (["rest"], 4)
    assert found[2].arguments == {"group": "security", "count": 4, "skills": []}
    assert told(found[2].says) == "Enlist 4 more in the group security."


def test_a_leave_taken_back_is_a_way_out_and_other_work_is_not() -> None:
    begins, ends = span("06-07 00:00", "06-08 00:00").begins, span("06-07 00:00", "06-08 00:00").ends
    post = day("P9")
    on_leave = Problem((post,), guards(1, away=(Leave(begins, ends, "L7"),)))
    ways = {way.do: way.arguments for way in propose(on_leave).repairs}
    assert ways["roster.stop_leave"] == {"leave": "L7"}
    elsewhere = Problem((post,), guards(1, away=(span("06-07 00:00", "06-08 00:00"),)))
    assert "roster.stop_leave" not in {way.do for way in propose(elsewhere).repairs}


def test_the_newly_enlisted_need_the_skill_that_is_missing() -> None:
    found = propose(Problem((day("P9", skills=("fire",)), day("P8")), guards(1)))
    (way,) = (one for one in found.repairs if one.do == "roster.enlist")
    assert way.arguments == {"group": "security", "count": 1, "skills": ["fire"]}


def test_a_post_with_some_of_its_heads_is_manned_by_fewer() -> None:
    found = propose(Problem((day("P9", heads=3),), guards(2)))
    assert found.repairs[-1].arguments == {"post": "P9", "heads": 2}


def test_a_helper_who_is_needed_elsewhere_is_not_counted_twice() -> None:
    gates = [day(post, group="support", heads=2, is_pair=True) for post in ("S1", "S2")]
    people = (*reserve(1), *guards(1, away=(span("06-07 00:00", "06-08 00:00"),)))
    problem = Problem((*gates, day("P9")), people, Policy(with_reserve=True))
    (way,) = (one for one in propose(problem).repairs if one.do == "roster.enlist")
    assert way.arguments["count"] == 4
    assert propose(carried_out(problem, way)).is_complete


def test_a_complete_roster_needs_no_way_out() -> None:
    assert propose(security(24)).repairs == ()


@given(
    st.integers(1, 40).flatmap(lambda most: st.tuples(st.just(most), st.integers(1, most))),
    st.integers(0, 45),
)
def test_the_fewest_people_are_found_whatever_is_guessed(asked: tuple[int, int], guess: int) -> None:
    most, needed = asked
    tried = list[int]()

    def is_enough(count: int) -> bool:
        tried.append(count)
        return count >= needed

    assert fewest(most, guess, is_enough) == needed
    assert len(tried) <= 9
    assert guess != needed or len(tried) <= 2
