"""Where a round's papers are printed from its page (FRM-15)."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.console.surveywork.estate import ROUND, Estate


def linked(app: AppTest) -> list[str]:
    """The links to papers, as the page writes them."""
    drawn = [str(one.proto.body) for one in app.get("html")]
    return [one for one in drawn if "/survey-forms/" in one or "/survey-problems/" in one]


def test_forms_are_printed_once_they_are_numbered_and_until_the_close(
    estate: Estate, page: Callable[..., AppTest]
) -> None:
    """FRM-15: the numbers go as far as the last, with those that took another's place."""
    estate.plan()
    assert linked(page("desk01", survey=ROUND)) == []
    estate.press("survey:base", "freeze")
    estate.press("survey:draw", "draw", forms="7")
    (links,) = linked(page("desk01", survey=ROUND))
    assert f"/survey-forms/s1/{ROUND}.pdf?from=1&amp;to=7" in links
    assert "Print forms 1 to 7" in links
    assert f"/survey-problems/s1/{ROUND}.pdf?day=2026-11-22" in links
    estate.press("survey:close", "close")
    (closed,) = linked(page("desk01", lang="zh", survey=ROUND))
    assert "survey-forms" not in closed
    assert "打印当天问题整改记录表" in closed


def test_who_may_not_hand_forms_out_sees_no_print(estate: Estate, page: Callable[..., AppTest]) -> None:
    estate.begin(forms=7)
    assert linked(page("cash01", survey=ROUND)) == []
