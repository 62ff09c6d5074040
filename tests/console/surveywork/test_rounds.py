"""The list of rounds and planning one, as people of each role see them in both languages."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from console.surveywork import published
from console.surveywork.asked import share_of
from console.surveywork.planning import free_code
from domain.errors import Refused
from domain.surveys.survey import Survey, survey_stream
from domain.surveys.template import Share
from projections.surveys.agenda import surveys
from tests.console.surveywork.estate import ROUND, Estate
from tests.console.ticketpage.office import alerts


def words(page: AppTest) -> str:
    return " ".join(str(one.value) for one in (*page.caption, *page.markdown, *page.title))


def fill(seen: AppTest, kind: str, name: str = "2026年度调查", target: str = "") -> AppTest:
    """Fill the form in and send it; ``kind`` as it is offered."""
    box = seen.selectbox(key="survey plan kind")
    box.select_index(box.options.index(kind))
    seen.text_input(key="survey plan name").input(name)
    seen.date_input(key="survey plan starts").set_value(date(2026, 11, 22))
    seen.text_input(key="survey plan target").input(target)
    return seen.button(key="survey plan send").click().run()


@pytest.mark.parametrize(("lang", "said"), [("en", "No round yet"), ("zh", "还没有调查")])
def test_an_empty_list_says_what_comes_next(
    estate: Estate, page: Callable[..., AppTest], lang: str, said: str
) -> None:
    seen = page("desk01", lang)
    assert said in alerts(seen)
    assert [one.key for one in seen.date_input] == ["survey plan starts"]
    read_only = page("cash01", lang)
    assert said in alerts(read_only)
    assert not read_only.date_input


def test_a_round_is_planned_with_a_kind_a_name_and_a_day(
    estate: Estate, page: Callable[..., AppTest]
) -> None:
    seen = page("desk01")
    seen.button(key="survey plan send").click().run()
    assert "3 things are missing" in alerts(seen)
    fill(seen, "Yearly central survey")
    (row,) = surveys(estate.house.views, site="s1").rounds
    assert (row.code, row.name, row.kind, row.state, row.starts) == (
        "central-survey-2026-11", "2026年度调查", "central_survey", "planned", date(2026, 11, 22),
    )  # fmt: skip


def test_an_office_round_asks_for_the_contract_s_satisfaction(
    estate: Estate, page: Callable[..., AppTest]
) -> None:
    """SVY-05: without the contract's figure the door refuses, and what was typed stays; 85.5 is kept in whole numbers."""
    seen = fill(page("desk01"), "Survey of office users", target="85.55")
    assert "is no percentage between 0.1 and 100" in alerts(seen)
    seen.text_input(key="survey plan target").input("")
    seen.button(key="survey plan send").click().run()
    assert "satisfaction that the contract asks for is missing" in alerts(seen)
    seen.text_input(key="survey plan target").input("85.5 %")
    seen.button(key="survey plan send").click().run()
    estate.house.projector.catch_up()
    planned = estate.house.log.get(Survey, survey_stream("s1", "office-2026-11"))
    assert planned.target == Share(part=855, of=1000)


@pytest.mark.parametrize("said", ["0", "100.1", "eighty", "85.25", "-5"])
def test_what_is_no_percentage_is_refused(said: str) -> None:
    with pytest.raises(Refused):
        share_of(said)


@pytest.mark.parametrize(("said", "share"), [("", None), ("100", 1000), ("0.1", 1), (" 85％", 850)])
def test_a_percentage_is_kept_in_whole_numbers(said: str, share: int | None) -> None:
    """CAL-10: compared in integers, never after rounding."""
    assert share_of(said) == (Share(part=share, of=1000) if share else None)


def test_a_second_round_of_a_month_gets_a_code_of_its_own() -> None:
    first = "sc-centre-2026-06"
    assert free_code("sc_centre", date(2026, 6, 15), []) == first
    assert free_code("sc_centre", date(2026, 6, 15), [first]) == f"{first}-2"


def test_every_kind_and_questionnaire_on_record_is_offered(estate: Estate) -> None:
    viewer = estate.viewer()
    offered = published.kinds(viewer)
    assert [(one.template.code, one.is_fresh) for one in offered] == [
        ("central_survey", False), ("office", False), ("project", False), ("sc_centre", False),
    ]  # fmt: skip
    assert [one.code for one in published.questionnaires(viewer)] == ["enterprises", "households"]


def test_the_list_is_read_by_whoever_does_not_plan(estate: Estate, page: Callable[..., AppTest]) -> None:
    estate.plan()
    seen = page("audit01", "zh")
    assert "计划调查由以下岗位负责" in words(seen)
    assert not seen.date_input
    assert len(seen.get("bidi_component")) == 1


def test_an_unknown_round_leads_to_the_list(estate: Estate, page: Callable[..., AppTest]) -> None:
    seen = page("desk01", survey="none")
    assert "There is no survey none at this site" in alerts(seen)
    assert [one.label for one in seen.button] == ["All rounds"]


def test_the_page_of_a_past_moment_says_so_and_offers_nothing(
    estate: Estate, page: Callable[..., AppTest]
) -> None:
    estate.begin()
    seen = page("desk01", survey=ROUND, as_of="2026-11-22T09:00:00+08:00")
    assert any("As recorded at 22 Nov 09:00" in str(one.proto.body) for one in seen.get("html"))
    assert all('"verbs": [{' not in one.proto.json for one in seen.get("bidi_component"))
    nonsense = page("desk01", survey=ROUND, as_of="yesterday")
    assert "is no moment" in alerts(nonsense)
