"""The roster in a real browser: from a gap and its cause to a guard who has read it, and paper (EXM-20, EXM-31)."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.routing import BaseRoute

from console.printing.roster_route import roster_route
from tests.browser.house_console import Clock, HouseConsole
from tests.console.houses import small_house
from tests.console.rosterpage.exam import GUARD, OFFICE, PLANNER, prepared
from tests.domain.roster.exam import CODE, GUARDS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MAY = datetime(2026, 5, 20, 1, 0, tzinfo=UTC)
SOON = 15_000


class RosterConsole(HouseConsole):
    """The console with the roster on paper."""

    @property
    def routes(self) -> Sequence[BaseRoute]:
        return [*super().routes, roster_route(self.house)]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RosterConsole]:
    """Three guards are here for posts that take four."""
    house = small_house(tmp_path_factory.mktemp("house"), Clock(MAY))
    exam = prepared(house)
    for guard in GUARDS[3:]:
        exam.do("release", person=guard)
    with RosterConsole(house) as served:
        yield served


def opened(served: RosterConsole, chromium: Browser, account: str, lang: str, width: int = 1440) -> Page:
    context = served.somebody(chromium, account, lang, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(served.url(f"/roster?c={CODE}&site=s1"))
    return page


def test_a_gap_is_explained_repaired_in_one_press_published_read_by_a_guard_and_printed(
    served: RosterConsole, chromium: Browser
) -> None:
    page = opened(served, chromium, OFFICE, "zh")
    page.get_by_role("button", name="自动排班").click(timeout=SOON)
    expect(page.get_by_text("排不满的原因")).to_be_visible(timeout=SOON)
    expect(page.get_by_text("还缺 1 人", exact=True)).to_be_visible()
    expect(page.locator(".chip.gap")).to_have_text("缺 1 人")
    page.get_by_role("button", name=re.compile("夜班|日、夜|休息")).first.click()
    expect(page.get_by_text("各岗位已排满")).to_be_visible(timeout=SOON)
    expect(page.locator(".chip.gap")).to_have_count(0)
    page.get_by_role("button", name="发布第 1 版").click()
    expect(page.get_by_text("已确认 0/4 人")).to_be_visible(timeout=SOON)
    phone = opened(served, chromium, GUARD, "zh", 390)
    phone.get_by_role("button", name="已看清，按时到岗").click(timeout=SOON)
    expect(phone.get_by_text("你已确认第 1 版。").first).to_be_visible(timeout=SOON)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.context.close()
    page.reload()
    expect(page.get_by_text("已确认 1/4 人")).to_be_visible(timeout=SOON)
    paper = page.get_by_role("link", name="按人员打印").get_attribute("href")
    answer = page.context.request.get(served.url(str(paper)))
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    page.context.close()


def test_a_post_is_added_on_the_page_and_shown_missing_at_once(
    served: RosterConsole, chromium: Browser
) -> None:
    page = opened(served, chromium, PLANNER, "en")
    page.get_by_role("radio", name="Posts", exact=True).click(timeout=SOON)
    page.get_by_label("What it is called").fill("Bicycle shed")
    page.get_by_label("Turns").click()
    page.get_by_role("option", name="Day").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Add this post").click()
    expect(page.get_by_text("Bicycle shed is manned as it was set.")).to_be_visible(timeout=SOON)
    page.get_by_role("radio", name="By post", exact=True).click()
    row = page.get_by_role("row").filter(has_text="Bicycle shed")
    expect(row.locator(".chip.gap").first).to_have_text("1 missing", timeout=SOON)
    page.context.close()


def test_a_group_is_folded_and_stays_so_when_a_place_is_pressed(
    served: RosterConsole, chromium: Browser
) -> None:
    page = opened(served, chromium, PLANNER, "en")
    fold = page.get_by_role("button", name=re.compile("^Logistics"))
    post = page.get_by_test_id("stBidiComponentIsolated").get_by_text("Belongings store")
    expect(post).to_be_visible(timeout=SOON)
    fold.click()
    expect(post).to_be_hidden()
    page.locator("button.chip").first.click()
    expect(page.get_by_role("button", name="Put away")).to_be_visible(timeout=SOON)
    expect(fold).to_have_attribute("aria-expanded", "false")
    expect(post).to_be_hidden()
    page.context.close()
