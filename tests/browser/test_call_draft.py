"""Nothing typed into the call form is lost, and nothing typed into it is carried out."""

import time

import pytest
from playwright.sync_api import WebSocketRoute, expect

from tests.browser.call_office import Office, Sits, office, seats, sits

__all__ = ["office", "seats", "sits"]
pytestmark = pytest.mark.browser
NASTY = "<img src=x onerror='window.struck=1'>'); DROP TABLE events;-- <script>window.struck=1</script>"


def test_a_draft_survives_a_refresh_with_its_stopwatch_and_goes_when_it_is_saved(
    office: Office, sits: Sits
) -> None:
    desk = sits()
    desk.look_up("5-1-1102")
    desk.says("下水道堵了")
    desk.press("Tab", "f")
    began = desk.page.locator(".began").inner_text()
    expect(desk.page.locator("[data-part=kept]")).to_contain_text(":")
    desk.page.reload()
    desk.ready()
    expect(desk.page.locator("[data-part=restored]")).to_be_visible()
    expect(desk.page.locator("#matter")).to_have_value("下水道堵了")
    expect(desk.page.locator("[data-step=fill_slip]")).to_be_checked()
    assert desk.page.locator(".began").inner_text() == began
    desk.press("Control+Enter")
    assert len(office.told(desk.ticket())) == 2
    desk.page.reload()
    desk.ready()
    expect(desk.page.locator("#matter")).to_have_value("")


def test_a_draft_of_one_account_is_never_shown_to_the_next(office: Office, sits: Sits) -> None:
    desk = sits()
    desk.look_up("5-1-1102")
    desk.says("秘密")
    expect(desk.page.locator("[data-part=kept]")).to_contain_text(":")
    desk.context.clear_cookies()
    token = office.house.access.open_session("duty01", "", "")
    desk.context.add_cookies([{"name": "steward_session", "value": token, "url": office.address}])
    desk.page.reload()
    desk.ready()
    expect(desk.page.locator("#matter")).to_have_value("")
    assert "秘密" not in desk.page.evaluate("JSON.stringify(Object.values(sessionStorage))")


def test_a_call_that_was_no_request_ends_and_comes_back_with_one_undo(office: Office, sits: Sits) -> None:
    desk, before = sits(), office.tickets()
    desk.look_up("5-1-1102")
    desk.says("打错了")
    desk.page.locator("[data-part=end]").click()
    expect(desk.page.locator("[data-part=panel]")).to_contain_text(desk.words["ended"])
    desk.page.get_by_role("button", name=desk.words["ended.undo"]).click()
    expect(desk.page.locator("#matter")).to_have_value("打错了")
    desk.page.locator("[data-part=end]").click()
    desk.next_call()
    expect(desk.page.locator("#matter")).to_have_value("")
    assert office.tickets() == before


def test_markup_and_statements_are_only_words(office: Office, sits: Sits) -> None:
    desk = sits()
    desk.look_up("521302")
    expect(desk.page.locator("#address")).to_have_value("5-2-1302")
    for field in ("#phone", "#name"):
        desk.page.locator(field).fill("13800009999" if field == "#phone" else NASTY[:80])
    desk.page.locator("#matter").fill(NASTY)
    desk.page.keyboard.press("Control+Enter")
    number = desk.ticket()
    desk.next_call()
    desk.look_up("521302")
    expect(desk.page.locator(".hint-row .matter").first).to_have_text(NASTY)
    assert desk.page.evaluate("window.struck") is None
    matter = office.ticket(number).matter
    assert matter is not None
    assert office.house.log.texts({matter.id})[matter.id] == NASTY


def test_two_tabs_are_two_calls_even_when_one_is_a_copy(sits: Sits) -> None:
    desk = sits()
    desk.look_up("511301")
    desk.says("第一通")
    time.sleep(0.8)
    with desk.context.expect_page() as opening:
        desk.page.evaluate("window.open('/call')")
    other = opening.value
    desk.ready(other)
    expect(other.locator("#matter")).to_have_value("")
    other.locator("#matter").fill("第二通")
    expect(desk.page.locator("#matter")).to_have_value("第一通")
    held = [
        one.evaluate("JSON.parse(Object.values(sessionStorage)[0]).draft.id") for one in (desk.page, other)
    ]
    assert held[0] != held[1]


def test_a_call_that_is_sent_while_the_line_is_down_is_saved_once_when_it_is_back(
    office: Office, sits: Sits
) -> None:
    desk, before = sits(), office.tickets()
    lines: list[WebSocketRoute] = []
    down = False

    def connect(line: WebSocketRoute) -> None:
        if down:
            line.close()
        else:
            line.connect_to_server()
            lines.append(line)

    desk.page.route_web_socket("**/_stcore/stream", connect)
    desk.page.reload()
    desk.ready()
    desk.look_up("511301")
    desk.says("断线时报的修")
    down = True
    desk.context.route("**/call/*", lambda route: route.abort())
    for line in lines:
        line.close()
    desk.press("Control+Enter")
    expect(desk.page.locator("[data-part=trouble]")).to_contain_text(
        desk.words["silent.says"], timeout=15_000
    )
    assert office.tickets() == before
    down = False
    desk.context.unroute("**/call/*")
    expect(desk.page.locator("[data-part=call]")).to_have_attribute("data-phase", "saved", timeout=60_000)
    assert office.tickets() == before + 1
