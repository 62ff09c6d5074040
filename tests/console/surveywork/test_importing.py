"""Answers from a file: each row is one form and one command, with its own verdict."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from console.importing.register import Report, bring_in
from console.importing.survey_answers import answers_form
from console.importing.templates import template
from console.importing.verdicts import Hand, Verdict
from console.languages import render
from domain.errors import Refused
from domain.surveys.form import Form, form_stream
from tests.console.surveywork.estate import GLAD, ROUND, Estate

BY_NAME = "问卷编号,安全秩序,保洁绿化,总体满意度,住户意见\n"
BY_CODE = "Form number,security,cleaning,overall\n"


def taken(estate: Estate, text: str, *, dry_run: bool = False) -> Report:
    form = answers_form(ROUND, estate.state().questionnaire)
    report = bring_in(
        form,
        text.encode(),
        "answers.csv",
        Hand("s1", "desk01"),
        estate.house.door("import").submit,
        dry_run=dry_run,
    )
    estate.house.projector.catch_up()
    return report


def verdicts(report: Report) -> list[tuple[str, str]]:
    return [(one.key, one.verdict.value) for one in report.lines]


def form(estate: Estate, number: int) -> Form:
    return estate.house.log.get(Form, form_stream("s1", ROUND, number))


@pytest.fixture
def out(estate: Estate) -> Estate:
    """A round with four forms out of eight."""
    estate.begin()
    estate.do("issue_forms", "tech01", forms=[1, 2, 3, 4])
    return estate


def test_columns_are_headed_by_name_or_by_code_and_figures_by_digits_or_words(out: Estate) -> None:
    taken(out, BY_NAME + "1,5,4,4,楼道灯常坏\n")
    taken(out, BY_CODE + "2,very satisfied,satisfied,4\n")
    assert form(out, 1).answers == GLAD == form(out, 2).answers
    assert out.state().funnel.returned == 2


def test_each_row_has_its_own_verdict(out: Estate) -> None:
    """SVY-16: a household answers once; a number never issued and a 7 on a scale of 5 are refused, not averaged."""
    out.do("take_answers", form=1, answers=GLAD)
    rows = "1,2,2,2\n2,5,4,4\n3,7,4,4\n6,5,4,4\n99,5,4,4\nx,5,4,4\n4,good,4,4\n"
    report = taken(out, BY_CODE + rows)
    assert [one.verdict for one in report.lines] == [
        Verdict.DUPLICATE,
        Verdict.ACCEPTED,
        *[Verdict.REFUSED] * 5,
    ]
    said = [" ".join(render(why, "en") for why in one.reasons) for one in report.lines]
    assert "a household answers once" in said[0]
    assert "7 is not on the scale of 1 to 5" in said[2]
    assert "Form 6 has not been issued" in said[3]
    assert "No form 99 was ever numbered" in said[4]
    assert "is no form number: x" in said[5]
    assert "security is good; it can be 1–5" in said[6]
    assert out.state().row.valid == 2


def test_a_row_that_went_in_before_is_unchanged_when_the_file_comes_again(out: Estate) -> None:
    text = BY_CODE + "1,5,4,4\n2,5,4,4\n"
    taken(out, text)
    assert verdicts(taken(out, text + "3,1,1,1\n")) == [
        ("1", "unchanged"),
        ("2", "unchanged"),
        ("3", "accepted"),
    ]


def test_two_rows_of_one_form_are_both_refused(out: Estate) -> None:
    report = taken(out, BY_CODE + "1,5,4,4\n1,2,2,2\n2,5,4,4\n")
    assert verdicts(report) == [("1", "refused"), ("1", "refused"), ("2", "accepted")]
    assert form(out, 1).answers is None


def test_a_trial_writes_nothing(out: Estate) -> None:
    head = out.house.log.head()
    assert verdicts(taken(out, BY_CODE + "1,5,4,4\n", dry_run=True)) == [("1", "accepted")]
    assert out.house.log.head() == head


def test_after_the_close_what_comes_in_is_late(out: Estate) -> None:
    out.do("close_collection")
    taken(out, BY_CODE + "1,5,4,4\n")
    assert out.state().funnel.late == 1


def test_a_row_without_the_required_answer_is_kept_and_not_valid(out: Estate) -> None:
    """SVY-07: back, but not valid, with its reason."""
    assert verdicts(taken(out, BY_CODE + "1,5,4,\n")) == [("1", "accepted")]
    assert (out.state().row.returned, out.state().row.valid, out.state().invalid) == (1, 0, {"incomplete": 1})


def test_a_file_without_the_numbers_is_refused_as_a_whole(out: Estate) -> None:
    with pytest.raises(Refused, match="no column"):
        taken(out, "security,overall\n5,4\n")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_that_was_downloaded_is_read_back(out: Estate, language: str) -> None:
    sheet = out.state().questionnaire
    book = openpyxl.load_workbook(io.BytesIO(template(answers_form(ROUND, sheet), language)))
    page = book.worksheets[0]
    headings = [str(cell.value) for cell in page[1]]
    assert headings[0] == ("问卷编号*" if language == "zh" else "Form number*")
    assert len(headings) == 9
    page.append(["1", *(["满意" if language == "zh" else "satisfied"] * 7), "好"])
    buffer = io.BytesIO()
    book.save(buffer)
    form_of_file = answers_form(ROUND, sheet)
    submit = out.house.door("import").submit
    report = bring_in(form_of_file, buffer.getvalue(), "a.xlsx", Hand("s1", "desk01"), submit)
    assert verdicts(report) == [("1", "accepted")]
    assert form(out, 1).answers == dict.fromkeys((one.code for one in sheet.themes), 4)


@pytest.mark.parametrize(("lang", "trial"), [("en", "answered already 1"), ("zh", "已作答 1")])
def test_the_panel_tries_a_file_and_takes_it_over(
    out: Estate, page: Callable[..., AppTest], lang: str, trial: str
) -> None:
    out.do("take_answers", form=1, answers=GLAD)
    seen = page("desk01", lang, survey=ROUND, panel="import")
    rows = (BY_CODE + "1,2,2,2\n2,5,4,4\n9,5,4,4\n").encode()
    seen.file_uploader[0].upload("answers.csv", rows, "text/csv").run()
    assert trial in " ".join(str(one.value) for one in seen.markdown)
    assert form(out, 2).answers is None
    seen.button(key=f"files.answers {ROUND}.take").click().run()
    assert form(out, 2).answers == GLAD
    assert form(out, 1).answers == GLAD


@pytest.mark.parametrize("account", ["tech01", "audit01"])
def test_whoever_does_not_judge_takes_no_file(
    out: Estate, page: Callable[..., AppTest], account: str
) -> None:
    seen = page(account, survey=ROUND, panel="import")
    assert not seen.file_uploader
    assert "campaign coordinator" in " ".join(str(one.proto.body) for one in seen.get("html"))


def test_before_forms_are_out_the_panel_says_what_it_waits_for(
    estate: Estate, page: Callable[..., AppTest], tmp_path: Path
) -> None:
    estate.begin()
    seen = page("desk01", survey=ROUND, panel="import")
    assert "hand the forms out first" in " ".join(str(one.proto.body) for one in seen.get("html"))
