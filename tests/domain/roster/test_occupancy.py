"""One person never counts twice at one time, across the campaigns of a site either (EXM-06)."""

from datetime import UTC, datetime

import pytest

from domain.roster.occupancy import Occupancy, occupancy_stream
from tests.domain.roster.exam import EXAM, WHOLE, Exam, listed, manned, post

GATE = f"P2/{EXAM}/day"
CLASH = "g1 is needed by campaign gaokao-2026 from 2026-06-06 22:30:00+00:00 to 2026-06-07 10:00:00+00:00."


@pytest.fixture
def other(exam: Exam) -> Exam:
    """A second campaign on the same days, after the first is published."""
    exam.take(WHOLE)
    exam.do("publish")
    return manned(exam.site, "survey-2026")


def test_who_is_needed_by_a_published_roster_is_refused_to_another_campaign(other: Exam) -> None:
    assert other.refused("assign", duty=GATE, person="g1") == [CLASH]
    assert other.refused("take", assignments=listed([(GATE, "g1")]), made_for=other.now.basis) == [CLASH]
    other.do("assign", duty=GATE, person="g5")
    assert other.refused("swap", duty=GATE, person="g5", other="g1") == [CLASH]


def test_a_draft_binds_nobody(exam: Exam) -> None:
    exam.take(WHOLE)
    second = manned(exam.site, "survey-2026")
    second.do("assign", duty=GATE, person="g1")


def test_two_drafts_with_one_person_are_settled_by_the_first_that_is_published(exam: Exam) -> None:
    only = {"days": [EXAM], "posts": [post("P1", "街口", "Street")]}
    second = manned(exam.site, "survey-2026", **only)
    second.do("assign", duty=f"P1/{EXAM}/day", person="g1")
    exam.take(WHOLE)
    exam.do("publish")
    assert second.refused("publish") == [CLASH]


def test_who_leaves_one_campaign_is_free_for_another_at_once(other: Exam, exam: Exam) -> None:
    exam.do("release", person="g1")
    other.do("assign", duty=GATE, person="g1")
    assert other.now.missing(other.now.draft)[GATE] == 1


def test_a_new_edition_takes_the_place_of_what_the_campaign_needed_before(other: Exam, exam: Exam) -> None:
    exam.do("swap", duty=GATE, person="g1", other="g5")
    exam.do("publish")
    other.do("assign", duty=GATE, person="g1")
    told = other.refused("assign", duty=GATE, person="g5")
    assert told == [CLASH.replace("g1", "g5")]


def test_proposals_of_another_campaign_leave_such_people_out(other: Exam) -> None:
    occupancy = other.site.log.get(Occupancy, occupancy_stream("s1"))
    needed = [
        (person, span) for person, spans in occupancy.elsewhere(other.code).items() for _, span in spans
    ]
    (guard,) = [one for one in other.now.problem(needed).people if one.id == "g4"]
    assert [span.begins for span in guard.away] == [datetime(2026, 6, 7, 10, 0, tzinfo=UTC)]
    assert occupancy.elsewhere("gaokao-2026") == {}
