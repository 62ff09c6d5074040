"""The problem record and one form's page: each role has its verbs, late entries are told, a slip opens a ticket."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from console.campaignpage.ledger import Row, Section
from console.surveywork import oneform, problems, story
from console.surveywork.deeds import carry_out
from domain.facts import CLASSES
from projections.surveys.one_form import survey_form
from projections.surveys.record import survey_problems
from tests.console.surveywork.estate import CROSS, GLAD, ROUND, Estate, given


def lines(estate: Estate, account: str = "desk01") -> list[Row]:
    found = survey_problems(estate.house.views, site="s1", code=ROUND)
    return [problems.row(estate.viewer(account), estate.state(), one) for one in found]


def press(estate: Estate, verb: str, account: str = "desk01", **values: str) -> dict[str, Any] | None:
    """Press a verb on the only problem."""
    (row,) = lines(estate, account)
    pressed = {"key": row.key, "verb": verb, "values": values}
    return carry_out(estate.viewer(account), ROUND, [Section("x", "", (row,))], pressed)


@pytest.fixture
def noted(estate: Estate) -> Estate:
    """A form that is back with one problem."""
    estate.begin()
    estate.back(1, 2)
    estate.do("find_problem", "tech01", form=1, what="楼道灯不亮", theme="facilities")
    return estate


def test_a_problem_goes_from_the_record_to_acceptance_and_opens_a_ticket(noted: Estate) -> None:
    """SVY-09, SVY-10: FOUND, CLASSIFIED, SLIP_ISSUED, RECTIFYING, REJECTED, RECTIFYING, ACCEPTED."""
    steps = [
        ("classify", {"kind": "daily"}), ("slip", {"ticket": "repair"}), ("begin", {}), ("refuse", {"why": "仍不亮"}),
        ("begin", {}), ("accept", {}),
    ]  # fmt: skip
    for verb, values in steps:
        assert verb in [one.code for one in lines(noted)[0].verbs]
        assert press(noted, verb, **values) is None
    (row,) = lines(noted)
    assert row.chip is not None
    assert (row.chip.word, row.verbs) == ("put right and accepted", ())
    (found,) = survey_problems(noted.house.views, site="s1", code=ROUND)
    assert row.links[1] == (f"ticket {found.ticket}", f"/ticket?t={found.ticket}&site=s1")


def test_a_suggestion_needs_the_departments_solution(noted: Estate) -> None:
    """SVY-09: departments discuss and give the first solution."""
    refused = press(noted, "classify", kind="suggestion")
    assert refused is not None
    assert "The solution is missing." in refused["reasons"][0]
    assert press(noted, "classify", kind="suggestion", solution="列入明年计划") is None
    assert "suggestion: 列入明年计划" in lines(noted)[0].lines


@pytest.mark.parametrize(("account", "verbs"), [("desk01", ["classify"]), ("tech01", []), ("audit01", [])])
def test_each_role_has_its_verbs(noted: Estate, account: str, verbs: list[str]) -> None:
    assert [one.code for one in lines(noted, account)[0].verbs] == verbs


def test_an_entry_on_a_later_day_is_told_as_late(estate: Estate) -> None:
    """SVY-08: each day's problems are entered on the same day."""
    estate.begin()
    estate.back(1)
    estate.do("find_problem", "tech01", form=1, what="昨天说的", at="2026-11-21T18:00:00+08:00")
    estate.do("find_problem", "tech01", form=1, what="今天说的")
    late = {
        row.title: any("entered late, on 22 Nov 09:00" in line for line in row.lines) for row in lines(estate)
    }
    assert late == {"昨天说的": True, "今天说的": False}


def test_a_problem_is_noted_where_the_form_is_named(noted: Estate) -> None:
    section = problems.adding(noted.viewer("tech01"), noted.state())
    assert section is not None
    pressed = {
        "key": "problem:",
        "verb": "find",
        "values": {"form": "2", "what": "电梯异响", "theme": "facilities"},
    }
    assert carry_out(noted.viewer("tech01"), ROUND, [section], pressed) is None
    noted.house.projector.catch_up()
    assert [row.title for row in lines(noted)] == ["楼道灯不亮", "电梯异响"]
    assert problems.adding(noted.viewer("cash01"), noted.state()) is None


def test_the_panel_narrows_by_state_and_day(noted: Estate, page: Callable[..., AppTest]) -> None:
    seen = page("desk01", survey=ROUND, panel="problems")
    assert seen.selectbox(key="survey.problems.day").options == ["22 Nov"]
    assert "楼道灯不亮" in given(seen)[-1]
    seen.selectbox(key="survey.problems.state").select("accepted").run()
    assert "No problem fits." in given(seen)[-1]


def of_form(
    estate: Estate, number: int, verb: str, account: str = "desk01", **values: str
) -> dict[str, Any] | None:
    """Press a verb on a form's own page."""
    viewer, state = estate.viewer(account), estate.state()
    found = survey_form(estate.house.views, site="s1", code=ROUND, form=number)
    section = oneform.deeds(viewer, state, found)
    row = next(one for one in section.rows if verb in [each.code for each in one.verbs])
    return carry_out(viewer, ROUND, [section], {"key": row.key, "verb": verb, "values": values})


def verbs_of(estate: Estate, number: int, account: str = "desk01") -> list[str]:
    found = survey_form(estate.house.views, site="s1", code=ROUND, form=number)
    section = oneform.deeds(estate.viewer(account), estate.state(), found)
    return [verb.code for row in section.rows for verb in row.verbs]


def test_a_form_is_not_valid_with_a_reason_and_that_is_taken_back_with_one(noted: Estate) -> None:
    """SVY-07: the reason is mandatory."""
    noted.key(1, GLAD, GLAD)
    assert noted.state().row.valid == 1
    assert of_form(noted, 1, "reject", reason="unreadable", said="水浸") is None
    assert (noted.state().row.valid, noted.state().invalid) == (0, {"unreadable": 1})
    assert of_form(noted, 1, "reinstate", why="原件找到") is None
    assert noted.state().row.valid == 1


def test_answers_that_stand_are_corrected_with_a_reason(noted: Estate) -> None:
    noted.key(1, GLAD, GLAD)
    values = {"answers.security": "5", "answers.cleaning": "4", "answers.overall": "2", "why": "录错行"}
    assert of_form(noted, 1, "settle", **values) is None
    found = survey_form(noted.house.views, site="s1", code=ROUND, form=1)
    assert {one.code: one.stands for one in found.questions if one.stands} == {
        "security": 5, "cleaning": 4, "overall": 2,
    }  # fmt: skip


def test_a_lost_form_gives_way_to_a_new_number(noted: Estate) -> None:
    assert of_form(noted, 2, "replace", why="遗失") is None
    assert survey_form(noted.house.views, site="s1", code=ROUND, form=2).line.instead == 9
    assert verbs_of(noted, 2) == ["reject"]


@pytest.mark.parametrize("account", ["tech01", "audit01"])
def test_whoever_does_not_judge_is_told_who_does(noted: Estate, account: str) -> None:
    assert verbs_of(noted, 1, account) == []
    found = survey_form(noted.house.views, site="s1", code=ROUND, form=1)
    assert (
        "judged by: campaign coordinator" in oneform.deeds(noted.viewer(account), noted.state(), found).count
    )


def test_the_story_of_a_form_has_a_sentence_for_every_fact(noted: Estate) -> None:
    noted.key(1, GLAD, CROSS)
    noted.do("settle_form", form=1, answers=GLAD)
    noted.do("reject_form", form=1, reason="falsified", said="笔迹相同")
    noted.do("reinstate_form", form=1, why="复访确认")
    for do, more in (
        ("classify_problem", {"kind": "daily"}), ("issue_slip", {}), ("begin_rectifying", {}),
        ("refuse_rectification", {"why": "仍不亮"}), ("begin_rectifying", {}), ("accept_rectification", {"said": "已亮"}),
    ):  # fmt: skip
        noted.do(do, form=1, problem=1, **more)
    found = survey_form(noted.house.views, site="s1", code=ROUND, form=1)
    told = [story.told(noted.viewer(), one)[1] for one in found.events]
    assert not [one for one in told if one.startswith("form.")]
    assert told[:3] == ["Handed out by Lin Feng, at the door", "Came back", "Problem noted: “楼道灯不亮”"]
    assert "Not valid: falsified: “笔迹相同”" in told
    assert "Rectification accepted: “已亮”" in told


def test_every_fact_of_a_form_has_its_sentence() -> None:
    assert {one for one in CLASSES if one.startswith("form.")} == set(story.SENTENCES)


def test_the_list_is_narrowed_and_a_number_leads_to_its_form(
    noted: Estate, page: Callable[..., AppTest]
) -> None:
    seen = page("desk01", survey=ROUND, panel="forms")
    assert '"title": "Form 2"' in given(seen)[-1]
    seen.selectbox(key="survey.forms.standing").select("numbered").run()
    told = given(seen)[-1]
    assert '"count": "6 forms"' in told
    assert '"title": "Form 2"' not in told
    seen.text_input(key="survey.forms.number").input("2").run()
    assert seen.query_params["form"] == "2"
    assert [one.value for one in seen.subheader] == ["What happened to it"]


def test_a_number_that_was_never_issued_is_refused(noted: Estate, page: Callable[..., AppTest]) -> None:
    for asked in ("99", "x"):
        seen = page("desk01", survey=ROUND, panel="forms", form=asked)
        assert f"No form {asked} was ever numbered" in " ".join(
            str(one.proto.body) for one in seen.get("html")
        )
