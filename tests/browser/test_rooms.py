"""A technician on a phone checks a room with one tap, finds a fault, and comes back to its ticket (FRM-16)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from console.languages import Translator
from projections.rooms.room import room
from tests.browser.house_console import Clock, HouseConsole
from tests.console.exam_rooms import CAMPAIGN, EIGHT, school

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HouseConsole]:
    with HouseConsole(school(tmp_path_factory.mktemp("school"), Clock(EIGHT))) as served:
        yield served


def test_a_phone_passes_a_check_by_one_tap_and_a_fault_asks_for_its_cause(
    served: HouseConsole, chromium: Browser
) -> None:
    t = Translator.for_language("zh").t
    context = served.somebody(chromium, "tech01", "zh", viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(served.url(f"/rooms?c={CAMPAIGN}&site=s1&walk=t2"))
    page.get_by_role("button", name="D101").click(timeout=15_000)
    air = page.locator("article.sheet").filter(has_text="空调")
    air.get_by_role("button", name=t("not in order"), exact=True).nth(1).click(timeout=15_000)
    page.get_by_label(t("What is wrong?")).fill("不制冷")
    page.get_by_role("button", name=t("Record"), exact=True).click()
    expect(air.get_by_role("button", name="H260602-001")).to_be_visible(timeout=15_000)
    clock = page.locator("article.sheet").filter(has_text="时钟")
    clock.get_by_role("button", name=t("All in order")).click()
    expect(clock.locator(".word.p")).to_be_visible(timeout=15_000)
    button = clock.get_by_role("button").first.bounding_box()
    assert button is not None
    assert button["height"] >= 48
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    found = room(served.house.views, site="s1", campaign=CAMPAIGN, room="D101")
    ticks = {one.check: one.tick for one in found.sheets if one.walk == "t2"}
    assert (ticks["air"], ticks["clock"], ticks["cleaning"]) == ("failed", "passed", "undone")
    page.goto(served.url(f"/rooms?c={CAMPAIGN}&site=s1&walk=t1"))
    page.get_by_role("button", name="D102").click(timeout=15_000)
    air = page.locator("article.sheet").filter(has_text="空调")
    air.get_by_role("button", name=t("All in order")).click(timeout=15_000)
    page.get_by_label("温度（℃）").fill("24")
    page.keyboard.press("Enter")
    expect(air.get_by_text("24 ℃")).to_be_visible(timeout=15_000)
    expect(air.locator(".word.p")).to_be_visible()
    context.close()
