"""The list and the plan as people of each role see them, in both languages, now and as of a moment."""

from collections.abc import Callable
from datetime import date

import pytest
from msgspec import structs
from streamlit.testing.v1 import AppTest

from console.campaignpage import planning
from projections.campaigns.overview import campaigns
from seed.catalogue import templates as shipped
from tests.console.campaignpage.planned import EXAM, Planned
from tests.console.houses import order
from tests.console.ticketpage.office import alerts
from tests.domain.campaigning import FACTS


def words(page: AppTest) -> str:
    return " ".join(str(one.value) for one in (*page.caption, *page.markdown, *page.title))


@pytest.mark.parametrize(("lang", "said"), [("en", "No campaign yet"), ("zh", "还没有活动")])
def test_an_empty_list_says_what_comes_next(
    bare: Planned, page: Callable[..., AppTest], lang: str, said: str
) -> None:
    seen = page("desk01", "campaigns", lang)
    assert not seen.exception
    assert said in alerts(seen)
    assert [one.key for one in seen.date_input] == ["plan anchor"]
    read_only = page("cash01", "campaigns", lang)
    assert said in alerts(read_only)
    assert not read_only.date_input


def test_a_campaign_is_planned_with_a_template_a_name_and_a_day(
    bare: Planned, page: Callable[..., AppTest]
) -> None:
    seen = page("desk01", "campaigns")
    seen.button(key="plan send").click().run()
    assert "3 things are missing" in alerts(seen)
    seen.selectbox(key="plan from").select_index(1)
    seen.text_input(key="plan name").input("2026年高考")
    seen.date_input(key="plan anchor").set_value(date(2026, 6, 7))
    seen.button(key="plan send").click().run()
    bare.house.projector.catch_up()
    (row,) = campaigns(bare.house.views, site="s1")
    assert (row.code, row.name, row.days_to_go) == ("exam-support-2026", "2026年高考", 2)


def test_a_company_that_published_an_earlier_edition_is_offered_the_product_s_new_one(
    bare: Planned, page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """CMP-02: it becomes edition 2 here, and only once it is planned from."""
    (ours,) = [one for one in shipped() if one.code == "exam_support"]
    newer = structs.replace(ours, tasks=ours.tasks[:5])
    monkeypatch.setattr(planning, "shipped", lambda: (newer,))
    seen = page("desk01", "campaigns", "zh")
    offered = seen.selectbox(key="plan from")
    assert offered.options[-1] == "高考服务保障（新版）"
    offered.select_index(len(offered.options) - 1)
    seen.text_input(key="plan name").input("2026年高考")
    seen.date_input(key="plan anchor").set_value(date(2026, 6, 7))
    seen.button(key="plan send").click().run()
    bare.exam = "exam-support-2026"
    bare.house.projector.catch_up()
    state = bare.state()
    assert (state.edition, len(state.tasks)) == (2, 5)
    again = page("desk01", "campaigns", "zh").selectbox(key="plan from")
    assert "高考服务保障（新版）" not in again.options


def test_the_plan_tells_its_head_and_counts(planned: Planned, page: Callable[..., AppTest]) -> None:
    seen = page("desk01", "campaign", c=EXAM)
    assert not seen.exception
    said = words(seen)
    assert "2026年高考" in said
    assert "**T-2**" in said
    assert "19 tasks: late 1, due within a day 13, done 4, not applicable 1" in said
    assert "You may read this plan" not in said
    assert [one.label for one in seen.button] == ["All campaigns", "Roster", "Exam rooms"]


def test_an_exam_that_runs_leads_to_the_board_of_its_day(
    planned: Planned, page: Callable[..., AppTest]
) -> None:
    for fact, given in FACTS.items():
        planned.do("fill_fact", fact=fact, **given)
    planned.do("start")
    seen = page("desk01", "campaign", c=EXAM)
    assert [one.label for one in seen.button] == ["All campaigns", "Roster", "Exam rooms", "Exam day"]


def test_only_a_campaign_with_rooms_and_posts_leads_to_them(
    planned: Planned, page: Callable[..., AppTest]
) -> None:
    survey = {"campaign": "survey", "name": "满意度调查", "template": "satisfaction_survey"}
    order(planned.house, "campaign.plan", "survey", by="desk01", anchor="2026-11-22", **survey)
    planned.house.projector.catch_up()
    seen = page("desk01", "campaign", c="survey")
    assert [one.label for one in seen.button] == ["All campaigns"]
    assert not seen.exception


def test_whoever_may_not_record_reads_the_plan_and_is_told_who_does(
    planned: Planned, page: Callable[..., AppTest]
) -> None:
    seen = page("audit01", "campaign", "zh", c=EXAM)
    assert not seen.exception
    assert "由以下岗位记录" in words(seen)


def test_the_plan_of_a_past_moment_says_so(planned: Planned, page: Callable[..., AppTest]) -> None:
    seen = page("desk01", "campaign", c=EXAM, as_of="2026-06-05T09:00:00+08:00")
    assert not seen.exception
    assert '<p class="steward-then">As it stood at 5 Jun 09:00</p>' in {
        one.proto.body for one in seen.get("html")
    }
    nonsense = page("desk01", "campaign", c=EXAM, as_of="yesterday")
    assert "is no moment" in alerts(nonsense)


def test_an_unknown_campaign_leads_to_the_list(bare: Planned, page: Callable[..., AppTest]) -> None:
    seen = page("desk01", "campaign", c="none")
    assert "none" in alerts(seen)
    assert [one.label for one in seen.button] == ["All campaigns"]
