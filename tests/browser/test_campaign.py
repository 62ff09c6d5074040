"""An exam's plan in a real browser: a task done in one press, a slip refused and then recorded, and on a phone."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from projections.campaigns.campaign import campaign
from tests.browser.house_console import Clock, HouseConsole
from tests.console.houses import order, small_house

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NINE = datetime(2026, 6, 5, 1, 0, tzinfo=UTC)
EXAM = "gaokao-2026"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HouseConsole]:
    house = small_house(tmp_path_factory.mktemp("house"), Clock(NINE))
    plan = {"campaign": EXAM, "name": "2026年高考", "anchor": "2026-06-07", "template": "exam_support"}
    order(house, "campaign.plan", "plan", by="desk01", **plan)
    with HouseConsole(house) as served:
        yield served


def opened(served: HouseConsole, chromium: Browser, lang: str, width: int) -> Page:
    context = served.somebody(chromium, "desk01", lang, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(served.url(f"/campaign?c={EXAM}&site=s1"))
    expect(page.get_by_role("heading", name="2026年高考")).to_be_visible(timeout=15_000)
    return page


def colours(served: HouseConsole) -> dict[str, str]:
    state = campaign(served.house.views, site="s1", code=EXAM)
    return {one.code: one.colour for one in state.tasks}


def test_a_task_is_done_in_one_press_and_a_slip_keeps_what_was_typed(
    served: HouseConsole, chromium: Browser
) -> None:
    page = opened(served, chromium, "zh", 1440)
    row = page.locator("[data-key='task:T08']")
    row.get_by_role("button", name="办完").click()
    expect(row).to_be_hidden(timeout=10_000)
    assert colours(served)["T08"] == "done"
    late = page.locator("[data-key='task:T05']")
    late.get_by_role("button", name="延期").click()
    late.locator("input[type=date]").fill("2026-06-20")
    late.locator("textarea").fill("配件未到")
    late.locator("form").get_by_role("button", name="延期").click()
    expect(late.get_by_role("alert")).to_contain_text("6月20日在本次活动最后一天6月8日之后", timeout=10_000)
    expect(late.locator("textarea")).to_have_value("配件未到")
    late.locator("input[type=date]").fill("2026-06-06")
    late.locator("form").get_by_role("button", name="延期").click()
    expect(late).to_contain_text("承诺6月6日完成：配件未到", timeout=10_000)
    expect(late.locator("form")).to_have_count(0)
    page.context.close()


def test_on_a_phone_nothing_is_wider_than_the_screen_and_every_verb_fits_a_thumb(
    served: HouseConsole, chromium: Browser
) -> None:
    page = opened(served, chromium, "en", 390)
    done = page.locator("[data-key='task:T09']").get_by_role("button", name="Done")
    expect(done).to_be_visible()
    box = done.bounding_box()
    assert box
    assert box["height"] >= 48
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()
