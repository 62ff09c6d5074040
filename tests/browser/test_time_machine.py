"""The time machine in a real browser: stepped, dragged, played, compared, and found again by its address."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.routing import BaseRoute

from console.audit.route import moment_route
from console.languages import Translator
from tests.browser.house_console import Clock, HouseConsole
from tests.console.audit.conftest import told
from tests.console.exam_morning import StandingClock
from tests.console.houses import small_house

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
THEN = "2026-11-22T09:03:00%2B08:00"


class Replayed(HouseConsole):
    """A console that answers the time machine's own questions."""

    @property
    def routes(self) -> list[BaseRoute]:
        return [*super().routes, moment_route(self.house)]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replayed]:
    folder, morning = tmp_path_factory.mktemp("house"), StandingClock()
    morning.now = NOON.replace(hour=0)
    house = small_house(folder, morning)
    told(house, morning)
    house.clock = house.views.clock = Clock(NOON)
    with Replayed(house) as served:
        yield served


def opened(served: Replayed, chromium: Browser, lang: str, address: str) -> Page:
    page = served.somebody(chromium, "audit01", lang, viewport={"width": 1440, "height": 900}).new_page()
    page.goto(served.url(address))
    expect(page.locator(".moment .handle")).to_be_visible(timeout=20_000)
    return page


def clock(page: Page, shown: str) -> None:
    """The handle and the violet pane stand at a time."""
    expect(page.locator(".moment .bubble")).to_have_text(shown, timeout=10_000)
    expect(page.locator(".cell.head.left")).to_contain_text(shown, timeout=10_000)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_morning_is_stepped_through_and_found_again(served: Replayed, chromium: Browser, lang: str) -> None:
    t = Translator.for_language(lang).t
    page = opened(served, chromium, lang, f"/moment?as_of={THEN}&site=s1")
    clock(page, "09:03:00")
    expect(page.locator(".cell.absent.unknown")).to_contain_text(t("Not on the desk then"))
    page.get_by_role("button", name=t("On to the next recording")).click()
    clock(page, "10:00:00")
    page.locator(".moment .handle").focus()
    page.keyboard.press("ArrowLeft")
    clock(page, "09:00:00")
    page.get_by_label(t("Time of the moment, to the second")).fill("11:21")
    page.keyboard.press("Enter")
    clock(page, "11:21:00")
    expect(page.locator(".cell.absent.unknown")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"as_of=2026-11-22T11%3A21%3A00%2B08%3A00"))
    page.reload()
    clock(page, "11:21:00")
    page.locator(".panes .ticket").first.click()
    expect(page).to_have_url(re.compile("/ticket"))
    page.go_back()
    clock(page, "11:21:00")
    page.context.close()


def test_it_plays_no_faster_than_it_is_answered_and_a_drag_ends_where_it_was_let_go(
    served: Replayed, chromium: Browser
) -> None:
    page = opened(served, chromium, "zh", f"/moment?as_of={THEN}&site=s1")
    waiting: list[int] = [0, 0]

    def asked(_: object) -> None:
        waiting[0] += 1
        waiting[1] = max(waiting)

    def answered(_: object) -> None:
        waiting[0] -= 1

    page.on("request", lambda one: asked(one) if "/moment/frame" in one.url else None)
    page.on("requestfinished", lambda one: answered(one) if "/moment/frame" in one.url else None)
    page.locator(".choices.play button[data-code='60']").click()
    expect(page.locator(".moment .exact")).to_have_value(re.compile(r"09:0[6-9]:"), timeout=15_000)
    page.locator(".choices.play button[data-code='0']").click()
    assert waiting[1] == 1
    track = page.locator(".moment .track").bounding_box()
    assert track is not None
    middle = track["y"] + 40
    page.mouse.move(track["x"] + 5, middle)
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] * 0.4, middle, steps=8)
    page.mouse.up()
    rest = page.locator(".moment .bubble").inner_text()
    clock(page, rest)
    expect(page.locator(".difference.check.ok")).to_be_visible()
    page.context.close()


def test_on_a_phone_nothing_runs_out_of_the_page(served: Replayed, chromium: Browser) -> None:
    context = served.somebody(chromium, "audit01", "zh", viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(served.url(f"/moment?as_of={THEN}&site=s1"))
    expect(page.locator(".moment .handle")).to_be_visible(timeout=20_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".moment").evaluate("(node) => node.scrollWidth <= node.clientWidth")
    context.close()


def test_close_to_now_nothing_differs_and_the_bubble_leaves_now_in_sight(
    served: Replayed, chromium: Browser
) -> None:
    page = opened(served, chromium, "zh", "/moment?as_of=2026-11-22T11%3A50%3A00%2B08%3A00&site=s1")
    clock(page, "11:50:00")
    different = page.locator(".pills .pill").first
    expect(different).to_be_disabled()
    expect(different).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".moment p.none").first).to_be_visible()
    bubble, now = (page.locator(one).bounding_box() for one in (".moment .bubble", ".moment .now-mark b"))
    assert bubble is not None
    assert now is not None
    assert bubble["x"] + bubble["width"] < now["x"]
    page.context.close()
