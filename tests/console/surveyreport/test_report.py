"""The report of a round: page, paper, files and ``steward ask`` tell the same, now and as of any position."""

import csv
import json
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook

from console.cli import main
from console.surveyreport.papers import ways
from domain.roles import Role
from tests.console.surveying import KIND
from tests.console.surveyreport.rounds import CROSS, GLAD, HALF, YEARLY, Page, Rounds, text_of

ANALYSIS = "保洁增加频次"


@pytest.fixture
def reported(rounds: Rounds) -> tuple[Rounds, int, int]:
    """Four forms, the report, then a late form; with the positions before and after that."""
    rounds.begin()
    for number in (1, 2, 7):
        rounds.take(number, GLAD)
    rounds.take(8, CROSS)
    rounds.do("reject_form", form=2, reason="unstamped")
    rounds.do("close_collection")
    rounds.do("report_figures", analysis=ANALYSIS)
    before = rounds.house.log.head()
    rounds.take(3, CROSS)
    return rounds, before, rounds.house.log.head()


def asked(rounds: Rounds, monkeypatch: pytest.MonkeyPatch, capsys: Any, as_of: str) -> Any:
    """What ``steward ask survey`` answers."""
    rounds.ready()
    monkeypatch.setenv("STEWARD_DATA", str(rounds.house.settings.data))
    capsys.readouterr()
    past = ["--as-of", as_of] if as_of else []
    assert main(["ask", "survey", "--param", "site=s1", "--param", f"code={YEARLY}", *past]) == 0
    return json.loads(capsys.readouterr().out)


def at(path: str, answer: Any) -> Any:
    """What stands in an answer at a path as jq writes it."""
    for part in re.findall(r"\.(\w+)|\[(\d+)\]", path):
        answer = answer[part[0]] if part[0] else answer[int(part[1])]
    return answer


@pytest.mark.parametrize("moment", ["before", "after", "now"])
def test_rpt_y1_page_paper_files_and_ask_tell_the_same_figures(
    reported: tuple[Rounds, int, int], monkeypatch: pytest.MonkeyPatch, capsys: Any, moment: str
) -> None:
    rounds, before, after = reported
    as_of = {"before": str(before), "after": str(after), "now": ""}[moment]
    returned, valid, share = {"before": (4, 3, "66.7 %"), "after": (5, 4, "50.0 %"), "now": (5, 4, "50.0 %")}[
        moment
    ]
    page = Page(rounds.get("report", as_of=as_of).text)
    assert "Yearly satisfaction assessment report" in page.texts
    assert page.row("Returned")[1] == str(returned)
    assert page.row("Valid")[1] == str(valid)
    known = page.row("as known")
    assert (known[2], known[3], known[5]) == (str(returned), str(valid), share)
    assert re.fullmatch(r"\d+\.\d–\d+\.\d\s%", known[6])
    assert page.row("as reported")[2:6] == ["4", "3", "2 of 3", "66.7 %"]
    paper = text_of(rounds.get("report.pdf", as_of=as_of).content)
    for text in (*known, *page.row("Overall"), *page.row("5"), "RPT-Y1", ANALYSIS):
        assert re.sub(r"\s", "", text) in re.sub(r"\s", "", paper)
    answer = asked(rounds, monkeypatch, capsys, as_of)
    assert (answer["funnel"]["returned"], answer["funnel"]["valid"]) == (returned, valid)
    table = list(csv.reader(StringIO(rounds.get("figures.csv", as_of=as_of).content.decode("utf-8-sig"))))
    sheet = load_workbook(BytesIO(rounds.get("figures.xlsx", as_of=as_of).content)).worksheets[0]
    assert len(table) > 60
    for line, cells in zip(table[1:], sheet.iter_rows(min_row=2, values_only=True), strict=True):
        told = at(line[3], answer)
        if told is None or isinstance(told, bool | str):
            assert line[2] == {None: "", True: "true", False: "false"}.get(told, told)
            assert (cells[2] or "") == line[2]
        else:
            assert float(line[2]) == told == pytest.approx(cells[2], rel=1e-15)


def test_each_figure_of_the_page_leads_to_its_rows(reported: tuple[Rounds, int, int]) -> None:
    rounds, before, _ = reported
    page = Page(rounds.get("report").text)
    position = page.row("as reported")[0].rpartition(" ")[2]
    ways = [(text, parse_qs(urlsplit(to).query)) for text, to in page.links if to.startswith("/survey?")]
    assert all(way["survey"] == [YEARLY] and way["site"] == ["s1"] for _, way in ways)
    assert ("5", {"site": ["s1"], "survey": [YEARLY], "panel": ["forms"], "counting": ["returned"]}) in ways
    then = [(text, way["counting"]) for text, way in ways if way.get("as_of") == [position]]
    assert then == [
        ("12", ["issued"]), ("4", ["returned"]), ("3", ["valid"]), ("2 of 3", ["valid"]), ("66.7 %", ["valid"]),
        (page.row("as reported")[6], ["valid"]),
    ]  # fmt: skip
    assert [text for text, way in ways if way.get("since") == [position]] == ["3"]
    assert [text for text, way in ways if way.get("rejected") == ["unstamped"]] == ["1"]
    figures = [
        cell for row in page.rows for cell in row[1:] if re.fullmatch(r"\d+|[\d.]+ %|\d+ of \d+", cell)
    ]
    linked = [text for text, _ in page.links]
    threshold_columns = {"12", "11", "100.0 %", "33.3 %"}
    assert {one for one in figures if one not in linked} <= threshold_columns
    past = Page(rounds.get("report", as_of=str(before)).text)
    assert all(f"as_of={before}" in to or "as_of=" in to for _, to in past.links if "panel=forms" in to)


def test_svy_12_svy_15_results_stay_with_those_whose_work_it_is(reported: tuple[Rounds, int, int]) -> None:
    rounds, *_ = reported
    for account in ("desk01", "head01", "duty01", "audit01"):
        assert rounds.get("report", account=account).status_code == 200
    for account in ("tech01", "cash01"):
        for paper in ("report", "report.pdf", "figures.csv", "figures.xlsx"):
            refused = rounds.get(paper, account=account)
            assert refused.status_code == 403
            assert ANALYSIS not in refused.text
    assert rounds.get("report", account="").status_code in {303, 401}
    assert "not for publication" in rounds.get("report").text
    assert ANALYSIS in rounds.get("report").text


def test_the_deadline_of_the_yearly_report_is_25_december(rounds: Rounds) -> None:
    """RPT-Y1."""
    rounds.begin()
    rounds.take(1, GLAD)
    rounds.do("close_collection")
    assert Page(rounds.get("report").text).pairs["Deadline of this report"] == "due 25 Dec 2026"
    rounds.clock.now = datetime(2026, 12, 25, 16, 30, tzinfo=UTC)
    assert Page(rounds.get("report").text).pairs["Deadline of this report"] == "due 25 Dec 2026: late"
    rounds.clock.now = datetime(2026, 12, 25, 15, 30, tzinfo=UTC)
    rounds.do("report_figures", analysis=ANALYSIS)
    assert Page(rounds.get("report").text).pairs["Deadline of this report"] == (
        "due 25 Dec 2026; reported 25 Dec 2026"
    )


def test_the_half_yearly_report_of_a_june_survey_is_due_on_31_july(rounds: Rounds) -> None:
    """RPT-H1, SVY-04: recovery counts valid forms, and says so."""
    rounds.clock.now = datetime(2026, 6, 15, 1, tzinfo=UTC)
    rounds.begin("sc_centre", HALF)
    rounds.take(1, {"overall": 4}, HALF)
    page = Page(rounds.get("report", HALF).text)
    assert "Half-yearly satisfaction analysis" in page.texts
    assert page.pairs["Deadline of this report"] == "due 31 Jul 2026"
    assert page.row("Valid and back in time")[1:6] == ["1", "12", "12", "8.3 %", "11 short"]
    rounds.clock.now = datetime(2026, 8, 1, 1, tzinfo=UTC)
    assert Page(rounds.get("report", HALF).text).pairs["Deadline of this report"] == "due 31 Jul 2026: late"


def test_svy_14_the_round_before_is_compared_with_its_interval_or_with_why_not(rounds: Rounds) -> None:
    rounds.begin(survey="before")
    for number in range(1, 13):
        rounds.take(number, CROSS, "before")
    assert "There is no earlier round of this kind." in Page(rounds.get("report", "before").text).texts
    rounds.clock.now += timedelta(days=365)
    rounds.begin()
    page = Page(rounds.get("report").text)
    assert "one of them has no valid form" in page.pairs["Not comparable"]
    for number in range(1, 13):
        rounds.take(number, GLAD if number > 1 else CROSS)
    page = Page(rounds.get("report").text)
    assert page.pairs["Its satisfaction"] == "0.0 %, 0 of 12"
    assert page.pairs["Difference"] == "+91.7 points (+91.7 to +91.7)"
    assert page.pairs["Verdict"] == "better"


def test_what_is_no_round_no_moment_and_no_paper_is_named(reported: tuple[Rounds, int, int]) -> None:
    rounds, *_ = reported
    assert rounds.get("report", "nobody").status_code == 404
    assert rounds.get("report", as_of="1").status_code == 404
    assert rounds.get("report", as_of="tomorrow-ish").status_code == 404
    assert rounds.get("report.docx").status_code == 404
    assert rounds.get("secrets").status_code == 404
    assert rounds.get("report", lang="zh").headers["cache-control"] == "no-store"
    assert "年度满意度测评报告" in rounds.get("report", lang="zh").text


def test_svy_11_a_flag_asks_for_the_originals_and_accuses_nobody(rounds: Rounds) -> None:
    rounds.begin()
    themes = [one.code for one in KIND.questionnaire.themes]
    for number in range(1, 13):
        mixed = {one: (number * place) % 5 + 1 for place, one in enumerate(themes, 1)}
        alike = dict.fromkeys(themes, 4)
        rounds.do("return_forms", forms=[number])
        for by in ("desk01", "tech01"):
            rounds.do("key_form", by=by, form=number, answers=mixed if number < 7 else alike)
    page = Page(rounds.get("report").text)
    told = [one for one in page.texts if "look at the originals again" in one]
    assert len(told) == 1
    assert told[0].startswith("Lin Feng: ")
    assert "that proves nothing" in told[0]


def test_the_round_s_page_leads_to_its_papers_of_the_moment_it_shows() -> None:
    (label, to), *_ = ways([Role.AUDITOR], "s1", YEARLY, "41")
    assert (label, to) == ("Report and figures", "/survey-report/s1/yearly/report?as_of=41")
    assert "report" not in [to.split("/")[-1] for _, to in ways([Role.TECHNICIAN], "s1", YEARLY, "")]


def test_problems_stand_in_the_report_by_state_with_their_slips_and_tickets(rounds: Rounds) -> None:
    """SVY-09, SVY-10."""
    rounds.begin()
    rounds.take(1, CROSS)
    rounds.do("find_problem", form=1, what="门禁不灵", theme="security")
    rounds.do("find_problem", form=1, what="水压低")
    rounds.do("classify_problem", by="head01", form=1, problem=1, kind="daily")
    rounds.do("issue_slip", by="head01", form=1, problem=1)
    page = Page(rounds.get("report").text)
    assert (page.pairs["found"], page.pairs["slip issued"], page.pairs["In all"]) == ("1", "1", "2")
    row = next(row for row in page.rows if "门禁不灵" in row)
    assert row[:-1] == [
        "22 Nov 2026",
        "1",
        row[2],
        "门禁不灵",
        "Security",
        "daily work",
        "slip issued",
        "22 Nov 2026",
    ]
    ticket = row[-1]
    assert dict(page.links)[ticket] == f"/ticket?t={ticket}&site=s1"
    assert ticket in text_of(rounds.get("report.pdf").content)
    assert next(row for row in page.rows if "水压低" in row)[-2:] == ["–", "–"]


def test_svy_16_a_round_without_a_base_and_one_with_nobody_in_it_say_so(rounds: Rounds) -> None:
    rounds.do("plan", name="满意度调查", template="central_survey", starts="2026-11-22")
    page = Page(rounds.get("report").text)
    assert "The base is not fixed yet." in page.texts
    assert page.row("Valid")[1] == "0"
    assert "No valid form: there is no satisfaction to tell." in page.texts
    rounds.do(
        "plan",
        survey="nobody",
        name="企业",
        template="office",
        starts="2026-11-22",
        target={"part": 9, "of": 10},
    )
    rounds.do("freeze_frame", survey="nobody", users=0)
    page = Page(rounds.get("report", "nobody").text)
    assert "Survey report" in page.texts
    assert "Nobody could be asked: the round is not applicable." in page.texts
    assert page.row("Issued")[2:6] == ["–", "0", "–", "not applicable"]
    for survey in (YEARLY, "nobody"):
        assert (
            rounds.get("report.pdf", survey).status_code
            == rounds.get("figures.xlsx", survey).status_code
            == 200
        )


def test_cal_10_a_share_short_of_the_contract_never_reads_as_reaching_it(rounds: Rounds) -> None:
    """SVY-05: 8 of 12 are 66.67 %, and the contract asks for 66.7 %."""
    asked = {"part": 667, "of": 1000}
    rounds.do("plan", name="办公楼满意度调查", template="office", starts="2026-11-22", target=asked)
    rounds.do("freeze_frame", users=100)
    rounds.do("draw", forms=13)
    rounds.do("issue_forms", forms=[*range(1, 14)])
    for number in range(1, 13):
        rounds.take(number, GLAD if number <= 8 else CROSS)
    rounds.ready()
    said = " ".join(Page(rounds.get("report").text).texts).replace("\N{NO-BREAK SPACE}", " ")
    assert "66.67 %" in said
    assert "66.7 %" not in said
