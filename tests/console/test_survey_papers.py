"""The papers of a survey round: numbered forms with codes, and the day’s problem record (FRM-15, SVY-08, SVY-11)."""

import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZipFile

import httpx
import pytest
from pypdf import PdfReader
from starlette.applications import Starlette

from console.guard import Guard
from console.guard.streams import Streams
from console.languages import Translator
from console.printing import survey_batches
from console.printing.survey_batches import MOST_AT_ONCE
from console.printing.survey_forms import FormsPrint, Sheet
from console.printing.survey_routes import (
    all_forms_address,
    forms_address,
    problems_address,
    survey_print_routes,
)
from console.surveyform import SurveyForms
from console.surveyform.throttle import Throttle
from console.wiring import House
from domain.surveys.survey import Survey, survey_stream
from tests.console.gatehouse import BASE, run
from tests.console.houses import copied_house
from tests.console.surveying import KEY, KIND, LAST, NOW, ROUND, Clock, path_of, survey, surveyed_house

FORMS, PROBLEMS = f"/survey-forms/s1/{KEY}.pdf", f"/survey-problems/s1/{KEY}.pdf"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("surveyed")
    house = surveyed_house(folder, Clock())
    house.projector.catch_up()
    house.close()
    return folder


@pytest.fixture
def house(built: Path, tmp_path: Path) -> Iterator[House]:
    opened = copied_house(built, tmp_path, Clock())
    yield opened
    opened.close()


def get(house: House, path: str, account: str = "desk01", language: str = "zh") -> httpx.Response:
    routes = [*survey_print_routes(house), *SurveyForms(house, Throttle(lambda: 0.0)).routes()]
    app = Guard(Starlette(routes=routes), access=house.access, streams=Streams(house.access))
    cookies = {"steward_session": house.access.open_session(account)} if account else {}

    async def story() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=BASE, cookies=cookies) as browser:
            return await browser.get(path, headers={"accept-language": language})

    return run(story())


def pages(answer: httpx.Response) -> list[str]:
    """The text of each page without blanks."""
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf"), answer.text
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(BytesIO(answer.content)).pages]


def links(answer: httpx.Response) -> list[str]:
    """Where the codes of the pages lead."""
    found = PdfReader(BytesIO(answer.content)).pages
    return [one.get_object()["/A"]["/URI"] for page in found for one in page["/Annots"]]  # pyright: ignore[reportGeneralTypeIssues, reportIndexIssue]


def test_each_numbered_form_has_its_page_with_its_own_code_and_a_place_for_the_seal(house: House) -> None:
    """FRM-15, SVY-11: before they are handed out, for each must be stamped."""
    answer = get(house, FORMS)
    told = pages(answer)
    assert len(told) == LAST
    for number, page in enumerate(told, 1):
        assert page.count(f"问卷编号{number}") == 3, "head, strip and foot"
        for words in ("业主满意度调查表", ROUND, "GreenGarden", "EastGarden", "盖章处", "调查员签名", "必答"):
            assert words.replace(" ", "") in page
        assert page.count("满意") >= 5
        assert "请于11月30日前交回" in page, "CMP-08: collected until the eighth day after the first"
    assert links(answer) == [BASE + path_of(house, number) for number in range(1, LAST + 1)]


def test_the_code_on_the_paper_opens_its_form(house: House) -> None:
    address = urlsplit(links(get(house, FORMS))[2]).path
    page = get(house, address, account="")
    assert page.status_code == 200
    assert ROUND in page.text


def test_the_paper_asks_in_the_readers_language(house: House) -> None:
    (page,) = pages(get(house, forms_address("s1", KEY, 2, 2), language="en"))
    for words in ("Placefortheseal", "verysatisfied", "Allinall,areyousatisfiedwiththeservice", "Formno.2"):
        assert words in page
    assert "很满意" not in page


def test_a_range_of_numbers_is_printed_without_those_that_gave_way(house: House) -> None:
    survey(house, "replace_form", survey=KEY, form=4, why="污损")
    told = pages(get(house, forms_address("s1", KEY, 3, 5)))
    assert [re.search(r"问卷编号(\d+)·", page)[1] for page in told] == ["3", "5"]  # pyright: ignore[reportOptionalSubscript]
    (new,) = pages(get(house, forms_address("s1", KEY, LAST + 1, LAST + 1)))
    assert "问卷编号13" in new


@pytest.mark.parametrize("account", ["cash01", "audit01", "head01", "desk01", "tech01", "duty01", ""])
def test_only_who_may_hand_forms_out_prints_them(house: House, account: str) -> None:
    """SVY-11: the code admits, so the paper is for surveyors."""
    for path in (FORMS, PROBLEMS):
        answer = get(house, path, account)
        if account in ("cash01", "audit01"):
            assert answer.status_code == 403
            assert "可打印调查问卷的岗位" in answer.text
        elif not account:
            assert answer.status_code == 401
        else:
            assert answer.status_code == 200


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (forms_address("s1", KEY, 90, 99), "这些编号的问卷还没有编印"),
        ("/survey-forms/s1/other.pdf", "other"),
        ("/survey-problems/s1/other.pdf", "other"),
        (f"{PROBLEMS}?day=22.11.2026", "day"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_words(house: House, path: str, said: str) -> None:
    answer = get(house, path)
    assert answer.status_code == 404
    assert said in answer.text


def test_after_the_close_no_form_is_printed(house: House) -> None:
    survey(house, "close_collection", survey=KEY)
    assert get(house, FORMS).status_code == 404
    assert get(house, PROBLEMS).status_code == 200, "the problems go on"


def test_another_sites_roles_print_nothing_here(house: House) -> None:
    assert get(house, f"/survey-forms/s9/{KEY}.pdf").status_code == 403


def test_the_days_record_has_what_is_on_record_and_blank_lines_for_the_rest(house: House) -> None:
    """FRM-15, SVY-08: unit and form linked; the day before had none."""
    survey(house, "find_problem", survey=KEY, form=4, what="夜间水泵噪声", theme="facilities")
    survey(house, "find_problem", survey=KEY, form=2, what="路灯不亮")
    house.projector.catch_up()
    today = NOW.date()
    (page,) = pages(get(house, problems_address("s1", KEY, today)))
    assert "问题整改记录表" in page
    assert "11月22日收集的问题" in page
    first, second = page.index("路灯不亮"), page.index("夜间水泵噪声")
    assert first < second, "by form"
    slot = house.log.get(Survey, survey_stream("s1", KEY)).slots[4]
    assert f"4{slot.unit}夜间水泵噪声" in page
    (blank,) = pages(get(house, problems_address("s1", KEY, today.replace(day=21))))
    assert "噪声" not in blank
    assert "12" in blank


def many(house: House, forms: int) -> str:
    """A round of an office with so many numbered forms; its code."""
    code = "many"
    arguments = {"survey": code, "name": "办公楼", "template": "office", "starts": "2026-11-22"}
    survey(house, "plan", **arguments, target={"part": 9, "of": 10})
    survey(house, "freeze_frame", survey=code, users=2000)
    survey(house, "draw", survey=code, forms=forms)
    house.projector.catch_up()
    return code


@pytest.mark.slow
def test_a_print_beyond_the_most_is_refused_and_says_how_many_may_be(house: House) -> None:
    code = many(house, MOST_AT_ONCE + 1)
    answer = get(house, f"/survey-forms/s1/{code}.pdf")
    assert answer.status_code == 404
    assert "每次最多打印 200 份" in answer.text
    printed = PdfReader(BytesIO(get(house, forms_address("s1", code, 2, MOST_AT_ONCE + 1)).content))
    assert len(printed.pages) == MOST_AT_ONCE
    assert "201" in printed.pages[-1].extract_text()


@pytest.mark.slow
def test_all_forms_come_as_a_zip_of_prints_without_those_that_gave_way(house: House) -> None:
    """FRM-15: whatever their number; each print is one of the most that are set at once."""
    code = many(house, MOST_AT_ONCE + 3)
    survey(house, "replace_form", survey=code, form=2, why="污损")
    answer = get(house, all_forms_address("s1", code))
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == 'attachment; filename="survey-forms-many.zip"'
    archive = ZipFile(BytesIO(answer.content))
    assert archive.testzip() is None
    assert archive.namelist() == ["00001-00201.pdf", "00202-00204.pdf"]
    first, last = (PdfReader(archive.open(name)) for name in archive.namelist())
    assert [len(first.pages), len(last.pages)] == [MOST_AT_ONCE, 3]
    assert "204" in last.pages[-1].extract_text()


def test_a_print_of_the_zip_is_set_only_once_the_one_before_was_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """So memory holds one print, however many forms there are, and what was sent is let go."""
    so_far: list[int] = []

    def press(paper: FormsPrint) -> bytes:
        so_far.append(len(paper.forms))
        return b"%PDF" * 1000

    monkeypatch.setattr(survey_batches, "survey_forms_pdf", press)
    forms = [Sheet(number, "", "https://x") for number in range(1, 10 * MOST_AT_ONCE + 2)]
    speaks = Translator.for_language("zh")
    paper = FormsPrint(
        speaks=speaks, company="", site="", round="", sheet=KIND.questionnaire, forms=forms, by=None,
        printed_at=NOW, demo=False,
    )  # fmt: skip
    sizes: list[int] = []
    for taken, part in enumerate(survey_batches.zipped(paper), 1):
        assert len(so_far) == min(taken, 11)
        sizes.append(len(part))
    assert so_far == [MOST_AT_ONCE] * 10 + [1]
    assert max(sizes) < 2 * 4000, "nothing piles up"


@pytest.mark.parametrize("account", ["cash01", "audit01", ""])
def test_the_zip_is_for_whoever_hands_forms_out(house: House, account: str) -> None:
    """SVY-11."""
    answer = get(house, all_forms_address("s1", KEY), account)
    assert answer.status_code == (403 if account else 401)


def test_after_the_close_no_zip_is_printed(house: House) -> None:
    assert get(house, all_forms_address("s1", "other")).status_code == 404
    survey(house, "close_collection", survey=KEY)
    assert get(house, all_forms_address("s1", KEY)).status_code == 404


@pytest.mark.slow
def test_memory_does_not_grow_with_the_number_of_prints() -> None:
    """Ten prints of sixty forms: from the third on the process takes no more than a tenth beyond."""
    pytest.importorskip("resource")
    program = Path(__file__).with_name("printing_many.py")
    done = subprocess.run([sys.executable, program, "600", "60"], capture_output=True, text=True, check=True)
    peaks = [int(line) for line in done.stdout.split()]
    assert len(peaks) == 10
    assert peaks[-1] < peaks[2] * 1.1, peaks
