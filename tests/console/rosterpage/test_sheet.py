"""The roster's table by post, by person and by hour: the same places, in words (EXM-20, EXM-31)."""

from typing import Any

import pytest

from console.languages import Translator
from console.rosterpage.sheet import Speaker, sheet
from projections.rosters.roster import roster
from tests.console.rosterpage.exam import Exam
from tests.domain.roster.exam import CODE, EXAM, WHOLE, listed

GATE, NIGHT = f"P2/{EXAM}/day", f"P6/{EXAM}/night"


def speaker(exam: Exam, language: str = "en") -> Speaker:
    exam.house.worker.wait_for(exam.house.log.head(), 10)
    rows = roster(exam.house.views, site="s1", campaign=CODE)
    return Speaker(rows, Translator.for_language(language))


def chips(table: dict[str, Any]) -> list[dict[str, Any]]:
    rows = [row for group in table["groups"] for row in group["rows"]]
    return [chip for row in rows for lines in row["cells"] for line in lines for chip in line["chips"]]


@pytest.fixture
def manned(exam: Exam) -> Exam:
    exam.do("take", assignments=listed(WHOLE), made_for=exam.now.basis)
    return exam


def test_every_order_shows_every_place(manned: Exam) -> None:
    spoken = speaker(manned)
    for order in ("post", "person", "hour"):
        assert {(one["duty"], one["person"]) for one in chips(sheet(spoken, order))} == set(WHOLE)


def test_a_gap_stands_at_its_post_in_dashes_with_how_many_are_missing(manned: Exam) -> None:
    manned.do("unassign", duty=GATE, person="g1")
    table = sheet(speaker(manned), "post")
    gap, wrong = [one for one in chips(table) if one["duty"] == GATE][::-1]
    assert (gap["kind"], gap["text"], gap["person"]) == ("gap", "1 missing", "")
    assert (wrong["kind"], wrong["text"]) == ("wrong", "队员g2")
    assert "it is a post for two" in wrong["title"]
    assert table["groups"][0]["note"] == "1 missing"


def test_what_was_put_by_hand_and_what_is_not_published_yet_is_marked(manned: Exam) -> None:
    manned.do("publish")
    manned.do("swap", duty=NIGHT, person="g4", other="g5")
    marks = {one["duty"]: one["marks"] for one in chips(sheet(speaker(manned), "post"))}
    assert marks[NIGHT] == ["by hand", "not published yet"]
    assert marks[GATE] == []


def test_the_school_s_own_post_says_so_and_police_that_nobody_noted_are_a_warning(manned: Exam) -> None:
    rows = {row["name"]: row for group in sheet(speaker(manned), "post")["groups"] for row in group["rows"]}
    assert "the school's own, not counted here" in rows["Monitoring room"]["note"]
    assert "always two" in rows["Main gate"]["note"]
    assert rows["Ball-court gate"]["warning"] == "no police on record"
    manned.do("note_police", post="P5", heads=2)
    rows = {row["name"]: row for group in sheet(speaker(manned), "post")["groups"] for row in group["rows"]}
    assert (rows["Ball-court gate"]["warning"], "police 2" in rows["Ball-court gate"]["note"]) == ("", True)


def test_hours_and_nights_stand_behind_each_person(manned: Exam) -> None:
    manned.do("publish")
    manned.do("acknowledge", "g4", edition=1)
    table = sheet(speaker(manned), "person")
    rows = {row["name"]: row for group in table["groups"] for row in group["rows"]}
    assert [one["text"] for one in rows["队员g1"]["tail"]] == ["23:00", "0", "not yet"]
    assert [one["text"] for one in rows["队员g4"]["tail"]] == ["12:30", "1", "yes"]
    assert [one["text"] for one in rows["队员g5"]["tail"]] == ["0:00", "0", ""]
    assert table["groups"][0]["note"] == "5 people: 0:00 to 23:00 h, 0 to 1 nights"


def test_the_hours_say_how_many_are_in_place(manned: Exam) -> None:
    manned.do("unassign", duty=NIGHT, person="g4")
    table = sheet(speaker(manned, "zh"), "hour")
    told = [
        (group["name"], row["name"], row["tail"][0]) for group in table["groups"] for row in group["rows"]
    ]
    assert [(day, name, tail["text"], tail["kind"]) for day, name, tail in told] == [
        ("6月7日", "06:30–18:00", "3/3", "figure"),
        ("6月7日", "18:00–06:30", "0/1", "short"),
        ("6月8日", "06:30–18:00", "4/4", "figure"),
    ]
