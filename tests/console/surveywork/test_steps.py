"""A round from its plan to its report: what may be done now, and what each of the rest waits for."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from console.surveywork.head import landmarks
from tests.console.surveywork.estate import CROSS, GLAD, ROUND, Estate


def test_before_the_first_day_the_base_waits_for_it(estate: Estate) -> None:
    """SVY-16: N is the count of the first day in the field."""
    estate.plan(starts="2026-11-23")
    row = estate.row("survey:base")
    assert not row.verbs
    assert "taken on the first day in the field, 23 Nov" in row.lines[0]
    assert estate.press("survey:starts", "reschedule", starts="2026-11-22", why="提前一天") is None
    assert estate.verbs("survey:base") == ["freeze"]


def test_each_step_waits_for_the_one_before(estate: Estate) -> None:
    estate.plan()
    assert estate.verbs("survey:draw") == []
    assert "base of this survey is not fixed yet" in estate.row("survey:draw").lines[0]
    assert estate.verbs("survey:close") == []
    assert estate.press("survey:base", "freeze") is None
    assert estate.row("survey:draw").lines[0] == "quota 12 of 12, 0 numbered"
    assert estate.press("survey:draw", "draw", forms="7") is None
    assert estate.row("survey:draw").lines[0] == "quota 12 of 12, 7 numbered"
    assert estate.verbs("survey:report") == []
    assert "Collection is not closed" in estate.row("survey:report").lines[0]


def test_what_was_drawn_tells_its_seed_and_how_to_draw_it_again(estate: Estate) -> None:
    estate.begin(forms=7)
    frame = estate.state().frame
    assert frame is not None
    lines = estate.row("survey:draw").lines
    assert lines[1] == f"7 forms drawn by the seed {frame.draws[0].seed}"
    assert "SHA-256" in lines[2]
    assert estate.press("survey:draw", "draw", forms="5") is None
    assert sum("forms drawn by the seed" in line for line in estate.row("survey:draw").lines) == 2
    refused = estate.press("survey:draw", "draw", forms="1")
    assert refused is not None
    assert "1 cannot be drawn: 0 of 12 are left." in refused["reasons"][0]


def test_the_questionnaire_is_chosen_among_the_published_until_forms_are_numbered(estate: Estate) -> None:
    estate.plan()
    assert estate.press("survey:questions", "replace", questionnaire="enterprises@1") is None
    assert estate.state().questionnaire.code == "enterprises"
    refused = estate.press("survey:questions", "replace", questionnaire="other@9")
    assert refused is not None
    assert "There is no questionnaire “other@9”." in refused["reasons"][0]


def test_figures_are_reported_after_the_close_with_an_analysis(estate: Estate) -> None:
    """SVY-12: the card shows what will go on record, and afterwards what changed since."""
    estate.begin()
    estate.back(1, 2, 3)
    estate.key(1, GLAD, GLAD)
    estate.key(2, CROSS, CROSS)
    assert estate.press("survey:close", "close") is None
    told = estate.row("survey:report").lines
    assert told[0] == "now: base 12 · issued 3 · returned 3 · valid 2"
    assert "Overall 1/2" in told[1]
    assert "1 form that is back does not stand yet" in told[2]
    assert estate.press("survey:report", "report", analysis="夜间噪声为主") is None
    estate.key(3, GLAD, GLAD)
    said = " ".join(estate.row("survey:report").lines)
    assert "valid 2 of 3 issued, satisfied 1/2" in said
    assert "since then valid 3 of 3 issued, satisfied 2/3; other by forms 3" in said
    assert estate.verbs("survey:close") == []


def test_the_close_is_taken_back_with_a_reason(estate: Estate) -> None:
    estate.begin()
    estate.press("survey:close", "close")
    assert estate.verbs("survey:close") == ["reopen"]
    assert estate.press("survey:close", "reopen", why="漏收一栋") is None
    assert estate.verbs("survey:close") == ["close"]


def test_a_round_that_is_called_off_says_why_and_offers_nothing_else(estate: Estate) -> None:
    estate.plan()
    assert estate.press("survey:off", "off", why="与集团调查合并") is None
    row = estate.row("survey:off")
    assert row.lines == ("与集团调查合并",)
    assert not row.verbs


def test_an_event_is_marked_on_the_line(estate: Estate) -> None:
    estate.plan()
    assert estate.press("survey:mark", "mark", on="2026-11-02", what="水泵房噪声整改完成") is None
    assert estate.row("survey:mark").lines == ("2 Nov 水泵房噪声整改完成",)


@pytest.mark.parametrize("account", ["tech01", "audit01", "cash01"])
def test_whoever_does_not_coordinate_reads_the_steps(estate: Estate, account: str) -> None:
    estate.begin()
    assert all(not row.verbs for section in estate.sections(account) for row in section.rows)
    assert "campaign coordinator" in estate.sections(account)[0].count


def test_the_door_decides_for_a_press_that_was_not_offered(estate: Estate) -> None:
    estate.begin()
    assert estate.press("survey:close", "close", account="tech01") is None
    assert estate.state().closed_at is None


def test_the_page_shows_head_tiles_and_steps(estate: Estate, page: Callable[..., AppTest]) -> None:
    estate.begin()
    seen = page("desk01", survey=ROUND)
    assert [one.value for one in seen.title] == ["2026年度满意度调查"]
    assert "base: 12 households lived in" in " ".join(str(one.value) for one in seen.caption)
    assert len(seen.get("bidi_component")) == 3


def test_the_head_leads_to_the_moments_that_people_come_back_to(estate: Estate) -> None:
    estate.begin()
    estate.back(1)
    estate.key(1, GLAD, GLAD)
    estate.do("close_collection")
    estate.do("report_figures", analysis="照明问题为主")
    told = [name for name, _ in landmarks(estate.viewer(), estate.state())]
    assert told == [
        "Base fixed, 22 Nov 09:00",
        "Collection closed, 22 Nov 09:00",
        "Figures reported, 22 Nov 09:00",
    ]
