"""What is proposed: as complete as can be, by the rules, kept by hand, fair, steady, and always the same."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from domain.roster.check import Breach, violations, waivers_used
from domain.roster.problem import Assignment, Person, Policy, Problem, Rule, Waiver
from domain.roster.solving.propose import propose
from tests.domain.roster.plans import EVE, FIRST, SECOND, day, guards, night, on, reserve, security, told
from tests.domain.roster.small import best, missing, problems, wrong

SLOWLY = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def _who(breach: Breach) -> tuple[str, str, object]:
    """What a breach is about, without its figures."""
    return breach.says.text, breach.person, breach.says.fields.get("begins") or breach.says.fields.get("day")


@given(problems())
@SLOWLY
def test_every_proposal_keeps_the_rules_and_what_is_kept(problem: Problem) -> None:
    """EXM-06, EXM-20, EXM-31, EXM-32."""
    found = propose(problem)
    assert set(problem.kept) <= set(found.assignments)
    assert len({(one.duty, one.person) for one in found.assignments}) == len(found.assignments)
    contradicting = [told(one.says) for one in wrong(problem, (*found.assignments, *problem.kept))]
    assert {_who(one) for one in wrong(problem, found.assignments)} <= {
        _who(one) for one in wrong(problem, problem.kept)
    }
    assert contradicting == [told(one) for one in found.causes][: len(contradicting)]
    there = Counter(one.duty for one in found.assignments)
    assert found.gaps == {
        one.key: one.needs - there[one.key] for one in problem.duties if there[one.key] < one.needs
    }
    assert found.is_complete == (not found.gaps and not contradicting)


@given(problems(by_hand=False))
@SLOWLY
def test_no_roster_whatever_has_fewer_heads_missing(problem: Problem) -> None:
    least = 0 if wrong(problem, ()) else best(problem)
    if not wrong(problem, ()):
        assert missing(problem, propose(problem).assignments) == least


def test_the_group_alone_cannot_hold_its_posts_with_20_to_23_and_can_with_24() -> None:
    """EXM-20."""
    found = {count: propose(security(count)) for count in (20, 21, 22, 23, 24)}
    assert {count: one.is_complete for count, one in found.items()} == {
        20: False,
        21: False,
        22: False,
        23: False,
        24: True,
    }
    assert {count: sum(one.gaps.values()) for count, one in found.items()} == {
        20: 8,
        21: 6,
        22: 4,
        23: 2,
        24: 0,
    }
    assert violations(security(24), found[24].assignments) == ()


def test_with_the_reserve_twenty_hold_them_with_as_little_help_as_can_be() -> None:
    """EXM-20."""
    problem = security(20, Policy(with_reserve=True), helpers=6)
    found = propose(problem)
    assert found.is_complete
    assert violations(problem, found.assignments) == ()
    assert sum(one.person.startswith("r") for one in found.assignments) == 8
    assert propose(security(20, helpers=6)).is_complete is False


def test_with_a_named_waiver_twenty_hold_them_and_the_waiver_is_named() -> None:
    """EXM-20."""
    whole = security(20)
    problem = replace(
        whole, duties=tuple(one for one in whole.duties if not (one.is_night and one.day == FIRST))
    )
    assert propose(problem).gaps == {f"P6/{EVE}/night": 4}
    waived = tuple(Waiver(Rule.REST, "head", f"g{number:02}") for number in range(1, 5))
    lifted = replace(problem, waivers=waived)
    found = propose(lifted)
    assert found.is_complete
    assert violations(lifted, found.assignments) == ()
    assert {one.waiver for one in waivers_used(lifted, found.assignments)} == set(waived)
    assert not propose(replace(problem, waivers=waived[:3])).is_complete


def test_the_reserve_is_left_alone_where_the_group_is_enough() -> None:
    problem = security(24, Policy(with_reserve=True), helpers=6)
    assert all(one.person.startswith("g") for one in propose(problem).assignments)


def test_the_standing_reserve_stays_free() -> None:
    policy = Policy(with_reserve=True, standing_reserve=3)
    assert propose(security(20, policy, helpers=5)).is_complete
    assert not propose(security(20, policy, helpers=4)).is_complete


def test_a_pair_is_manned_whole_or_not_at_all_and_before_others() -> None:
    """EXM-31."""
    gate, patrol = day("P2", heads=2, is_pair=True), day("P9", heads=2)
    found = [propose(Problem((gate, patrol), guards(count))) for count in (1, 2, 3)]
    assert [one.gaps for one in found] == [{gate.key: 2, patrol.key: 1}, {patrol.key: 2}, {patrol.key: 1}]


def test_the_same_problem_gives_the_same_roster() -> None:
    assert propose(security(25)) == propose(security(25))
    turned = security(25)
    turned = replace(turned, duties=turned.duties[::-1], people=turned.people[::-1])
    assert propose(turned) == propose(security(25))


def test_nights_and_hours_are_shared_evenly() -> None:
    problem = Problem(
        tuple(night("P6", one, 2) for one in (EVE, FIRST, SECOND))
        + tuple(day("P9", one) for one in (EVE, SECOND)),
        guards(6),
    )
    found = propose(problem)
    duties = {one.key: one for one in problem.duties}
    nights = Counter(one.person for one in found.assignments if duties[one.duty].is_night)
    turns = Counter(one.person for one in found.assignments)
    assert sorted(nights.values()) == [1, 1, 1, 1, 1, 1]
    assert sorted(turns.values()) == [1, 1, 1, 1, 2, 2]


def test_people_keep_their_post_from_day_to_day() -> None:
    problem = security(24)
    found = propose(problem)
    posts = {one.key: one.post for one in problem.duties}
    stood = {
        person: {posts[one.duty] for one in found.assignments if one.person == person}
        for person in {one.person for one in found.assignments}
    }
    assert all(len(one) == 1 for one in stood.values())


def test_as_little_as_can_be_changes_against_the_roster_before() -> None:
    before = propose(security(24)).assignments
    hurt = next(one.person for one in before if one.duty == f"P9/{FIRST}/day")
    left = replace(security(24), people=tuple(one for one in guards(25) if one.id != hurt))
    after = propose(left, before)
    lost = {one for one in before if one.person == hurt}
    assert after.is_complete
    assert set(before) - set(after.assignments) == lost


def test_what_is_given_by_hand_stays_and_is_worked_around() -> None:
    problem = replace(security(24), kept=(Assignment(f"P6/{EVE}/night", "g24", by_hand=True),))
    found = propose(problem)
    assert found.is_complete
    assert problem.kept[0] in found.assignments


def test_contradictions_by_hand_are_kept_and_named() -> None:
    one, other = day("P1"), day("P3")
    kept = tuple(replace(given, by_hand=True) for given in on((one, "g01"), (other, "g01")))
    found = propose(Problem((one, other), guards(2), Policy(day_min=1440), kept=kept))
    assert found.assignments == kept
    assert not found.is_complete
    assert [told(reason) for reason in found.causes] == [
        "g01 is on two posts at once: P1 and P3, from 07 06:30."
    ]
    assert [(way.do, way.arguments) for way in found.repairs] == [
        ("roster.unassign", {"duty": one.key, "person": "g01"}),
        ("roster.unassign", {"duty": other.key, "person": "g01"}),
    ]


def test_who_has_left_is_named_where_kept_by_hand_and_replaced() -> None:
    post = day("P1")
    kept = (Assignment(post.key, "gone", by_hand=True), Assignment("P0/never", "g01", by_hand=True))
    found = propose(Problem((post,), guards(1), kept=kept))
    assert found.assignments == on((post, "g01"))
    assert [told(one) for one in found.causes] == [
        "g01 is on a post that the plan does not have.",
        "gone is not enlisted and stands at P1 on 2026-06-07.",
    ]


def test_who_helps_a_second_group_counts_once() -> None:
    """EXM-06."""
    desk, help_point = day("L1", group="logistics"), day("W1", group="warm_help")
    clerks = [Person("c1", "logistics", also=("warm_help",)), Person("c2", "logistics")]
    assert propose(Problem((desk, help_point), (*clerks,))).assignments == on(
        (desk, "c2"), (help_point, "c1")
    )
    assert propose(Problem((desk, help_point), (clerks[0],))).gaps in ({desk.key: 1}, {help_point.key: 1})


def test_nobody_and_nothing_are_answered_too() -> None:
    assert propose(Problem((), ())).is_complete
    assert propose(Problem((), guards(3))).assignments == ()
    found = propose(Problem((day("P1", heads=2),), ()))
    assert (found.assignments, sum(found.gaps.values())) == ((), 2)
    assert told(found.causes[0]).startswith("security: 0 people cannot hold 2 places")


def test_a_reserve_that_is_too_small_from_the_start_is_said() -> None:
    problem = Problem((day("P1"),), (*guards(1), *reserve(1)), Policy(standing_reserve=2))
    found = propose(problem)
    assert (found.gaps, found.is_complete) == ({}, False)
    assert [told(one) for one in found.causes] == ["Only 1 of the reserve are free at 07 06:30; 2 must be."]
