"""Taking a call in a real Chromium: by keyboard alone, in both languages, on every screen."""

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import FloatRect, expect

from domain.tickets.facts import HelpClass
from tests.browser.call_office import Office, Sits, office, seats, sits
from tests.browser.call_page import Receptionist
from tests.console.houses import order

__all__ = ["office", "seats", "sits"]
pytestmark = pytest.mark.browser
MOST_KEYS = 25
BOTH = pytest.mark.parametrize("language", ["zh", "en"])
TOO_WIDE = """() => [...document.querySelectorAll("*")]
  .flatMap((host) => [...(host.shadowRoot?.querySelectorAll(".call *") ?? [])])
  .filter((node) => node.getBoundingClientRect().right > innerWidth + 1 && !node.closest(".unseen"))
  .map((node) => node.className)"""


@BOTH
def test_a_repair_is_taken_with_few_keys_and_every_time_is_the_one_it_happened(
    office: Office, sits: Sits, language: str
) -> None:
    """REP-01, SLA-01, SLA-02: the report counts from the call, each step from the key that ticked it."""
    desk = sits(language=language)
    opened = office.house.clock()
    desk.look_up("1005")
    desk.says("开关没反应，插座也没电")
    expect(desk.page.locator("[data-part=items] input:checked")).to_have_value("DQ-01")
    desk.press("Tab")
    time.sleep(1.1)
    desk.press("f")
    time.sleep(1.1)
    desk.press("t")
    expect(desk.page.locator("[data-part=save]")).to_contain_text(desk.words["save.told"])
    desk.press("Control+Enter")
    number = desk.ticket()
    assert desk.keys <= MOST_KEYS
    told = office.told(number)
    assert [name for name, _ in told] == [
        "ticket.reported",
        "repair.slip_filled",
        "repair.engineering_notified",
    ]
    called, filled, notified = (happened for _, happened in told)
    assert opened - timedelta(seconds=40) < called < filled < notified <= office.house.clock()
    report = office.ticket(number).report
    assert report is not None
    assert (report.unit, report.item, report.booked_for) == ("5-1-1302", "DQ-01", None)
    assert f"/slip/s1/{number}.pdf" in (desk.page.locator("a.plain-button").get_attribute("href") or "")
    began = desk.page.locator(".began").inner_text()
    desk.next_call()
    expect(desk.page.locator(".began")).not_to_have_text(began)
    expect(desk.page.locator("[data-part=elapsed]")).to_have_text(re.compile(r"^0:0\d$"))


@BOTH
def test_a_weak_match_leaves_the_repair_outside_the_tariff_until_somebody_chooses(
    office: Office, sits: Sits, language: str
) -> None:
    """REP-02, REP-04: one word of an item is a guess, and one key makes it the choice."""
    desk = sits(language=language)
    desk.look_up("521102")
    desk.says("水龙头后面的墙渗水")
    chosen = desk.page.locator("[data-part=items] input:checked")
    expect(desk.page.locator("[data-part=items] input")).to_have_count(2)
    expect(chosen).to_have_value("")
    expect(desk.page.locator("[data-part=items-say]")).to_have_text(desk.words["charge.possible"])
    desk.press("Tab")
    expect(chosen).to_be_focused()
    desk.press("ArrowUp")
    expect(chosen).to_have_value("SN-01")
    desk.press("Control+Enter")
    report = office.ticket(desk.ticket()).report
    assert report is not None
    assert report.item == "SN-01"
    assert desk.keys <= MOST_KEYS


@BOTH
def test_ticks_that_nobody_makes_record_nothing_and_can_follow_after_saving(
    office: Office, sits: Sits, language: str
) -> None:
    desk = sits(language=language)
    desk.look_up("511202")
    desk.says("门锁打不开，锁芯坏了")
    expect(desk.page.locator("[data-part=save]")).to_contain_text(desk.words["save.repair"])
    desk.press("Control+Enter")
    number = desk.ticket()
    assert [name for name, _ in office.told(number)] == ["ticket.reported"]
    slip = desk.page.get_by_role("link", name=desk.words["saved.slip"])
    expect(slip).to_be_hidden()
    for key in "ft":
        desk.press(key)
    expect(desk.page.locator(".results li")).to_have_count(2)
    expect(slip).to_be_visible()
    assert desk.keys <= MOST_KEYS
    desk.next_call()
    steps = ["ticket.reported", "repair.slip_filled", "repair.engineering_notified"]
    _until(lambda: [name for name, _ in office.told(number)] == steps)


@pytest.mark.parametrize(
    ("part", "unit"),
    [
        ("5-2-11", "5-2-1101"),
        ("521202", "5-2-1202"),
        ("chennvshi", "5-1-1301"),
        ("zxs", "5-1-1102"),
        ("1009", "5-2-1202"),
    ],
)
def test_a_household_is_found_by_whatever_part_is_known(sits: Sits, part: str, unit: str) -> None:
    desk = sits()
    desk.look_up(part)
    expect(desk.page.locator("#address")).to_have_value(unit)
    expect(desk.page.locator("#matter")).to_be_focused()


def test_a_part_that_fits_several_is_chosen_with_the_arrows(sits: Sits) -> None:
    desk = sits()
    desk.press(*"zns")
    expect(desk.page.locator(".found:not([hidden]) li")).to_have_count(2)
    desk.press("ArrowDown", "Enter")
    expect(desk.page.locator("#address")).to_have_value("5-2-1101")


@BOTH
def test_what_is_missing_is_named_and_the_cursor_goes_there(
    office: Office, sits: Sits, language: str
) -> None:
    """REP-01: phone, name, address and content."""
    desk = sits(language=language)
    head, trouble = office.house.log.head(), desk.page.locator("[data-part=trouble]")
    desk.press("Control+Enter")
    expect(trouble.locator("li")).to_have_count(4)
    expect(trouble).to_contain_text(desk.words["refused.safe"])
    expect(desk.page.locator("#phone")).to_be_focused()
    desk.page.keyboard.insert_text("13811112222")
    expect(trouble.locator("li")).to_have_count(3)
    desk.press("Tab")
    desk.page.keyboard.insert_text("孙女士")
    desk.press("Tab")
    desk.page.keyboard.insert_text("5-9-0101")
    desk.page.locator("#matter").focus()
    desk.says("水管漏水")
    expect(trouble).to_be_hidden()
    desk.press("Control+Enter")
    expect(trouble).to_contain_text("5-9-0101")
    expect(desk.page.locator("#address")).to_be_focused()
    expect(desk.page.locator("#matter")).to_have_value("水管漏水")
    assert office.house.log.head() == head


@BOTH
def test_the_same_household_is_urged_and_no_second_ticket_is_opened(
    office: Office, sits: Sits, language: str
) -> None:
    """MRG-02."""
    unit = {"zh": "5-2-1301", "en": "5-2-1201"}[language]
    opened = order(
        office.house, "repair.report", f"urge {language}", by="desk01", unit=unit, matter="龙头漏水", item="SN-01",
        caller={"name": "冯先生", "phone": "13800001010"}, at=office.house.clock() - timedelta(minutes=5),
    ).results["ticket"]  # fmt: skip
    desk, before = sits(language=language), office.tickets()
    desk.look_up(unit)
    first = desk.page.locator(".hint-row").first
    expect(first).to_contain_text(opened)
    expect(first).to_contain_text(desk.words["open.household.over"])
    first.get_by_role("button", name=desk.words["open.urge"]).click()
    assert desk.ticket() == opened
    assert (office.tickets(), len(office.ticket(opened).contacts)) == (before, 2)


@BOTH
def test_an_emergency_asks_address_and_phone_first_and_becomes_help_of_its_class(
    office: Office, sits: Sits, language: str
) -> None:
    """TCK-01, SLA-13."""
    desk = sits(language=language)
    desk.press("Shift+Tab")
    for _ in range(4):
        desk.press("ArrowRight")
    assert desk.page.locator("[data-slot] input").first.get_attribute("id") == "address"
    expect(desk.page.locator("[data-part=terms]")).to_be_hidden()
    expect(desk.page.locator("[data-part=save]")).to_contain_text(desk.words["save.help"])
    desk.press("Tab")
    expect(desk.page.locator("#address")).to_be_focused()
    desk.look_up("511301")
    desk.says("老人晕倒了")
    desk.press("Control+Enter")
    report = office.ticket(desk.ticket()).report
    assert report is not None
    assert (report.help_class, report.unit) == (HelpClass.MEDICAL, "5-1-1301")
    assert desk.keys <= MOST_KEYS


def test_a_common_area_is_taken_as_help_and_the_form_says_so(office: Office, sits: Sits) -> None:
    desk = sits()
    desk.look_up("511301")
    desk.says("楼道灯不亮")
    desk.page.get_by_text(desk.words["scope.common"], exact=True).click()
    expect(desk.page.locator("[data-part=kind-says]")).to_have_text(desk.words["scope.common.says"])
    desk.press("Control+Enter")
    assert desk.ticket().startswith("H")


@BOTH
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_the_form_fits_its_screen(sits: Sits, language: str, width: int, scheme: str) -> None:
    desk = sits(language=language, viewport={"width": width, "height": 900}, color_scheme=scheme)
    desk.look_up("511301")
    desk.says("更换水龙头")
    expect(desk.page.locator("[data-part=items] input:checked")).to_have_value("SN-01")
    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert desk.page.evaluate(TOO_WIDE) == []
    if width < 640:
        short = [
            box["height"] for box in _boxes(desk, ".save, .plain-button, .box input") if box["height"] < 48
        ]
        assert short == []


def _boxes(desk: Receptionist, selector: str) -> list[FloatRect]:
    found = (one.bounding_box() for one in desk.page.locator(selector).all())
    return [box for box in found if box]


def _until(holds: Callable[[], bool], seconds: float = 10) -> None:
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.1)
