"""Somebody does not come: the fewest changes, nothing that has begun, each told once, and who can step in."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.roster.check import violations
from domain.roster.problem import Assignment, Policy, Problem, Skill, Span
from domain.roster.solving import Change, propose, replan
from tests.domain.roster.plans import (
    EVE,
    SECOND,
    at,
    day,
    guards,
    night,
    on,
    reserve,
    security,
)
from tests.domain.roster.small import of_one, problems, wrong
from tests.domain.roster.test_propose import SLOWLY

Roster = tuple[Assignment, ...]
BEFORE = at("06-06 00:00")


def changed(found: Iterable[Change], gone: str) -> int:
    """Duties that anybody else loses."""
    return sum(len(one.drops) for one in found if one.person != gone)


def short(problem: Problem, before: Roster, after: Roster) -> int:
    """Missing heads by weight among those that were there before."""
    was, now = (Counter(one.duty for one in roster) for roster in (before, after))
    weights = {one.key: 3 if one.is_pair else 2 for one in problem.duties}
    return sum(weights[key] * max(count - now[key], 0) for key, count in was.items())


def bereft(problem: Problem, before: Roster, gone: str) -> Problem:
    """The problem with somebody away who had duties."""
    had_any = any(one.person == gone for one in before)
    spans = (Span(BEFORE, at("06-10 00:00")),) if had_any else ()
    people = (replace(one, away=(*one.away, *spans)) if one.id == gone else one for one in problem.people)
    return replace(problem, people=tuple(people))


def against(problem: Problem, roster: Roster) -> list[str]:
    """What speaks against it but for gaps: whoever is left of a pair stays there."""
    found = [one.says.text for one in wrong(problem, roster)]
    return [one for one in found if not one.startswith("One person alone")]


def least(problem: Problem, before: Roster, gone: str) -> tuple[int, int]:
    """The fewest heads missing, then the fewest duties lost by others, found by trying every roster."""
    was = Counter(one.duty for one in before)
    found: list[tuple[int, int]] = []
    for chosen in product(*(list(of_one(problem, person)) for person in problem.people if person.id != gone)):
        after = tuple(one for part in chosen for one in part)
        if all(count <= was[key] for key, count in Counter(one.duty for one in after).items()):
            lost = sum(one not in after for one in before if one.person != gone)
            found += [] if against(problem, after) else [(short(problem, before, after), lost)]
    return min(found)


@given(problems(by_hand=False))
@SLOWLY
def test_no_other_roster_fills_as_much_with_fewer_changes(problem: Problem) -> None:
    problem = replace(problem, policy=replace(problem.policy, standing_reserve=0))
    assume(problem.people)
    before = propose(problem).assignments
    left = bereft(problem, before, "p0")
    found = replan(problem, before, "p0", BEFORE)
    reached = short(problem, before, found.assignments), changed(found.changes, "p0")
    assert reached == least(left, before, "p0")
    assert not [one for one in found.assignments if one.person == "p0"]
    assert against(left, found.assignments) == []


@given(problems(by_hand=False), st.sampled_from([at("06-07 07:30"), at("06-07 18:00"), at("06-08 12:00")]))
@SLOWLY
def test_what_had_begun_stays_and_each_is_told_once(problem: Problem, since: datetime) -> None:
    assume(problem.people and not wrong(problem, ()))
    before = propose(problem).assignments
    begun = {one.key for one in problem.duties if one.span.begins < since}
    found = replan(problem, before, "p0", since)
    assert {one for one in before if one.duty in begun and one.person != "p0"} <= set(found.assignments)
    told = [one.person for one in found.changes]
    assert len(told) == len(set(told))
    assert all(one.drops or one.takes for one in found.changes)


def test_a_free_guard_takes_the_place_and_nobody_else_is_moved() -> None:
    before = propose(security(24)).assignments
    problem = security(25)
    lost = next(one for one in before if one.duty == f"P9/{SECOND}/day")
    found = replan(problem, before, lost.person, at("06-08 05:00"))
    mine = tuple(one.duty for one in before if one.person == lost.person and str(SECOND) in one.duty)
    assert found.changes == (Change(lost.person, mine, ()), Change("g25", (), mine))
    assert found.gaps == {}


def test_a_place_that_nobody_free_can_take_is_passed_on() -> None:
    gate, patrol = day("P2", skills=("fire",)), day("P9")
    crew = (*guards(2, skills=(Skill("fire"),)), guards(3)[2])
    problem = Problem((gate, patrol), crew)
    before = on((gate, "g01"), (patrol, "g02"))
    found = replan(problem, before, "g01", BEFORE)
    assert found.changes == (
        Change("g01", (gate.key,)),
        Change("g02", (patrol.key,), (gate.key,)),
        Change("g03", (), (patrol.key,)),
    )
    by_hand = (before[0], replace(before[1], by_hand=True))
    kept = replan(problem, by_hand, "g01", BEFORE)
    assert (kept.gaps, kept.changes) == ({gate.key: 1}, (Change("g01", (gate.key,)),))


def test_a_no_show_in_a_running_turn_is_replaced_and_earlier_duty_stays_on_record() -> None:
    eve, first = night("P6", EVE), day("P9")
    problem = Problem((eve, first), guards(2), Policy(rest_min=0))
    before = on((eve, "g01"), (first, "g01"))
    found = replan(problem, before, "g01", at("06-07 06:40"))
    assert found.assignments == on((eve, "g01"), (first, "g02"))


def test_whoever_is_left_of_a_pair_stays_and_the_gap_is_told() -> None:
    """EXM-31."""
    gate = day("P2", heads=2, is_pair=True)
    found = replan(Problem((gate,), guards(2)), on((gate, "g01"), (gate, "g02")), "g01", BEFORE)
    assert (found.assignments, found.gaps) == (on((gate, "g02")), {gate.key: 1})


def test_only_the_duty_that_is_given_away_changes_hands() -> None:
    one, other = day("P9"), day("P9", SECOND)
    before = on((one, "g01"), (other, "g01"))
    problem = Problem((one, other), guards(2))
    found = replan(problem, before, "g01", BEFORE, duties=[one.key])
    assert found.assignments == on((one, "g02"), (other, "g01"))


def test_heads_that_were_missing_before_are_not_sought() -> None:
    post = day("P9", heads=3)
    found = replan(Problem((post,), guards(4)), on((post, "g01"), (post, "g02")), "g02", BEFORE)
    assert found.assignments[0].person == "g01"
    assert len(found.assignments) == 2


def test_the_reserve_is_sent_where_it_may_help_and_else_the_gap_is_told() -> None:
    """EXM-20."""
    post = day("P9")
    problem = Problem((post,), (*guards(1), *reserve(1)))
    assert replan(problem, on((post, "g01")), "g01", BEFORE).gaps == {post.key: 1}
    helped = replan(replace(problem, policy=Policy(with_reserve=True)), on((post, "g01")), "g01", BEFORE)
    assert helped.assignments == on((post, "r01"))


def test_nobody_is_taken_from_a_post_to_stand_by_in_the_reserve() -> None:
    post, other = day("P9"), day("P1")
    policy = Policy(with_reserve=True, standing_reserve=1)
    problem = Problem((post, other), (*guards(1), *reserve(2)), policy)
    found = replan(problem, on((post, "g01"), (other, "r01")), "g01", BEFORE)
    assert (found.assignments, found.gaps) == (on((other, "r01")), {post.key: 1})


def test_other_groups_keep_their_roster_as_it_is() -> None:
    post, desk = day("P9"), day("L1", group="logistics")
    people = (*guards(2), *guards(1, id="clerk", group="logistics"))
    before = on((desk, "clerk"), (post, "g01"))
    found = replan(Problem((post, desk), people), before, "g01", BEFORE)
    assert found.assignments == on((desk, "clerk"), (post, "g02"))
    assert violations(Problem((post, desk), people), found.assignments) == ()


def test_who_has_no_duty_leaves_nothing_open() -> None:
    post = day("P9")
    problem = Problem((post,), guards(2))
    before = on((post, "g01"))
    for nobody in ("g02", "stranger"):
        assert replan(problem, before, nobody, BEFORE).changes == ()
