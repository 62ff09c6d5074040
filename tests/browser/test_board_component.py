"""What the live board shows in a real Chromium, spoken to through its stream."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.board_harness import Harness, ms
from tests.browser.board_pages import Opened, counts, numbers
from tests.browser.board_rows import clock, desk, many, row

pytestmark = pytest.mark.browser


def test_the_four_numbers_are_counted_from_the_rows(opened: Opened) -> None:
    page = opened()
    assert counts(page) == ["3", "6", "2", "1"]
    expect(page.locator(".tile.over .worst")).to_contain_text("3 栋 B1 电梯厅")
    expect(page.locator(".tile.soon .worst")).to_contain_text("2 fall at 16:55")
    expect(page.locator(".ribbon-over")).to_have_text("3")


def test_one_list_is_sorted_by_minutes_left_and_paused_rows_come_last(opened: Opened) -> None:
    page = opened()
    shown = numbers(page)
    assert shown[:4] == ["R260424-031", "R260424-036", "H260424-008", "R260424-035"]
    assert shown[-3:] == ["R260424-015", "R260420-003", "R260424-026"]
    heads = page.locator(".group:not([hidden]) .group-head .title").all_inner_texts()
    assert heads == ["Over the limit 3", "Within 30 min 6", "Within 3 h 1", "Today 1", "Later 1", "Paused 1"]
    expect(page.locator(".row[data-id$='015'] .figure")).to_have_text("today 24:00")


def test_a_clock_turns_red_only_in_the_second_after_it_was_due(opened: Opened, harness: Harness) -> None:
    harness.rows = [row("R1", "1-1-0101", "tap", clock("arrive", due_at=ms("16:41:23")))]
    harness.hold_clock()
    page = opened()
    minutes = page.locator(".row .minutes")
    expect(minutes).to_have_text("0:00")
    expect(page.locator(".row")).to_have_attribute("data-group", "soon")
    expect(minutes).to_have_text("−0:01")
    expect(page.locator(".chip.red .figure")).to_have_text("0:01 over")
    assert counts(page)[:2] == ["1", "0"]


def test_a_tick_changes_digits_and_leaves_the_buttons_alone(opened: Opened) -> None:
    page = opened()
    page.evaluate("document.querySelectorAll('.row .verb').forEach((verb) => (verb.kept = true))")
    before = page.locator(".row .minutes").first.inner_text()
    expect(page.locator(".row .minutes").first).not_to_have_text(before)
    assert page.evaluate("[...document.querySelectorAll('.row .verb')].every((verb) => verb.kept)")


def test_a_changed_row_moves_and_a_finished_one_goes(opened: Opened, harness: Harness) -> None:
    page = opened()
    late = row("R260424-099", "6-6-0606", "door", clock("arrive", due_at=ms("16:30:00")))
    harness.change(late, gone=("ticket:s1:R260424-031",))
    expect(page.locator(".row .number").first).to_have_text("R260424-099")
    assert "R260424-031" not in numbers(page)
    assert counts(page)[0] == "3"


def test_a_silent_stream_greys_the_board_stops_the_countdowns_and_recovers(
    opened: Opened, harness: Harness
) -> None:
    page = opened()
    harness.beating = False
    board = page.locator("[data-part=board]")
    expect(board).to_have_attribute("data-state", "stale", timeout=8000)
    expect(page.locator(".stale")).to_contain_text("paper")
    stopped = page.locator(".row .minutes").all_inner_texts()
    page.wait_for_timeout(2100)
    assert page.locator(".row .minutes").all_inner_texts() == stopped
    harness.beating = True
    expect(board).to_have_attribute("data-state", "live")
    expect(page.locator(".stale")).to_be_hidden()


def test_a_lost_connection_counts_its_attempts_and_comes_back(opened: Opened, harness: Harness) -> None:
    page = opened()
    harness.refusing = 503
    harness.hang_up()
    stale = page.locator(".stale")
    expect(stale).to_contain_text(re.compile(r"attempt [2-9]"), timeout=12_000)
    page.evaluate("Math.random = () => 40")  # from the next attempt on it pauses for minutes
    attempt = re.search(r"attempt \d+", stale.inner_text())
    assert attempt is not None
    expect(stale).not_to_contain_text(attempt[0], timeout=30_000)
    harness.refusing = None
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("[data-part=board]")).to_have_attribute("data-state", "live")


@pytest.mark.parametrize("path", ["/wall", "/console"])
def test_a_revoked_session_blanks_every_open_page_at_once(
    opened: Opened, harness: Harness, path: str
) -> None:
    pages = [opened(path), opened(path)]
    harness.say("bye", reason="revoked")
    for page in pages:
        expect(page.get_by_role("link", name="Sign in")).to_have_attribute("href", "/sign-in")
        assert "5-2-1203" not in page.content()


def test_a_tab_that_has_just_taken_the_lead_still_hears_that_the_session_ended(opened: Opened) -> None:
    page = opened("/wall")
    page.evaluate(
        """async () => {
          const { held } = await navigator.locks.query();
          new BroadcastChannel(held[0].name).postMessage({ kind: "bye", payload: { reason: "revoked" } });
        }"""
    )
    expect(page.get_by_role("link", name="Sign in")).to_have_attribute("href", "/sign-in")


def test_a_refused_stream_blanks_the_page(opened: Opened, harness: Harness) -> None:
    page = opened()
    harness.refusing = 401
    harness.hang_up()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible(timeout=8000)


def test_markup_in_any_text_is_shown_as_text(opened: Opened, harness: Harness) -> None:
    evil = "</script><img src=x onerror=window.hit=1><b>x</b>"
    bad = row(evil, evil, evil, clock(evil, due_at=ms("16:50:00"), reason=evil), kind=evil)
    harness.rows = [
        bad | {"with": evil, "with_note": {"code": evil, "at": None}, "verb": {"code": evil}},
        bad | {"id": evil, "paused": True, "clocks": [clock("arrive", "paused", reason=evil)]},
    ]
    harness.landmarks = [{"at": ms("17:00:00"), "code": evil}]
    page = opened()
    expect(page.locator(".row .place").first).to_have_text(evil)
    assert page.locator("img").count() == 0
    assert page.evaluate("window.hit") is None


def test_a_quiet_board_says_what_comes_next(opened: Opened, harness: Harness) -> None:
    harness.rows = [each for each in desk() if each["number"] in {"R260424-015", "R260424-026"}]
    page = opened()
    expect(page.locator(".empty")).to_contain_text("Next: 9-1-0402")
    page.get_by_role("button", name="See the 1 paused").click()
    expect(page.locator(".row[data-group=paused] .number")).to_be_focused()


def test_a_board_without_tickets_says_so(opened: Opened, harness: Harness) -> None:
    harness.rows = []
    page = opened()
    expect(page.locator(".empty h2")).to_have_text("No open tickets")
    assert counts(page) == ["0", "0", "0", "0"]


def test_who_takes_no_calls_is_not_offered_one(opened: Opened, harness: Harness) -> None:
    harness.rows = []
    page = opened("/console", calls="no")
    expect(page.locator(".empty p")).to_have_text("What the desk takes in appears here.")
    expect(page.get_by_text("Take a call")).to_be_hidden()
    page.keyboard.press("n")
    assert page.evaluate("window.sent.filter(([name]) => name === 'call')") == []


def test_two_tabs_share_one_stream_and_the_second_takes_over(opened: Opened, harness: Harness) -> None:
    first, second = opened(), opened()
    assert harness.connections == 1
    harness.rows = harness.rows[:2]
    first.close()
    expect(second.locator(".row")).to_have_count(2, timeout=8000)
    assert harness.connections == 2


def test_five_hundred_rows_are_all_drawn_counted_and_in_order(opened: Opened, harness: Harness) -> None:
    """How long it takes is measured by ``tests.benchmarks.board_rows``."""
    harness.rows = many(500)
    page = opened()
    expect(page.locator(".row")).to_have_count(500)
    expect(page.locator(".pill[data-pill=''] b")).to_have_text("500")
    due = {row["number"]: row["due_at"] for row in harness.rows}
    shown = [due[number] for number in page.locator(".row .number").all_text_contents()]
    assert shown == sorted(shown)
    harness.say("board", **harness.whole([]))
    expect(page.locator(".row")).to_have_count(0)


def test_a_row_stays_one_line_high_when_many_limits_were_met(opened: Opened, harness: Harness) -> None:
    met = [clock(code, "met", used_s=60) for code in ("fill_slip", "notify_engineering", "assess", "arrive")]
    due = clock("return_slips", due_at=ms("17:00:00"))
    harness.rows = [row("R1", "1-1-0101", "tap", due, *met[:2]), row("R2", "1-1-0102", "lamp", due, *met)]
    page = opened()
    few, many_met = (page.locator(f".row[data-id$=R{n}]") for n in (1, 2))
    expect(few.locator(".chip.met:visible")).to_have_count(2)
    expect(many_met.locator(".chip.met:visible")).to_have_text("4")
    expect(many_met.locator(".met-count")).to_have_attribute("title", re.compile("^Slip.* · .* · .* · "))
    heights = [one.bounding_box() for one in (few, many_met)]
    assert heights[0] is not None
    assert heights[1] is not None
    assert heights[0]["height"] == heights[1]["height"]


def test_lag_and_a_parked_event_are_two_lines(opened: Opened, harness: Harness) -> None:
    harness.lag = {"behind": 16, "oldest_ms": 9200, "parked": 2, "workers": 1}
    page = opened()
    expect(page.locator(".lag")).to_contain_text("head 48,229, computed up to 48,213")
    expect(page.locator(".lag")).to_contain_text("2 events held up")
    expect(page.locator(".lag p")).to_have_count(2)


def test_a_board_that_nobody_keeps_up_says_so(opened: Opened, harness: Harness) -> None:
    page = opened()
    expect(page.locator(".lag")).to_be_hidden()
    harness.lag = {**harness.lag, "workers": 0, "unseen": 1}
    harness.change(row("R260424-098", "6-6-0606", "door", clock("arrive", due_at=ms("16:50:00"))))
    expect(page.locator(".lag")).to_contain_text("Nothing keeps this page up to date")
    expect(page.locator(".lag")).to_contain_text("Steward cannot reach its data just now.")


def test_a_past_moment_is_framed_stands_still_and_opens_no_stream(opened: Opened, harness: Harness) -> None:
    page = opened(live=False, past="16:30:00")
    expect(page.locator(".past")).to_contain_text("24 Apr 16:30:00")
    expect(page.locator(".row .minutes").first).to_be_visible()
    expect(page.locator(".row .minutes").first).to_have_text("5:00")
    expect(page.get_by_role("link", name="Take a call")).to_be_hidden()
    page.wait_for_timeout(1500)
    expect(page.locator(".row .minutes").first).to_have_text("5:00")
    assert harness.connections == 0


def test_a_screen_reader_gets_lists_words_for_icons_and_the_four_numbers(opened: Opened) -> None:
    page = opened()
    expect(page.get_by_role("list", name="Within 30 min").get_by_role("listitem")).to_have_count(6)
    expect(page.locator("[aria-live=polite]")).to_have_text(
        "Over the limit now 3, Due within 30 min 6, Not signed for 2, Waiting for customer 1"
    )
    unnamed = "(all) => all.filter((icon) => !icon.ariaLabel && icon.ariaHidden !== 'true').length"
    assert page.locator(".board svg").evaluate_all(unnamed) == 0
    expect(page.locator(".row .matter").first).to_have_attribute("lang", "zh-CN")
    expect(page.locator("[data-part=board]")).to_have_attribute("lang", "en")
