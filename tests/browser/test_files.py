"""The files page in a real browser: a file tried and taken over, a first sign-in, and the page on a telephone."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.house_console import HouseConsole
from tests.console.houses import small_house

pytestmark = pytest.mark.browser

NEW = "quiet river seven stones"
SECTIONS = ["units", "people", "tariff", "rules", "calendar"]
HOMES = "楼栋,单元,楼层,房号,交付状态,常住\n10,1,3,0301,已入住,是\n10,1,3,0302,已交付,否\n10,1,3,0303,已入住,也许\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HouseConsole]:
    with HouseConsole(small_house(tmp_path_factory.mktemp("house"))) as console:
        yield console


def drawn(page: Page, served: HouseConsole, section: str) -> None:
    page.goto(served.url(f"/files?files={section}"))
    expect(page.locator("[data-testid=stMetric], .steward-table:visible").first).to_be_visible(timeout=30_000)


def csv(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


def test_a_file_is_tried_then_taken_over_and_its_refused_rows_come_back(
    chromium: Browser, served: HouseConsole
) -> None:
    with served.somebody(chromium, "root", "en") as context:
        page = context.new_page()
        drawn(page, served, "units")
        before = int(page.locator("[data-testid=stMetricValue]").first.inner_text())
        page.set_input_files("input[type=file]", csv("homes.csv", HOMES))
        expect(page.get_by_text("Trial run, nothing recorded yet")).to_be_visible()
        expect(page.get_by_text("常住 is neither yes nor no: 也许.")).to_be_visible()
        with page.expect_download() as taking:
            page.get_by_role("button", name="Download the rows to be mended, with reasons").click()
        rows = list(load_workbook(io.BytesIO(Path(taking.value.path()).read_bytes())).worksheets[0].values)
        assert taking.value.suggested_filename == "To be mended - homes.xlsx"
        assert [row[3] for row in rows[1:]] == ["0303"]
        page.get_by_role("button", name="Take over 2 rows").dblclick()
        expect(page.get_by_role("status").filter(has_text="recorded")).to_be_visible()
        expect(page.locator("[data-testid=stMetricValue]").first).to_have_text(str(before + 2))
        assert len(served.house.log.search(stream_prefix="unit:s1:10-1-03")) == 2


def test_a_template_can_be_downloaded_in_either_language(chromium: Browser, served: HouseConsole) -> None:
    with served.somebody(chromium, "root", "en") as context:
        page = context.new_page()
        drawn(page, served, "tariff")
        for label, heading in {"Template in Chinese": "编码*", "Template in English": "Code*"}.items():
            with page.expect_download() as taking:
                page.get_by_role("button", name=label).click()
            book = load_workbook(io.BytesIO(Path(taking.value.path()).read_bytes()))
            assert book.worksheets[0]["A1"].value == heading


def test_somebody_from_a_file_signs_in_with_the_first_password(
    chromium: Browser, served: HouseConsole
) -> None:
    with served.somebody(chromium, "root", "en") as context:
        page = context.new_page()
        drawn(page, served, "people")
        staff = "账号,姓名,岗位,生效日期\ndesk77,陶女士,前台接待员,2026-11-01\n"
        page.set_input_files("input[type=file]", csv("staff.csv", staff))
        page.get_by_role("button", name="Take over 1 row").click()
        expect(page.get_by_role("cell", name="No password yet")).to_be_visible()
        page.get_by_role("combobox", name="Person").click()
        page.keyboard.type("desk77")
        page.keyboard.press("Enter")
        page.get_by_label("Password, at least 10 characters").fill(NEW)
        page.get_by_label("Once more").fill(NEW)
        page.get_by_role("button", name="Set the first password").click()
        expect(page.get_by_role("status").filter(has_text="The password of desk77 is set.")).to_be_visible()
    with chromium.new_context(locale="en-GB") as context:
        page = context.new_page()
        page.goto(served.url("/"))
        page.fill("#account", "desk77")
        page.fill("#password", NEW)
        page.keyboard.press("Enter")
        expect(page.get_by_text("Take a call").first).to_be_visible(timeout=30_000)
        expect(page.get_by_text("Files", exact=True)).to_have_count(0)


def test_nothing_is_wider_than_a_telephone(chromium: Browser, served: HouseConsole) -> None:
    with served.somebody(chromium, "root", "zh", viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        for section in SECTIONS:
            drawn(page, served, section)
            assert (section, too_wide(page)) == (section, 0)


def too_wide(page: Page) -> int:
    return page.locator("[data-testid=stMain] *:not(thead *)").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().right > 390.5 && one.offsetWidth > 1).length"
    )


def test_who_keeps_no_files_has_no_such_page(chromium: Browser, served: HouseConsole) -> None:
    with served.somebody(chromium, "desk01", "en") as context:
        page = context.new_page()
        page.goto(served.url("/files"))
        expect(page.get_by_text("Take a call").first).to_be_visible(timeout=30_000)
        expect(page.get_by_text("What is on file")).to_have_count(0)
        expect(page.locator(".steward-table")).to_have_count(0)
