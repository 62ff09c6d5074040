"""Every refusal about people and places is understood in both languages, without a word of the code."""

from collections.abc import Iterator
from typing import Any

import pytest

from domain.errors import Refused
from tests.domain.roster.exam import EXAM, GROUPS, SECOND, TURNS, WHOLE, Exam, listed, manned, post
from tests.domain.test_commands import assert_speaks

GATE, NIGHT = f"P2/{EXAM}/day", f"P6/{EXAM}/night"
LATE = {"begins": "2026-06-08T10:00:00+08:00", "ends": "2026-06-07T10:00:00+08:00"}
Given = tuple[str, str, dict[str, Any]]


def about_people(exam: Exam) -> Iterator[Given]:
    yield "enlist", "plan", {"group": "warm"}
    yield "enlist", "plan", {"group": "wind", "account": "g1"}
    yield "note_skill", "plan", {"person": "g9", "skill": {"code": "x"}}
    yield "withdraw_skill", "plan", {"person": "g1", "skill": "x"}
    yield (
        "ask_leave",
        "g1",
        {**LATE, "begins": "2026-06-07T09:00:00+08:00", "ends": "2026-06-08T09:00:00+08:00"},
    )
    yield "ask_leave", "g1", LATE
    yield "grant_leave", "plan", {"leave": "1"}
    exam.do("ask_leave", "g1", begins="2026-06-01T00:00:00+08:00", ends="2026-06-02T00:00:00+08:00")
    exam.do("stop_leave", leave="1")
    yield "stop_leave", "plan", {"leave": "1"}
    exam.do("release", person="g5")
    yield "release", "plan", {"person": "g5"}


def about_places(exam: Exam) -> Iterator[Given]:
    plan = {"days": [EXAM], "groups": GROUPS, "turns": [*TURNS, *TURNS]}
    wrong = post("P1", "街口", "Street", "wind", turns=["dusk"], days=["2026-06-09"])
    yield "open", "plan", {**plan, "posts": [wrong]}
    yield "open", "plan", {**plan, "posts": [post("P1", "街口", "Street", turns=[])], "days": ["0001-01-01"]}
    yield "set_post", "plan", {"post": post("P1", "街口", "Street", turns=[])}
    yield "drop_post", "plan", {"post": "P9"}
    yield "assign", "plan", {"duty": "P9", "person": "g1"}
    yield "withdraw_waiver", "office", {"rule": "rest"}
    yield "publish", "plan", {}
    yield "acknowledge", "g1", {"edition": 1}
    yield "unassign", "plan", {"duty": GATE, "person": "g1"}
    yield "take", "plan", {"assignments": [], "made_for": 1}
    exam.take(WHOLE)
    exam.do("publish")
    yield "open", "plan", plan
    yield "publish", "plan", {}
    yield "assign", "plan", {"duty": GATE, "person": "g1"}
    yield "acknowledge", "g1", {"edition": 2}
    yield "acknowledge", "g5", {"edition": 1}
    exam.do("acknowledge", "g1", edition=1)
    yield "acknowledge", "g1", {"edition": 1}
    places = [(GATE, "g1"), (f"P5/{EXAM}/day", "g1"), (NIGHT, "g2"), (GATE, "g2"), (f"S1/{SECOND}/day", "g3")]
    yield "take", "plan", {"assignments": listed(places), "made_for": exam.now.basis}


@pytest.mark.parametrize(("source", "least"), [(about_people, 9), (about_places, 20)])
def test_every_refusal_is_understood_in_both_languages(exam: Exam, source: Any, least: int) -> None:
    told: set[str] = set()
    for do, by, given in source(exam):
        with pytest.raises(Refused) as refused:
            exam.do(do, by, **given)
        for one in refused.value.reasons:
            assert_speaks(one)
            told.add(one.text)
    assert len(told) >= least


def test_no_roster_and_another_campaign_s_duty_are_told_in_both_languages(exam: Exam) -> None:
    exam.take(WHOLE)
    exam.do("publish")
    other = manned(exam.site, "survey-2026")
    for campaign, do, given in (
        (Exam(exam.site, "nothing"), "publish", {}),
        (other, "assign", {"duty": GATE, "person": "g1"}),
    ):
        with pytest.raises(Refused) as refused:
            campaign.do(do, **given)
        for one in refused.value.reasons:
            assert_speaks(one)
