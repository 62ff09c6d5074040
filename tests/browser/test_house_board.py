"""The duty desk in the real console: live, found again by its address, and the way to every other page and back."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.house import LIVE, MATTER, UNIT, RealHouse, Watched, say
from tests.browser.seats import Seats

pytestmark = pytest.mark.browser

SIZES = ((1440, 900), (1100, 800), (390, 844))
PAGES = ("/", "/call", "/tickets", "/ticket?t={number}", "/unit?u={unit}", "/files")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealHouse]:
    with RealHouse(tmp_path_factory.mktemp("house")) as served:
        served.call("门锁打不开", unit="5-1-1201")
        yield served


@pytest.fixture(scope="module")
def seats(chromium: Browser, served: RealHouse) -> Iterator[Seats]:
    with Seats(chromium, served.url("")) as seats:
        yield seats


@pytest.fixture
def desk(seats: Seats, served: RealHouse) -> Iterator[Watched]:
    """The duty manager at the open board; in the end nothing was complained of and nobody else was asked."""
    page = seats.sit({}, {"width": 1440, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai")
    served.sign_in(page.context, "duty01")
    watched = Watched(served, page.context, page)
    watched.board("/")
    yield watched
    assert (watched.complaints, watched.abroad) == ([], [])
    seats.leave(page)


def test_what_another_process_records_appears_on_the_open_board(
    served: RealHouse, desk: Watched, capsys: pytest.CaptureFixture[str]
) -> None:
    took: list[float] = []
    for place in range(5):
        began = time.perf_counter()
        number = served.call("阳台灯不亮", unit=f"5-2-1{1 + place % 3}0{1 + place // 3}")
        recorded = time.perf_counter()
        desk.page.wait_for_selector(f".row .number:text-is('{number}')", timeout=10_000)
        took.append(time.perf_counter() - recorded)
        assert time.perf_counter() > began
    shown = ", ".join(f"{one * 1000:.0f}" for one in sorted(took))
    say(capsys, f"recorded in another process → on the screen: {shown} ms")


def test_filters_stand_in_the_address_and_survive_a_reload(desk: Watched) -> None:
    page = desk.page
    page.locator("[data-part=search]").fill("门锁")
    expect(page.locator(".row")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"[?&]q="))
    page.reload()
    expect(page.locator(".row")).to_have_count(1, timeout=30_000)
    expect(page.locator(".row .matter")).to_contain_text("门锁打不开")


def test_a_verb_opens_its_form_on_the_ticket_page_and_back_leads_to_the_filtered_board(
    served: RealHouse, desk: Watched
) -> None:
    page = desk.page
    page.locator("[data-part=search]").fill(served.repair)
    expect(page.locator(".row")).to_have_count(1)
    page.locator(".row .verb").click()
    expect(page.get_by_role("heading", name=served.repair, exact=True)).to_be_visible(timeout=15_000)
    expect(page.get_by_test_id("stForm")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"/ticket\?t={served.repair}&do=notify_engineering"))
    page.go_back()
    expect(page.locator(LIVE)).to_be_visible(timeout=15_000)
    expect(page.locator(".row")).to_have_count(1)
    expect(page).to_have_url(re.compile(rf"/\?.*q={served.repair}"))


def test_n_opens_the_call_form_and_arrows_and_enter_a_ticket(served: RealHouse, desk: Watched) -> None:
    page = desk.page
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("/call"), timeout=15_000)
    expect(page.get_by_text("联系电话")).to_be_visible(timeout=15_000)
    page.go_back()
    expect(page.locator(LIVE)).to_be_visible(timeout=15_000)
    page.keyboard.press("/")
    page.keyboard.type(served.repair)
    expect(page.locator(".row")).to_have_count(1)
    page.keyboard.press("Tab")
    page.locator("h1, h2").first.click()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=served.repair, exact=True)).to_be_visible(timeout=15_000)


def test_a_second_tab_shares_the_stream_and_takes_over_when_the_first_is_closed(
    chromium: Browser, served: RealHouse
) -> None:
    context, _ = served.somebody(chromium, "duty01")
    with context:
        opened: list[str] = []
        context.on("request", lambda asked: opened.append(asked.url) if "/live/" in asked.url else None)
        first, second = Watched(served, context), Watched(served, context)
        first.board("/")
        second.board("/")
        number = served.call("窗户关不上", unit="5-1-1202")
        for page in (first.page, second.page):
            expect(page.locator(f".row .number:text-is('{number}')")).to_be_visible(timeout=10_000)
        assert len(opened) == 1
        first.page.close()
        number = served.call("马桶堵了", unit="5-1-1301")
        expect(second.page.locator(f".row .number:text-is('{number}')")).to_be_visible(timeout=10_000)
        assert len(opened) == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_names_store_and_person_and_fits_its_screen(
    chromium: Browser, served: RealHouse, lang: str
) -> None:
    context, _ = served.somebody(chromium, "duty01", lang, color_scheme="dark" if lang == "en" else "light")
    with context:
        watched = Watched(served, context)
        for path in PAGES:
            page = watched.open(path.format(number=served.repair, unit=UNIT))
            expect(page.locator(".steward-store")).to_contain_text("East Garden", timeout=30_000)
            expect(page.locator(".st-key-steward-head [data-testid=stPopover]")).to_contain_text("Wei Lan")
            for width, height in SIZES:
                page.set_viewport_size({"width": width, "height": height})
                settled(page)
                assert (path, width, too_wide(page, width)) == (path, width, [])
        assert (known_only(watched.complaints), watched.abroad) == ([], [])


def settled(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.wait_for_timeout(300)


def too_wide(page: Page, width: int) -> list[str]:
    """What reaches beyond the right edge and cannot be scrolled to."""
    return page.locator("[data-testid=stMain] *, .st-key-steward-head *").evaluate_all(
        """(all, width) => {
             const rolls = one => one && (/auto|scroll/.test(getComputedStyle(one).overflowX) && one.clientWidth < width
               || rolls(one.parentElement));
             return all.filter(one => one.getBoundingClientRect().right > width + 0.5 && one.offsetWidth > 1)
               .filter(one => one.checkVisibility())
               .filter(one => !one.closest("thead") && !rolls(one.parentElement)).map(one => one.outerHTML.slice(0, 120));
           }""",
        width,
    )


def known_only(complaints: list[str]) -> list[str]:
    """Console errors but for one: on a page below ``/`` Streamlit first looks for itself there, and is told 404."""
    return [one for one in complaints if "status of 404" not in one]


def test_the_language_is_switched_on_the_same_page(chromium: Browser, served: RealHouse) -> None:
    context, _ = served.somebody(chromium, "duty01", "zh")
    with context:
        page = Watched(served, context).open(f"/ticket?t={served.repair}&site=s1")
        expect(page.get_by_text("现在可以做")).to_be_visible(timeout=30_000)
        page.locator(".st-key-steward-head [data-testid=stPopover] button").click()
        page.get_by_role("button", name="English").click()
        expect(page.get_by_text("What may be done now")).to_be_visible(timeout=30_000)
        expect(page).to_have_url(re.compile(rf"/ticket\?t={served.repair}"))


def test_a_chosen_site_stays_chosen_on_the_next_page_and_after_a_reload(
    chromium: Browser, served: RealHouse
) -> None:
    context, _ = served.somebody(chromium, "root", "en")
    with context:
        page = Watched(served, context).board("/")
        expect(page.get_by_text(MATTER).first).to_be_visible()
        page.locator(".st-key-steward-head [data-testid=stPopover] button").click()
        page.get_by_role("combobox", name="Site").click()
        page.get_by_role("option", name="West Garden").click()
        expect(page.locator(".steward-store")).to_contain_text("West Garden")
        expect(page.get_by_text(MATTER)).to_have_count(0)
        page.keyboard.press("Escape")
        page.get_by_test_id("stTopNavLink").filter(has_text="Tickets").click()
        expect(page).to_have_url(re.compile(r"/tickets\?site=s2"))
        expect(page.locator(".steward-store")).to_contain_text("West Garden")
        page.reload()
        expect(page.locator(".steward-store")).to_contain_text("West Garden", timeout=30_000)


def test_the_board_goes_grey_when_the_console_stops_and_recovers_when_it_is_back(
    chromium: Browser, served: RealHouse
) -> None:
    context, _ = served.somebody(chromium, "duty01")
    with context:
        page = Watched(served, context).board("/")
        rows = page.locator(".row").count()
        served.stop()
        expect(page.locator("[data-part=stale]")).to_be_visible(timeout=8_000)
        expect(page.locator("[data-part=board][data-state=stale]")).to_be_visible()
        assert page.locator(".row").count() == rows
        missed = served.call("停电时来的电话", unit="5-1-1302")
        served.start()
        expect(page.locator(LIVE)).to_be_visible(timeout=30_000)
        expect(page.locator("[data-part=stale]")).to_be_hidden()
        expect(page.locator(f".row .number:text-is('{missed}')")).to_be_visible(timeout=15_000)
