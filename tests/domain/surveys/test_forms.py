"""A form's way: out, back, keyed twice or answered behind its code, judged, replaced."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from domain.errors import Refused
from tests.domain.doorway import Doorway
from tests.domain.surveys.town import (
    CROSS,
    GLAD,
    ROUND,
    code_of,
    do,
    form_of,
    key_twice,
    plan,
    refused,
    survey_of,
)


def answer(site: Doorway, number: int, answers: dict[str, int], code: str | None = None) -> Any:
    given = {"form": number, "code": code or code_of(site, number), "answers": answers}
    return site.do("survey.answer_form", "", survey=ROUND, **given)


def told(
    site: Doorway, number: int, answers: dict[str, int], code: str | None = None, by: str = ""
) -> list[str]:
    given = {"form": number, "code": code or code_of(site, number), "answers": answers}
    return site.refused("survey.answer_form", by, survey=ROUND, **given)


def test_forms_go_out_to_the_households_that_were_drawn_with_who_answers_for_them(field: Doorway) -> None:
    form = form_of(field, 7)
    assert form.issued is not None
    assert (form.issued.unit, form.issued.stratum, form.issued.surveyor, form.issued.way) == (
        "B-1",
        "B",
        "anna",
        "door",
    )
    assert form.standing == "issued"
    assert refused(field, "issue_forms", "anna", forms=[7]) == [
        "Form 7 was issued at 2026-03-12 01:00:00+00:00."
    ]


def test_a_form_that_was_never_numbered_is_refused_and_none_of_the_batch_goes_out(town: Doorway) -> None:
    plan(town)
    do(town, "freeze_frame")
    do(town, "draw")
    assert refused(town, "issue_forms", "anna", forms=[1, 11]) == [
        "No form 11 was ever numbered in this survey."
    ]
    assert form_of(town, 1).standing == "numbered"


def test_svy_07_what_two_people_key_alike_stands_and_is_valid(field: Doorway) -> None:
    do(field, "return_forms", "anna", forms=[1])
    assert form_of(field, 1).standing == "returned"
    do(field, "key_form", "anna", form=1, answers=GLAD)
    assert (form_of(field, 1).standing, form_of(field, 1).answers) == ("keyed", None)
    assert refused(field, "key_form", "anna", form=1, answers=GLAD) == ["You keyed form 1 yourself."]
    do(field, "key_form", "bert", form=1, answers=GLAD)
    form = form_of(field, 1)
    assert (form.standing, form.is_valid, form.answers) == ("answered", True, GLAD)


def test_two_keyings_that_differ_wait_for_somebody_who_looks_at_the_original(field: Doorway) -> None:
    key_twice(field, 1, GLAD, {**GLAD, "overall": 2})
    assert (form_of(field, 1).standing, form_of(field, 1).is_valid) == ("differs", False)
    assert refused(field, "key_form", "care", form=1, answers=GLAD) == [
        "Form 1 was keyed twice, and differently."
    ]
    assert refused(field, "settle_form", "bert", form=1, answers=GLAD)[0].startswith("bert may not do this")
    do(field, "settle_form", form=1, answers={**GLAD, "overall": 2})
    assert form_of(field, 1).answers == {**GLAD, "overall": 2}


def test_what_stood_is_mended_only_with_a_reason(field: Doorway) -> None:
    key_twice(field, 1, GLAD)
    assert refused(field, "settle_form", form=1, answers=CROSS) == ["Form 1 has its answers."]
    do(field, "settle_form", form=1, answers=CROSS, why="两人都看错一列")
    assert form_of(field, 1).answers == CROSS


def test_nothing_is_keyed_for_somebody_else_nor_before_the_form_is_back(field: Doorway) -> None:
    assert refused(field, "key_form", "anna", form=1, answers=GLAD) == ["Form 1 is not back."]
    do(field, "return_forms", "anna", forms=[1])
    keyed = {"survey": ROUND, "form": 1, "answers": GLAD, "doer": "anna"}
    assert field.refused("survey.key_form", "everybody", **keyed)
    assert form_of(field, 1).keyings == ()


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"overall": 7}, "“Overall”: 7 is not on the scale of 1 to 5."),
        ({"overall": 0}, "“Overall”: 0 is not on the scale of 1 to 5."),
        ({"overall": 5, "weather": 3}, "“weather” is not asked for here."),
    ],
)
def test_a_figure_beyond_the_scale_is_refused_wherever_it_comes_in(
    field: Doorway, answers: dict[str, int], reason: str
) -> None:
    do(field, "return_forms", "anna", forms=[1])
    assert refused(field, "key_form", "anna", form=1, answers=answers) == [reason]
    assert refused(field, "take_answers", form=2, answers=answers) == [reason]
    assert told(field, 3, answers) == [reason]


def test_svy_07_an_invalid_form_names_its_reason(field: Doorway) -> None:
    assert refused(field, "reject_form", form=1, reason="unreadable") == ["Form 1 is not back."]
    assert refused(field, "reject_form", form=1) == ["“reason” is missing."]
    key_twice(field, 1, GLAD)
    do(field, "reject_form", form=1, reason="unstamped", said="没有公章")
    assert not form_of(field, 1).is_valid
    assert refused(field, "reject_form", form=1, reason="falsified") == ["Form 1 is not valid already."]
    do(field, "reinstate_form", form=1, why="公章在背面")
    assert form_of(field, 1).is_valid
    assert refused(field, "reinstate_form", form=1, why="再来") == ["Form 1 was not rejected."]


def test_svy_07_a_paper_form_without_the_overall_answer_is_incomplete_until_it_is_settled(
    field: Doorway,
) -> None:
    key_twice(field, 1, {"security": 4})
    form = form_of(field, 1)
    assert form.rejected is not None
    assert (form.is_valid, form.rejected.reason) == (False, "incomplete")
    assert refused(field, "reinstate_form", form=1, why="算了") == ["“Overall” is not answered."]
    do(field, "settle_form", form=1, answers=GLAD, why="背面有总体一题")
    assert form_of(field, 1).is_valid


def test_svy_16_a_household_answers_its_form_once(field: Doorway) -> None:
    answer(field, 1, GLAD)
    form = form_of(field, 1)
    assert (form.standing, form.source, form.is_valid) == ("answered", "page", True)
    answered = "Form 1 was answered at 2026-03-12 01:00:00+00:00: a household answers once."
    assert told(field, 1, CROSS) == [answered]
    assert refused(field, "take_answers", form=1, answers=CROSS) == [answered]
    assert form_of(field, 1).answers == GLAD


def test_a_form_that_is_answered_twenty_times_at_once_counts_once(field: Doorway) -> None:
    code = code_of(field, 1)
    orders = [
        field.order("survey.answer_form", "", survey=ROUND, form=1, code=code, answers=GLAD)
        for _ in range(20)
    ]

    def send(order: dict[str, Any]) -> bool:
        try:
            field.door.submit(order)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(send, orders))
    assert sum(taken) == 1
    assert form_of(field, 1).version == 2


def test_the_page_asks_for_what_is_required_and_the_code_alone_opens_a_form(field: Doorway) -> None:
    assert told(field, 1, {"security": 4}) == ["“Overall” is not answered."]
    closed = ["This code opens no form."]
    assert told(field, 1, GLAD, code_of(field, 2)) == closed
    assert told(field, 99, GLAD, "a" * 16) == closed
    assert told(field, 1, GLAD, code_of(field, 1).upper()) == closed
    assert told(field, 1, GLAD, by="anna") == closed
    assert form_of(field, 1).standing == "issued"


def test_nobody_answers_behind_a_code_after_the_close_but_paper_may_still_come(field: Doorway) -> None:
    do(field, "close_collection")
    assert told(field, 1, GLAD) == ["The survey ended at 2026-03-12 01:00:00+00:00."]
    do(field, "return_forms", "anna", forms=[1])
    do(field, "take_answers", form=2, answers=GLAD)
    assert (form_of(field, 1).late, form_of(field, 2).late) == (True, True)
    assert refused(field, "issue_forms", "anna", forms=[3]) == [
        "Collection was closed at 2026-03-12 01:00:00+00:00."
    ]


def test_svy_11_a_replaced_form_that_turns_up_is_the_households_second_and_counts_nothing(
    field: Doorway,
) -> None:
    assert do(field, "replace_form", form=3, why="问卷污损").results["form"] == 11
    do(field, "issue_forms", "bert", forms=[11])
    slots = survey_of(field).slots
    assert (slots[11].unit, slots[3].unit) == ("A-3", "A-3")
    assert told(field, 3, GLAD) == ["Form 3 gave way to form 11."]
    key_twice(field, 11, GLAD)
    do(field, "return_forms", "anna", forms=[3])
    old = form_of(field, 3)
    assert old.rejected is not None
    assert (old.rejected.reason, old.is_valid) == ("second_form", False)
    assert refused(field, "reinstate_form", form=3, why="要算") == ["Form 3 gave way to form 11."]
    do(field, "close_collection")
    do(field, "report_figures", analysis="一户一份")
    ((_, report),) = survey_of(field).reports
    assert (report.counts.issued, report.counts.returned, report.counts.valid) == (10, 1, 1)
    assert refused(field, "replace_form", form=3, why="又丢")[0].startswith("Collection was closed")


def test_a_form_with_answers_is_not_replaced(field: Doorway) -> None:
    answer(field, 1, GLAD)
    assert refused(field, "replace_form", form=1, why="丢了")[0].startswith("Form 1 was answered at")
    assert 11 not in survey_of(field).slots


def test_refusals_and_absences_are_kept_and_do_not_end_the_form(field: Doorway) -> None:
    do(field, "note_visit", "anna", form=1, outcome="absent")
    do(field, "note_visit", "anna", form=1, outcome="refused", said="不想填")
    assert (form_of(field, 1).visits, form_of(field, 1).standing) == (("absent", "refused"), "refused")
    do(field, "return_forms", "anna", forms=[1])
    assert refused(field, "note_visit", "anna", form=1, outcome="absent")[0].startswith("Form 1 came back at")


def test_what_happened_before_the_form_went_out_is_refused(field: Doorway) -> None:
    early = field.now.replace(hour=0)
    assert refused(field, "return_forms", "anna", forms=[1], at=early) == [
        "That lies before form 1 was issued, at 2026-03-12 01:00:00+00:00."
    ]


@pytest.mark.parametrize("by", ["fin", "guard", "chen", "gone"])
def test_only_surveyors_hand_out_collect_and_key(field: Doorway, by: str) -> None:
    for name, given in (
        ("return_forms", {"forms": [1]}),
        ("key_form", {"form": 1, "answers": GLAD}),
        ("note_visit", {"form": 1, "outcome": "absent"}),
    ):
        assert refused(field, name, by, **given)[0].startswith(f"{by} may not do this")


def test_a_pile_is_refused_whole_and_with_every_form_that_stands_in_the_way(field: Doorway) -> None:
    """SVY-11: who hands out twenty forms sees at once which three of them are wrong; nothing is half-written."""
    do(field, "return_forms", "anna", forms=[2])
    assert refused(field, "return_forms", "anna", forms=[1, 2, 99]) == [
        "Form 2 came back at 2026-03-12 01:00:00+00:00.",
        "No form 99 was ever numbered in this survey.",
    ]
    assert form_of(field, 1).standing == "issued"
    told = refused(field, "issue_forms", "anna", forms=[98, 3, 99, 99])
    assert [one.split(" was ")[0] for one in told] == ["No form 98", "Form 3", "No form 99"]
