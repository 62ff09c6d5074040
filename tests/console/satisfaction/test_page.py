"""The page of satisfaction: the finding, restated figures, past moments, and the same figures wherever they are told."""

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from console.satisfaction import export
from console.views import frame
from projections.surveys.figures.thresholds import shown
from projections.surveys.satisfaction import satisfaction
from projections.surveys.survey import survey
from projections.surveys.trend_rows import Trend
from tests.console.satisfaction.conftest import CROSS, GLAD, Rounds

Opened = Callable[..., AppTest]


def said(page: AppTest) -> str:
    return " ".join(str(one.value) for one in (*page.markdown, *page.caption))


def charts(page: AppTest) -> list[dict[str, Any]]:
    return [json.loads(one.proto.spec) for one in page.get("vega_lite_chart")]


def tables(page: AppTest) -> str:
    return " ".join(one.proto.body for one in page.get("html"))


def known(rounds: Rounds, as_of: int | None = None) -> Trend:
    return satisfaction(rounds.house.views, site="s1", kind="project", as_of=as_of)


def test_the_title_is_the_finding_with_what_was_reported_and_what_has_changed(page: Opened) -> None:
    """28 of 33 now, 27 of 30 as reported, 10 of 30 in June."""
    told = said(page())
    assert "Dec 2026: 84.8 % satisfied, 5.2 points below the figure reported on 15 Dec 2026" in told
    assert ", against Jun 2026: better, +51.5 points" in told
    assert "电梯更新改造完工 (next round: better, +51.5 points" in told


def test_the_page_speaks_chinese(page: Opened) -> None:
    told = said(page(lang="zh"))
    assert (
        "2026年12月满意率 84.8%，比2026年12月15日上报低 5.2 个百分点，对比2026年6月：提高，+51.5 个百分点"
        in told
    )
    assert "从入住户数到有效答卷" in told


def test_another_round_and_another_question_are_chosen_by_the_address(page: Opened) -> None:
    assert "Jun 2026: 33.3 % satisfied" in said(page(round="june"))
    assert "Cleaning, greenery: share of valid forms with 4 or more of 5" in said(page(theme="cleaning"))
    assert "Security" in said(page(theme="security"))


def test_what_somebody_typed_is_shown_as_it_was_typed(page: Opened, rounds: Rounds) -> None:
    rounds.do("mark_event", "december", on="2026-12-01", what="$大厅$ :red[粉刷] <b>")
    rounds.house.projector.catch_up()
    told = said(page())
    assert r"\$大厅\$ :{}red\[粉刷\] \<b\>".format("\N{WORD JOINER}") in told


def test_svy_05_a_share_below_the_contracts_never_reads_as_reaching_it(page: Opened, rounds: Rounds) -> None:
    """2 of 3 satisfied against 66.7 %: 66.67 does not read as 66.7."""
    rounds.clock.now = datetime(2027, 1, 4, 1, 0, tzinfo=UTC)
    office = {"template": "office", "name": "办公楼", "starts": "2027-01-04"}
    rounds.do("plan", "office", **office, target={"part": 667, "of": 1000})
    rounds.do("freeze_frame", "office", users=3)
    rounds.do("draw", "office", forms=3)
    rounds.do("issue_forms", "office", forms=[1, 2, 3])
    rounds.take("office", {1: GLAD, 2: GLAD, 3: CROSS})
    rounds.do("close_collection", "office")
    rounds.house.projector.catch_up()
    told = said(page(kind="office"))
    assert "Jan 2027: 66.67 % satisfied" in told
    assert "**Satisfaction asked for by contract 2 of 3 (66.67 %)**] · needs 3 · **1 form short**" in told


def test_a_round_that_nobody_held_is_named(page: Opened) -> None:
    (note,) = page(round="july").get("html")[-1:]
    assert "There is no survey july at this site." in note.proto.body


def test_as_of_the_report_the_page_shows_what_the_report_knew(page: Opened, rounds: Rounds) -> None:
    reported = known(rounds).rounds[-1].reported
    assert reported is not None
    told = said(page(as_of=str(reported.position), round="december"))
    assert "Dec 2026: 90.0 % satisfied" in told
    assert "points below the figure reported" not in told


def test_svy_14_page_export_and_question_tell_the_same_figures_now_and_at_any_moment(
    page: Opened, rounds: Rounds
) -> None:
    head = rounds.house.log.head()
    for as_of in (None, head - 1, head - 2, known(rounds).rounds[0].reported.position + 2):  # pyright: ignore[reportOptionalMemberAccess]
        trend = known(rounds, as_of)
        lines = list(csv.DictReader(StringIO(export.table(trend).decode("utf-8-sig"))))
        assert [one["round"] for one in lines] == [one.code for one in trend.rounds]
        for line, one in zip(lines, trend.rounds, strict=True):
            whole = survey(rounds.house.views, site="s1", code=one.code, as_of=as_of)
            assert whole.row.satisfaction == one.satisfaction
            assert one.satisfaction is not None
            assert float(line["share"]) == one.satisfaction.share
            assert (int(line["valid"]), int(line["issued"])) == (whole.funnel.valid, whole.funnel.issued)
        told = said(page(round=trend.chosen, **({} if as_of is None else {"as_of": str(as_of)})))
        figure = next(one.satisfaction for one in trend.rounds if one.code == trend.chosen)
        assert figure is not None
        assert f"{shown(figure.happy, figure.answered)} % satisfied" in told


def test_forms_back_after_the_close_stand_beside_the_recovery_that_leaves_them_out(
    page: Opened, rounds: Rounds
) -> None:
    """SVY-02: 48 of 52 are back, 47 are needed, and it is not reached: 18 of them came after the close."""
    rounds.hold("yearly", "2027-01-11", happy=20, answers=30, kind="central_survey")
    rounds.take("yearly", dict.fromkeys(range(31, 49), GLAD))
    rounds.house.projector.catch_up()
    seen = page(kind="central_survey")
    assert "Recovery 30 of 52 (57.7 %)" in said(seen)
    assert "needs 47 · **17 forms short** · 18 forms back after the close are not counted here" in said(seen)


def test_the_forms_between_lead_to_their_own_pages(page: Opened) -> None:
    """SVY-14: whoever asks which forms came between gets to each of them, not to the round's steps."""
    assert "/survey?survey=december&panel=forms&form=31&site=s1" in tables(page()).replace("&amp;", "&")


def test_every_chart_has_its_table(page: Opened) -> None:
    seen = page()
    assert len(charts(seen)) == 3
    assert [one.label for one in seen.expander if one.label == "As a table"] == ["As a table"] * 3


@pytest.mark.parametrize("by", ["themes", "strata", "surveyors"])
def test_the_chosen_round_is_told_by_question_building_and_surveyor(page: Opened, by: str) -> None:
    seen = page()
    seen.segmented_control(key="satisfaction.by").set_value(by).run()
    assert not seen.exception
    names = {"themes": "Attitude", "strata": "9", "surveyors": "Bai He"}
    assert names[by] in tables(seen)


def test_whoever_may_not_plan_reads_the_same_figures(page: Opened) -> None:
    assert "Dec 2026: 84.8 % satisfied" in said(page("cash01"))


@pytest.mark.parametrize(("button", "asked"), [("to survey", {"survey": "december"}), ("to surveys", {})])
def test_the_way_to_the_round_and_to_the_list_stays_in_the_past(
    page: Opened, rounds: Rounds, button: str, asked: dict[str, str]
) -> None:
    before = str(rounds.house.log.head() - 1)
    for then in ({"as_of": before}, {}):
        seen = page(round="december", **then)
        seen.button(key=button).click().run()
        assert seen.session_state[frame._GO] == ("survey", {**asked, **then, "site": "s1"})
