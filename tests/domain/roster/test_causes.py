"""Why it cannot be: sets of causes that are impossible together and possible without any one of them."""

from hypothesis import given
from msgspec.structs import replace

from domain.roster.problem import Assignment, Leave, Policy, Problem, Skill
from domain.roster.solving.causes import cores, is_possible
from domain.roster.solving.propose import propose
from tests.domain.roster.plans import (
    EVE,
    FIRST,
    SECOND,
    day,
    guards,
    night,
    reserve,
    security,
    span,
    told,
)
from tests.domain.roster.small import problems
from tests.domain.roster.test_propose import SLOWLY


@given(problems())
@SLOWLY
def test_causes_suffice_and_none_is_too_many(problem: Problem) -> None:
    gaps = propose(problem).gaps
    for core in cores(problem, gaps):
        assert is_possible(core.frame, core.causes) is False
        for cause in core.causes:
            assert is_possible(core.frame, [one for one in core.causes if one != cause]) is True


@given(problems(by_hand=False))
@SLOWLY
def test_whatever_is_missing_has_a_cause(problem: Problem) -> None:
    found = propose(problem)
    assert bool(found.gaps) <= bool(cores(problem, found.gaps))


def test_twenty_for_the_eve_and_the_first_day_are_told_in_figures() -> None:
    """EXM-20."""
    whole = security(20)
    problem = replace(
        whole, duties=tuple(one for one in whole.duties if not (one.is_night and one.day == FIRST))
    )
    assert [told(one) for one in propose(problem).causes] == [
        "security: 20 people cannot hold 24 places; 4 too few, from 06 18:00.",
        "Needed from 06 18:00 at P6: 4.",
        "Needed from 07 06:30 at P1, P2, P3, P4, P5, P7, P8, P9: 20.",
        "Everybody rests 10:00 h between two turns.",
    ]


def causes_of(problem: Problem) -> list[str]:
    return [told(one) for one in propose(problem).causes][1:]


def test_each_kind_of_cause_is_named() -> None:
    post, late = day("P9"), night("P6", FIRST)
    needed = "Needed from 07 06:30 at P9: 1."
    leave = Leave(span("06-07 00:00", "06-08 00:00").begins, span("06-07 00:00", "06-08 00:00").ends, "L1")
    absent = Problem((post,), guards(1, away=(leave,)))
    assert causes_of(absent) == [needed, "g01 is away from 07 00:00."]
    unskilled = Problem((day("P9", skills=("fire",)),), guards(1, skills=(Skill("fire", EVE),)))
    assert causes_of(unskilled) == [needed, "Not everybody holds the skill that is asked for: fire."]
    tired = Problem((post,), guards(1), Policy(day_min=600))
    assert causes_of(tired) == [needed, "Nobody is on duty for more than 10:00 h a day."]
    spent = Problem((post,), guards(1), Policy(total_min=600))
    assert causes_of(spent)[1:] == ["Nobody is on duty for more than 12:00 h a day and 10:00 h in all."]
    both = Problem((post, late), guards(1), Policy(rest_min=0, day_min=1440))
    assert causes_of(both)[2:] == ["Nobody has a day and a night turn of the same date."]


def test_the_reserve_standing_aside_or_kept_free_is_a_cause() -> None:
    policy = Policy(with_reserve=True, standing_reserve=1)
    post = day("P9")
    helper = security(0, helpers=1).people
    assert causes_of(Problem((post,), helper))[1:] == ["The reserve may not help the other groups."]
    assert causes_of(Problem((post,), helper, policy))[1:] == ["1 of the reserve stay free at any time."]


def test_what_was_given_by_hand_is_a_cause_where_it_stands_in_the_way() -> None:
    gate, patrol = day("P2", skills=("fire",)), day("P9")
    crew = (*guards(1, skills=(Skill("fire"),)), replace(guards(2)[1]))
    kept = (Assignment(patrol.key, "g01", by_hand=True),)
    found = propose(Problem((gate, patrol), crew, kept=kept))
    assert "g01 is put by hand at P9 from 07 06:30." in [told(one) for one in found.causes]
    assert found.repairs[0].do == "roster.unassign"


def test_short_groups_are_explained_each_by_itself() -> None:
    cleaning = day("C1", group="cleaning")
    problem = Problem((day("P9"), cleaning), ())
    summaries = [one for one in propose(problem).causes if "missing" in one.fields]
    assert len(summaries) == 2


def test_every_group_that_is_short_by_itself_is_told_however_short_another_is() -> None:
    days = [replace(day("S", on, 3, group="support"), key=f"S/{on}") for on in (EVE, FIRST, SECOND)]
    gate, store = day("P2", heads=2), day("S1", heads=3, group="logistics")
    policy = Policy(with_reserve=True, standing_reserve=1)
    problem = Problem((*days, gate, store), (*guards(1), *reserve(1)), policy)
    groups = [one.fields["groups"] for one in propose(problem).causes if "groups" in one.fields]
    assert sorted({group for named in groups for group in named}) == ["logistics", "security", "support"]
