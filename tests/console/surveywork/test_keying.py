"""Keying: the next form that is back and not keyed by oneself, two people each, differences settled."""

import json
from collections.abc import Callable
from typing import Any

from streamlit.testing.v1 import AppTest

from console.surveywork import differences, keying, piles
from domain.surveys.form import Form, form_stream
from projections.surveys.record import survey_problems
from tests.console.surveywork.estate import CROSS, GLAD, ROUND, Estate, given
from tests.console.surveywork.test_collecting import data


def keyed(
    estate: Estate, number: object, answers: Any, account: str = "tech01", **more: Any
) -> piles.Verdict:
    entry = {"id": f"{account} {number}", "number": number, "answers": answers, **more}
    told = piles.Pile()
    piles.take(estate.viewer(account), [entry], told, keying.carry(ROUND))
    return told.told[0]


def form(estate: Estate, number: int) -> Form:
    return estate.house.log.get(Form, form_stream("s1", ROUND, number))


def test_the_queue_holds_what_is_back_and_not_keyed_by_this_person(estate: Estate) -> None:
    estate.begin()
    estate.back(1, 2, 3)
    estate.do("issue_forms", "tech01", forms=[4])
    keyed(estate, 1, GLAD)
    mine, left = keying.queue(estate.viewer("tech01"), ROUND)
    assert ([one["number"] for one in mine], left) == ([2, 3], 2)
    others, _ = keying.queue(estate.viewer("duty01"), ROUND)
    assert [(one["number"], one["which"]) for one in others] == [
        (1, "second keying"), (2, "first keying"), (3, "first keying"),
    ]  # fmt: skip


def test_what_two_people_key_alike_stands(estate: Estate) -> None:
    estate.begin()
    estate.back(1)
    assert keyed(estate, "1", GLAD, comment="夜间噪声").said == "form 1 keyed"
    assert form(estate, 1).answers is None
    keyed(estate, 1, GLAD, "duty01")
    assert form(estate, 1).answers == GLAD
    assert keying.queue(estate.viewer(), ROUND) == ([], 0)


def test_nobody_keys_a_form_twice_and_what_was_typed_stays(estate: Estate) -> None:
    estate.begin()
    estate.back(1)
    keyed(estate, 1, GLAD)
    entry = {"id": "again", "number": 1, "answers": CROSS}
    told = piles.Pile()
    piles.take(estate.viewer("tech01"), [entry], told, keying.carry(ROUND))
    assert "You keyed form 1 yourself" in told.told[0].reasons[0]
    assert told.told[0].given["answers"] == CROSS


def test_a_seven_on_a_scale_of_five_is_refused(estate: Estate) -> None:
    estate.begin()
    estate.back(1)
    verdict = keyed(estate, 1, {"overall": 7})
    assert "7 is not on the scale of 1 to 5" in verdict.reasons[0]
    assert "“x” is no form number." in keyed(estate, "x", GLAD).reasons[0]


def test_a_problem_is_noted_in_the_same_place_on_the_same_day(estate: Estate) -> None:
    """SVY-08, FRM-15: linked to its form and household; one problem, however often the entry arrives."""
    estate.begin()
    estate.back(1)
    more = {"problem": "楼道灯不亮", "theme": "facilities"}
    assert keyed(estate, 1, CROSS, **more).said == "form 1 keyed, and its problem is in the day’s record"
    keyed(estate, 1, CROSS, **more)
    (noted,) = survey_problems(estate.house.views, site="s1", code=ROUND)
    assert (noted.form, noted.what, noted.theme, noted.same_day) == (1, "楼道灯不亮", "facilities", True)
    assert noted.unit


def test_the_second_keying_shows_nothing_of_the_first(estate: Estate, page: Callable[..., AppTest]) -> None:
    estate.begin()
    estate.back(1)
    keyed(estate, 1, {"overall": 2}, comment="只有第一次录入的人看见")
    seen = page("duty01", survey=ROUND, panel="keying")
    told = given(seen)
    assert all("只有第一次录入的人看见" not in one and '"overall": 2' not in one for one in told)
    story = page("duty01", survey=ROUND, panel="forms", form="1")
    sections = [one for card in given(story) for one in json.loads(card).get("sections", [])]
    answers = next(one for one in sections if one["code"] == "answers")
    assert answers["rows"][0]["lines"] == ["Shown once somebody else has keyed it too."]


def test_differences_stand_side_by_side_and_are_settled(estate: Estate, page: Callable[..., AppTest]) -> None:
    estate.begin()
    estate.back(1, 2)
    estate.key(1, GLAD, GLAD | {"overall": 2})
    estate.key(2, GLAD, GLAD)
    (shown,) = data(page("desk01", survey=ROUND, panel="differences"), "differences")["forms"]
    assert (shown["number"], shown["keyers"]) == (1, ["Lin Feng", "Wei Lan"])
    assert [(one["code"], one["keyed"]) for one in shown["themes"] if one["differs"]] == [("overall", [4, 2])]
    told = piles.Pile()
    entry = {"id": "s", "form": 1, "answers": {**GLAD, "overall": 3}}
    piles.take(estate.viewer(), [entry], told, differences.carry(ROUND))
    assert told.told[0].said == "form 1 settled"
    assert form(estate, 1).answers == {**GLAD, "overall": 3}


def test_whoever_does_not_judge_reads_differences_and_who_settles(
    estate: Estate, page: Callable[..., AppTest]
) -> None:
    estate.begin()
    estate.back(1)
    estate.key(1, GLAD, CROSS)
    seen = page("tech01", survey=ROUND, panel="differences")
    assert data(seen, "differences")["may"] is False
    assert "campaign coordinator" in " ".join(str(one.value) for one in seen.caption)
    told = piles.Pile()
    entry = {"id": "s", "form": 1, "answers": GLAD}
    piles.take(estate.viewer("tech01"), [entry], told, differences.carry(ROUND))
    assert told.told[0].reasons


def test_nobody_keys_into_the_past(estate: Estate, page: Callable[..., AppTest]) -> None:
    estate.begin()
    seen = page("desk01", survey=ROUND, panel="keying", as_of="2026-11-22T09:00:00+08:00")
    assert "A moment of the past changes nothing." in [str(one.value) for one in seen.caption]
    assert len(seen.get("bidi_component")) == 1
