"""One stream for all tabs of a browser, and what becomes of it when tabs, machines and consoles sleep or die."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.board_harness import Harness, ms
from tests.browser.board_pages import Opened
from tests.browser.board_rows import clock, row

pytestmark = pytest.mark.browser

TABS = 8
BOARD = "[data-part=board]"
SLEEP = """() => { const plain = Date.now, hour = 3600_000; Date.now = () => plain() + hour; }"""


def all_show(tabs: list[Page], number: str) -> None:
    for tab in tabs:
        expect(tab.locator(f".row .number:text-is('{number}')")).to_be_visible(timeout=15_000)
        expect(tab.locator(BOARD)).to_have_attribute("data-state", "live")


def new_call(harness: Harness, last: int) -> str:
    number = f"R260424-{last}"
    harness.change(row(number, "3-1-0202", "tap drips", clock("arrival", due_at=ms("16:50:00"))))
    return number


def test_eight_tabs_live_on_one_stream_and_other_requests_are_answered(
    opened: Opened, harness: Harness
) -> None:
    tabs = [opened() for _ in range(TABS)]
    assert harness.connections == 1
    all_show(tabs, new_call(harness, 901))
    for tab in tabs:
        assert tab.evaluate("() => fetch('/board/board.js').then(answer => answer.status)") == 200
    assert harness.connections == 1


def test_a_tab_that_froze_with_the_stream_is_replaced_by_one_other_tab(
    opened: Opened, harness: Harness
) -> None:
    tabs = [opened() for _ in range(4)]
    frozen, *others = tabs
    frozen.evaluate("() => { BroadcastChannel.prototype.postMessage = () => {}; }")
    for tab in others:
        expect(tab.locator(BOARD)).to_have_attribute("data-state", "stale", timeout=8000)
    for tab in others:
        expect(tab.locator(BOARD)).to_have_attribute("data-state", "live", timeout=20_000)
    all_show(others, new_call(harness, 902))
    assert harness.connections == 2


def test_a_machine_that_slept_an_hour_says_so_and_is_right_again_without_a_storm(
    opened: Opened, harness: Harness
) -> None:
    tabs = [opened() for _ in range(4)]
    harness.beating, harness.refusing = False, 503  # the old connection is dead, and the network not back yet
    tabs[0].wait_for_timeout(700)
    for tab in tabs:
        tab.evaluate(SLEEP)
    for tab in tabs:
        expect(tab.locator(BOARD)).to_have_attribute("data-state", "stale", timeout=2500)
        expect(tab.locator(".stale")).to_be_visible()
    harness.beating, harness.refusing, before = True, None, harness.connections
    expect(tabs[0].locator(BOARD)).to_have_attribute("data-state", "live", timeout=15_000)
    all_show(tabs, new_call(harness, 903))
    assert harness.connections - before <= 2
