"""Places given, refused, published and acknowledged (EXM-20, EXM-31, EXM-P2, EXM-P5)."""

import pytest

from domain.roster.problem import Assignment, Rule, Waiver
from tests.domain.doorway import Doorway
from tests.domain.roster.exam import (
    EXAM,
    GROUPS,
    POSTS,
    SECOND,
    TURNS,
    WHOLE,
    Exam,
    listed,
    manned,
    opened,
    post,
)

GATE = f"P2/{EXAM}/day"
NIGHT = f"P6/{EXAM}/night"
TWICE = "g5 has a day and a night turn on 2026-06-07."


def test_posts_times_turns_times_days_are_the_duties_and_the_school_s_own_posts_are_none(
    school: Doorway,
) -> None:
    """EXM-31: the monitoring room is the school's, shown and never our gap."""
    roster = opened(school).now
    assert list(roster.duties) == [
        GATE, f"P5/{EXAM}/day", NIGHT, f"P2/{SECOND}/day", f"P5/{SECOND}/day", f"S1/{SECOND}/day"
    ]  # fmt: skip
    assert "M1" in roster.posts
    night = roster.duties[NIGHT]
    assert (night.span.minutes, night.day.isoformat(), night.is_night) == (750, EXAM, True)


def test_a_plan_that_does_not_hold_together_is_refused_with_every_reason(school: Doorway) -> None:
    wrong = post("P1", "街口", "Street", "wind", turns=["dusk"], days=["2026-06-09"])
    idle = post("P1", "街口", "Street", turns=[], police=[3, 2])
    told = Exam(school).refused(
        "open",
        days=[EXAM, EXAM],
        groups=GROUPS[:1],
        turns=TURNS,
        posts=[wrong, idle],
    )
    assert told == [
        "The plan has no group “wind”.",
        "The plan has no turn “dusk”.",
        "2026-06-09 is not a day of the plan.",
        "“Street” is manned in no turn.",
        "More police are asked for at least than at most.",
        "“P1” stands in the plan twice.",
        "“2026-06-07” stands in the plan twice.",
    ]


def test_a_roster_is_opened_once_and_nothing_is_done_before(school: Doorway) -> None:
    exam = Exam(school)
    assert exam.refused("publish") == ["Campaign gaokao-2026 has no roster at this site."]
    assert opened(school).refused("open", days=[EXAM], groups=GROUPS[:1], turns=TURNS) == [
        "The roster of campaign gaokao-2026 is open already."
    ]


def test_a_whole_proposal_is_taken_and_published_as_numbered_editions(exam: Exam) -> None:
    assert exam.take(WHOLE) == {"missing": 0}
    assert exam.do("publish") == {"edition": 1}
    assert exam.refused("publish") == ["Edition 1 says the same; it is published already."]
    exam.do("swap", duty=NIGHT, person="g4", other="g5")
    assert exam.do("publish") == {"edition": 2}
    assert [len(one.assignments) for one in exam.now.editions] == [len(WHOLE), len(WHOLE)]


def test_a_proposal_for_a_roster_that_has_changed_since_is_refused(exam: Exam) -> None:
    basis = exam.now.basis
    exam.do("assign", duty=NIGHT, person="g4")
    assert exam.refused("take", assignments=listed(WHOLE), made_for=basis) == [
        "The roster has changed since this was proposed."
    ]


def test_what_no_plan_depends_on_does_not_put_a_proposal_out_of_date(exam: Exam) -> None:
    exam.take(WHOLE)
    exam.do("publish")
    basis = exam.now.basis
    exam.do("acknowledge", "g1", edition=1)
    exam.do("note_police", post="P5", heads=2)
    assert exam.now.basis == basis


def test_a_proposal_is_refused_for_all_that_speaks_against_it_at_once(exam: Exam) -> None:
    """A person on two posts, a day and a night, a stranger: everything is named, and the open heads are not."""
    places = [(GATE, "g1"), (f"P5/{EXAM}/day", "g1"), (NIGHT, "g2"), (GATE, "g2"), (GATE, "x")]
    told = exam.refused("take", assignments=listed(places), made_for=exam.now.basis)
    assert told == [
        "x is not enlisted and stands at P2 on 2026-06-07.",
        "g1 is on two posts at once: P2 and P5, from 2026-06-06 22:30:00+00:00.",
        "g2 has a day and a night turn on 2026-06-07.",
        "g2 rests 0:00 h before P6 from 2026-06-07 10:00:00+00:00; 10:00 h are due.",
    ]


def test_exm_31_a_gate_with_one_guard_may_stand_in_a_draft_and_is_not_published(exam: Exam) -> None:
    alone = [place for place in WHOLE if place != (GATE, "g2")]
    assert exam.take(alone) == {"missing": 1}
    assert exam.now.missing(exam.now.draft) == {GATE: 1}
    assert exam.refused("publish") == [
        "A roster with a gap is invalid (EXM-31).",
        "One person alone is at P2 from 2026-06-06 22:30:00+00:00: it is a post for two.",
        "P2 from 2026-06-06 22:30:00+00:00 has 1 of 2 people.",
    ]
    exam.do("assign", duty=GATE, person="g2")
    assert exam.do("publish") == {"edition": 1}


def test_a_roster_without_duties_is_not_published(school: Doorway) -> None:
    assert opened(school, posts=[]).refused("publish") == ["The plan has no duties yet."]


def test_a_person_on_two_posts_at_once_is_refused_by_hand_too(exam: Exam) -> None:
    exam.do("assign", duty=GATE, person="g1")
    assert exam.refused("assign", duty=GATE, person="g1") == ["g1 is on this duty already."]
    assert exam.refused("assign", duty=f"P5/{EXAM}/day", person="g1") == [
        "g1 is on two posts at once: P2 and P5, from 2026-06-06 22:30:00+00:00."
    ]
    assert exam.refused("assign", duty="P9/2026-06-07/day", person="g1") == [
        "The plan has no duty “P9/2026-06-07/day”."
    ]


def test_hand_changes_are_marked_and_kept_by_the_next_proposal(exam: Exam) -> None:
    exam.take(WHOLE)
    exam.do("unassign", duty=NIGHT, person="g4")
    exam.do("assign", duty=NIGHT, person="g5")
    by_hand = Assignment(NIGHT, "g5", by_hand=True)
    assert exam.now.problem().kept == (by_hand,)
    exam.take([*(place for place in WHOLE if place[0] != NIGHT), (NIGHT, "g5")])
    assert [one for one in exam.now.draft if one.by_hand] == [by_hand]
    assert exam.refused("unassign", duty=NIGHT, person="g4") == ["g4 is not on this duty."]


def test_two_exchange_their_places_and_both_are_marked(exam: Exam) -> None:
    exam.take(WHOLE)
    exam.do("swap", duty=GATE, person="g1", other="g3", other_duty=f"P5/{EXAM}/day")
    assert [(one.duty, one.person) for one in exam.now.draft if one.by_hand] == [
        (GATE, "g3"),
        (f"P5/{EXAM}/day", "g1"),
    ]
    assert exam.refused("swap", duty=GATE, person="g2", other="g1") == [
        "g1 is on two posts at once: P2 and P5, from 2026-06-06 22:30:00+00:00."
    ]


@pytest.mark.parametrize("person", ["g5", ""])
def test_exm_20_a_waiver_by_the_head_of_the_office_lifts_a_rule_for_whom_it_names(
    exam: Exam, person: str
) -> None:
    night = _on_a_day_turn(exam)
    assert exam.refused("assign", **night) == [TWICE]
    people = [person] if person else []
    given = {"rules": ["day_and_night"], "why": "人手不足，已安排补休", "people": people}
    assert "may not do this" in exam.refused("waive", **given)[0]
    exam.do("waive", "office", **given)
    assert exam.now.waivers == (Waiver(Rule.DAY_AND_NIGHT, "office", person),)
    assert exam.refused("waive", "office", **given) == ["This is on record already."]
    exam.do("assign", **night)
    assert TWICE not in exam.refused("publish")
    exam.do("withdraw_waiver", "office", rule="day_and_night", person=person)
    assert TWICE in exam.refused("publish")
    assert exam.refused("withdraw_waiver", "office", rule="rest") == ["Nobody has waived this rule."]


def test_exm_20_a_waiver_for_one_person_does_not_help_another(exam: Exam) -> None:
    night = _on_a_day_turn(exam)
    exam.do("waive", "office", rules=["day_and_night"], why="已安排补休", people=["g1"])
    assert exam.refused("assign", **night) == [TWICE]
    assert exam.refused("waive", "office", rules=["rest"], why="x", people=["g9"]) == [
        "“g9” is not on this roster."
    ]


def _on_a_day_turn(exam: Exam) -> dict[str, str]:
    """The night turn of somebody who has the day turn before it, where only that rule speaks against it."""
    exam.do("assign", duty=f"P5/{EXAM}/day", person="g5")
    exam.do("set_policy", policy={"rest_min": 0, "day_min": 2000})
    return {"duty": NIGHT, "person": "g5"}


def test_exm_p5_police_are_asked_for_and_never_counted_as_ours(exam: Exam) -> None:
    exam.take([place for place in WHOLE if place != (f"P5/{EXAM}/day", "g3")])
    assert exam.now.without_police == ["P5"]
    exam.do("note_police", post="P5", heads=3)
    assert exam.now.without_police == []
    assert exam.now.missing(exam.now.draft) == {f"P5/{EXAM}/day": 1}
    exam.do("note_police", post="P5", heads=0)
    assert exam.now.without_police == ["P5"]
    assert exam.refused("note_police", post="P99", heads=1) == ["The plan has no post “P99”."]


def test_a_post_is_manned_otherwise_and_whoever_is_no_longer_needed_is_off_it(exam: Exam) -> None:
    exam.take(WHOLE)
    exam.do("set_post", post={**POSTS[1], "days": [SECOND]})
    assert f"P5/{EXAM}/day" not in {one.duty for one in exam.now.draft}
    exam.do("drop_post", post="P6")
    assert NIGHT not in {one.duty for one in exam.now.draft}
    assert exam.do("publish") == {"edition": 1}
    assert exam.refused("drop_post", post="P6") == ["The plan has no post “P6”."]
    assert exam.refused("set_post", post={**POSTS[1], "days": [SECOND]}) == ["This is on record already."]
    assert exam.refused("set_post", post={**POSTS[1], "group": "wind"}) == ["The plan has no group “wind”."]


def test_everybody_acknowledges_their_own_duties_and_a_changed_one_anew(exam: Exam) -> None:
    assert exam.refused("acknowledge", "g1", edition=1) == ["This roster has not been published yet."]
    exam.take(WHOLE)
    exam.do("publish")
    exam.do("acknowledge", "g4", edition=1)
    exam.do("acknowledge", "leader", edition=1, person="g1")
    known = [person for person in ("g1", "g2", "g4") if exam.now.is_acknowledged(person)]
    assert known == ["g1", "g4"]
    assert exam.refused("acknowledge", "g1", edition=1) == ["g1 has acknowledged these duties already."]
    exam.do("swap", duty=NIGHT, person="g4", other="g5")
    exam.do("publish")
    assert [person for person in ("g1", "g4", "g5") if exam.now.is_acknowledged(person)] == ["g1"]
    assert exam.refused("acknowledge", "g5", edition=1) == ["Edition 2 holds now."]
    assert exam.refused("acknowledge", "g4", edition=2) == ["g4 has no duty in edition 2."]
    exam.do("acknowledge", "g5", edition=2)
    assert exam.now.is_acknowledged("g5")


def test_nobody_acknowledges_for_another_but_a_leader(exam: Exam) -> None:
    exam.take(WHOLE)
    exam.do("publish")
    assert "g2 may not do this" in exam.refused("acknowledge", "g2", edition=1, person="g1")[0]


def test_only_who_plans_touches_the_roster(school: Doorway) -> None:
    exam = manned(school)
    for do, given in (
        ("publish", {}),
        ("assign", {"duty": GATE, "person": "g1"}),
        ("release", {"person": "g1"}),
    ):
        assert "may not do this" in exam.refused(do, "g1", **given)[0]
