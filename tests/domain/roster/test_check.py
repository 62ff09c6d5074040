"""What speaks against a roster: every rule on both sides of its boundary."""

from datetime import date, timedelta

import pytest

from domain.roster.check import breaches, waivers_used
from domain.roster.problem import Assignment, Person, Policy, Problem, Rule, Skill, Span, Waiver
from tests.domain.roster.plans import (
    EVE,
    FIRST,
    SECOND,
    against,
    at,
    day,
    guards,
    night,
    on,
    reserve,
    security,
    span,
    told,
)


def test_a_full_roster_has_nothing_against_it() -> None:
    gate, patrol = day("P2", heads=2, is_pair=True), day("P9", SECOND)
    problem = Problem((gate, patrol), guards(2))
    assert against(problem, (gate, "g01"), (gate, "g02"), (patrol, "g01")) == []


def test_nobody_stands_at_two_posts_at_one_time() -> None:
    """EXM-06."""
    one, other = day("P1"), day("P2", span=span("06-07 17:59", "06-07 18:29"))
    later = day("P3", span=span("06-07 18:00", "06-07 18:30"))
    problem = Problem((one, other), guards(1))
    assert against(problem, (one, "g01"), (other, "g01")) == [
        "g01 is on two posts at once: P1 and P2, from 07 17:59."
    ]
    assert against(Problem((one, later), guards(1)), (one, "g01"), (later, "g01")) == []


def test_a_gate_with_one_guard_is_told_and_so_is_an_empty_one() -> None:
    """EXM-31."""
    gate = day("P2", heads=2, is_pair=True)
    problem = Problem((gate,), guards(3))
    missing = "P2 from 07 06:30 has {} of 2 people."
    alone = "One person alone is at P2 from 07 06:30: it is a post for two."
    assert against(problem) == [missing.format(0)]
    assert against(problem, (gate, "g01")) == [alone, missing.format(1)]
    assert against(problem, (gate, "g01"), (gate, "g02")) == []
    three = [(gate, "g01"), (gate, "g02"), (gate, "g03")]
    assert against(problem, *three) == ["P2 from 07 06:30 has 3 people, and needs 2."]


def test_a_pair_is_two_even_where_the_plan_says_one() -> None:
    gate = day("P2", heads=1, is_pair=True)
    assert "P2 from 07 06:30 has 1 of 2 people." in against(Problem((gate,), guards(1)), (gate, "g01"))


def test_only_missing_heads_are_gaps() -> None:
    gate, patrol = day("P2", heads=2, is_pair=True), day("P9", heads=2)
    found = breaches(Problem((gate, patrol), guards(2)), on((gate, "g02"), (patrol, "g01"), (patrol, "g03")))
    assert [(one.person, one.is_gap, one.duties) for one in found] == [
        ("g03", False, (patrol.key,)),
        ("", False, (gate.key,)),
        ("", True, (gate.key,)),
        ("", True, (patrol.key,)),
    ]


def test_one_assignment_twice_is_one_head() -> None:
    patrol = day("P9", heads=2)
    twice = (*on((patrol, "g01")), Assignment(patrol.key, "g01", by_hand=True))
    found = breaches(Problem((patrol,), guards(1)), twice)
    assert [told(one.says) for one in found] == ["P9 from 07 06:30 has 1 of 2 people."]


@pytest.mark.parametrize(
    ("skills", "said"),
    [
        ((Skill("fire"),), []),
        ((Skill("fire", FIRST),), []),
        ((Skill("fire", EVE), Skill("fire", FIRST)), []),
        (
            (Skill("fire", EVE),),
            ["The licence of g01 for fire ends on 2026-06-06, before P9 from 07 06:30."],
        ),
        ((Skill("lift"),), ["g01 lacks fire, which P9 from 07 06:30 needs."]),
    ],
)
def test_a_skill_is_needed_and_a_licence_holds_through_its_last_day(
    skills: tuple[Skill, ...], said: list[str]
) -> None:
    watch = day("P9", skills=("fire",))
    assert against(Problem((watch,), guards(1, skills=skills)), (watch, "g01")) == said


@pytest.mark.parametrize(
    ("away", "times"),
    [
        (span("06-07 00:00", "06-07 06:30"), 0),
        (span("06-07 00:00", "06-07 06:31"), 1),
        (span("06-07 17:59", "06-08 00:00"), 1),
        (span("06-07 18:00", "06-08 00:00"), 0),
    ],
)
def test_who_is_away_is_not_on_duty(away: Span, times: int) -> None:
    """EXM-32."""
    patrol = day("P9")
    said = [f"g01 is away until {away.ends:%d %H:%M} and cannot be at P9 from 07 06:30."]
    problem = Problem((patrol,), guards(1, away=(away,)))
    assert against(problem, (patrol, "g01")) == said * times


def test_another_group_may_not_fill_in_and_the_reserve_only_where_it_is_let() -> None:
    post = day("P9", heads=2)
    people = (Person("clerk", "logistics"), *reserve(1))
    found = [
        against(Problem((post,), people, Policy(with_reserve=let)), (post, "clerk"), (post, "r01"))
        for let in (False, True)
    ]
    stranger = "clerk belongs to another group than P9 from 07 06:30."
    assert found == [[stranger, "r01 is of the reserve, which may not help at P9 from 07 06:30."], [stranger]]


def test_a_reserve_holds_the_posts_of_its_own_group() -> None:
    post = day("S1", group="support")
    assert against(Problem((post,), reserve(1)), (post, "r01")) == []


def test_who_is_not_enlisted_or_stands_nowhere_is_told() -> None:
    post = day("P9")
    problem = Problem((post,), guards(1))
    assert against(problem, (post, "g01"), (post, "gone"), (day("P1"), "g01"), (day("P1"), "gone")) == [
        "g01 is on a post that the plan does not have.",
        "gone is not enlisted and is on a post that the plan does not have.",
        "gone is not enlisted and stands at P9 on 2026-06-07.",
    ]


@pytest.mark.parametrize(("least", "times"), [(30, 0), (31, 1)])
def test_rest_between_night_and_day_is_counted_to_the_minute(least: int, times: int) -> None:
    """EXM-20."""
    eve, first = night("P6", EVE), day("P9", FIRST)
    problem = Problem((eve, first), guards(1), Policy(rest_min=least))
    said = [f"g01 rests 0:30 h before P9 from 07 06:30; 0:{least} h are due."]
    assert against(problem, (eve, "g01"), (first, "g01")) == said * times


def test_two_turns_of_one_day_are_one_stretch_of_work() -> None:
    morning = day("P1", key="am", span=span("06-07 07:00", "06-07 12:00"))
    afternoon = day("P1", key="pm", span=span("06-07 13:00", "06-07 18:00"))
    assert against(Problem((morning, afternoon), guards(1)), (morning, "g01"), (afternoon, "g01")) == []


def test_short_rest_is_told_once_between_neighbours() -> None:
    eve = night("P6", EVE)
    morning = day("P1", key="am", span=span("06-07 07:00", "06-07 09:00"))
    noon = day("P1", key="noon", span=span("06-07 11:00", "06-07 13:00"))
    problem = Problem((eve, morning, noon), guards(1))
    found = against(problem, (eve, "g01"), (morning, "g01"), (noon, "g01"))
    assert found == ["g01 rests 1:00 h before P1 from 07 07:00; 10:00 h are due."]


def test_a_day_and_a_night_of_one_date_are_kept_apart() -> None:
    """EXM-20."""
    first, late = day("P9"), night("P6", FIRST)
    free = Policy(rest_min=0, day_min=1440)
    apart = against(Problem((first, late), guards(1), free), (first, "g01"), (late, "g01"))
    assert apart == ["g01 has a day and a night turn on 2026-06-07."]
    together = Policy(rest_min=0, day_min=1440, keeps_day_and_night_apart=False)
    assert against(Problem((first, late), guards(1), together), (first, "g01"), (late, "g01")) == []
    before = night("P6", EVE)
    assert against(Problem((before, first), guards(1), free), (before, "g01"), (first, "g01")) == []


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        (Policy(day_min=690, total_min=1380), []),
        (
            Policy(day_min=689),
            [f"g01 is on duty for 11:30 h on {one}; at most 11:29 h are allowed." for one in (FIRST, SECOND)],
        ),
        (Policy(total_min=1379), ["g01 is on duty for 23:00 h in all; at most 22:59 h are allowed."]),
    ],
)
def test_hours_are_counted_by_date_and_in_all(policy: Policy, said: list[str]) -> None:
    one, other = day("P9"), day("P9", SECOND)
    assert against(Problem((one, other), guards(1), policy), (one, "g01"), (other, "g01")) == said


@pytest.mark.parametrize(("standing", "times"), [(1, 0), (2, 1)])
def test_the_standing_reserve_is_free_whenever_a_turn_begins(standing: int, times: int) -> None:
    post = day("P9")
    policy = Policy(with_reserve=True, standing_reserve=standing)
    said = [f"Only 1 of the reserve are free at 07 06:30; {standing} must be."]
    assert against(Problem((post,), reserve(2), policy), (post, "r01")) == said * times


def test_a_reserve_on_leave_is_not_standing_by() -> None:
    post, off = day("P9"), (Span(at("06-07 06:00"), at("06-07 06:31")),)
    people = (*guards(1), Person("r01", "support", is_reserve=True, away=off), *reserve(2)[1:])
    problem = Problem((post,), people, Policy(standing_reserve=2))
    assert against(problem, (post, "g01")) == ["Only 1 of the reserve are free at 07 06:30; 2 must be."]


def test_a_waiver_lifts_its_rule_for_its_person_and_is_named() -> None:
    """EXM-20."""
    eve, first = night("P6", EVE, 2), day("P9", FIRST, 2)
    waivers = (Waiver(Rule.REST, "head", "g01"), Waiver(Rule.HOURS, "head", "g02"))
    problem = Problem((eve, first), guards(2), waivers=waivers)
    roster = [(duty, person) for duty in (eve, first) for person in ("g01", "g02")]
    assert against(problem, *roster) == ["g02 rests 0:30 h before P9 from 07 06:30; 10:00 h are due."]
    (used,) = waivers_used(problem, on(*roster))
    assert (used.person, used.rule, used.waiver) == ("g01", Rule.REST, waivers[0])


def test_a_waiver_for_all_holds_for_each_and_steps_back_behind_ones_own() -> None:
    eve, first = night("P6", EVE, 2), day("P9", FIRST, 2)
    waivers = (Waiver(Rule.REST, "head"), Waiver(Rule.REST, "deputy", "g02"))
    problem = Problem((eve, first), guards(2), waivers=waivers)
    roster = [(duty, person) for duty in (eve, first) for person in ("g01", "g02")]
    assert against(problem, *roster) == []
    named = [one.waiver.approved_by for one in waivers_used(problem, on(*roster)) if one.waiver]
    assert named == ["head", "deputy"]


def test_no_waiver_lets_anybody_be_in_two_places() -> None:
    one, other = day("P1"), day("P3")
    waivers = tuple(Waiver(rule, "head") for rule in Rule)
    problem = Problem((one, other), guards(1), waivers=waivers)
    assert len(against(problem, (one, "g01"), (other, "g01"))) == 1


def test_an_empty_exam_of_twenty_says_what_is_missing_and_no_more() -> None:
    """EXM-20."""
    problem = security(20)
    assert len(against(problem)) == len(problem.duties) == 18
    assert sum(one.heads for one in problem.duties if one.day == FIRST) == 24
    assert against(Problem((), ())) == []


def test_a_night_counts_for_the_date_on_which_it_begins() -> None:
    late = night("P6", date(2026, 6, 7))
    assert late.span.ends - late.span.begins == timedelta(hours=12)
    assert late.stretch == (FIRST, True)
