"""The day's survey problems (RPT-D3) and the announcement before a survey (SVY-12), as pages and on paper."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from console.cli import main
from tests.console.surveyreport.rounds import CROSS, GLAD, YEARLY, Page, Rounds, text_of

TUESDAY = datetime(2026, 11, 24, 2, tzinfo=UTC)


@pytest.fixture
def found(rounds: Rounds) -> tuple[Rounds, int]:
    """Two problems of the 23rd, one of them entered a day late; the position before that one."""
    rounds.begin()
    rounds.clock.now = datetime(2026, 11, 23, 2, tzinfo=UTC)
    rounds.take(1, CROSS)
    rounds.take(2, GLAD)
    rounds.do("find_problem", by="tech01", form=1, what="门禁不灵", theme="security")
    before = rounds.house.log.head()
    rounds.clock.now = TUESDAY
    yesterday = datetime(2026, 11, 23, 9, tzinfo=UTC).isoformat()

    rounds.house.door().submit(
        {
            "id": "late", "site": "s1", "by": "tech01", "do": "survey.find_problem", "at": yesterday,
            "survey": YEARLY, "form": 2, "what": "水压低",
        }
    )  # fmt: skip
    return rounds, before


def test_rpt_d3_the_day_s_problems_say_whether_they_were_entered_on_that_day(
    found: tuple[Rounds, int],
) -> None:
    rounds, _ = found
    page = Page(rounds.get("problems", day="2026-11-23", account="tech01").text)
    assert (page.pairs["Day"], page.pairs["Problems"]) == ("23 Nov 2026", "2")
    assert (page.pairs["Entered on the same day"], page.pairs["Entered late"]) == ("1", "1")
    first, second = (next(row for row in page.rows if what in row) for what in ("门禁不灵", "水压低"))
    assert (first[0], first[3], first[-1]) == ("1", "Security", "same day, Lin Feng")
    assert (second[0], second[-1]) == ("2", "late: 24 Nov 2026 10:00, Lin Feng")
    paper = text_of(rounds.get("problems.pdf", day="2026-11-23", account="tech01").content)
    for text in ("RPT-D3", "门禁不灵", "水压低", "late: 24 Nov 2026 10:00"):
        assert re.sub(r"\s", "", text) in re.sub(r"\s", "", paper)
    assert ("1", "/survey?site=s1&survey=yearly&panel=forms&form=1") in page.links


def test_rpt_d3_page_and_ask_agree_before_and_after_the_late_problem(
    found: tuple[Rounds, int], monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    rounds, before = found
    monkeypatch.setenv("STEWARD_DATA", str(rounds.house.settings.data))
    for as_of, count in ((str(before), 1), (str(rounds.house.log.head()), 2), ("", 2)):
        page = Page(rounds.get("problems", day="2026-11-23", as_of=as_of).text)
        past = ["--as-of", as_of] if as_of else []
        capsys.readouterr()
        asked = ["--param", "site=s1", "--param", f"code={YEARLY}", "--param", "day=2026-11-23", *past]
        assert main(["ask", "survey_problems", *asked]) == 0
        rows = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.strip()]
        told = rows[0] if len(rows) == 1 and isinstance(rows[0], list) else rows
        assert (page.pairs["Problems"], len(told)) == (str(count), count)


def test_rpt_d3_is_of_today_while_forms_are_out_and_of_the_last_day_afterwards(
    found: tuple[Rounds, int],
) -> None:
    rounds, _ = found
    page = Page(rounds.get("problems").text)
    assert page.pairs["Day"] == "24 Nov 2026"
    assert "No problem was found on 24 Nov 2026." in page.texts
    assert page.pairs["23 Nov 2026"] == "2"
    rounds.do("close_collection")
    assert Page(rounds.get("problems").text).pairs["Day"] == "23 Nov 2026"
    assert rounds.get("problems", day="yesterday").status_code == 404


def test_svy_12_the_announcement_tells_when_and_how_and_nothing_of_any_result(rounds: Rounds) -> None:
    rounds.begin()
    rounds.take(1, GLAD)
    rounds.do("close_collection")
    rounds.do("report_figures", analysis="保洁")
    page = Page(rounds.get("announcement", account="tech01").text)
    assert page.pairs["When"] == "22 Nov 2026 to 30 Nov 2026"
    assert page.pairs["How forms reach you"] == "at the door, at the front desk, at the entrance"
    assert "no result is published" in page.pairs["Your answers"]
    assert "Company seal" in page.texts
    said = " ".join(page.texts)
    assert not re.search(r"%|\b12\b|保洁|satisfied|position", said)
    paper = text_of(rounds.get("announcement.pdf", lang="zh", account="tech01").content)
    assert "满意度调查公告" in re.sub(r"\s", "", paper)
    assert "结果不对外公布" in re.sub(r"\s", "", paper)
    assert not re.search(r"%|保洁频次|\b100\b", paper)


def test_svy_12_the_announcement_goes_out_before_the_base_is_fixed(rounds: Rounds) -> None:
    rounds.do("plan", name="满意度调查", template="project", starts="2026-12-01")
    page = Page(rounds.get("announcement").text)
    assert page.pairs["When"] == "from 1 Dec 2026"
    assert rounds.get("announcement", account="cash01").status_code == 403
    assert rounds.get("announcement", account="").status_code in {303, 401}
