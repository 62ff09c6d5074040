"""A repair from the first call to its close in a real browser, in both languages, by the people whose work it is."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from console.languages import Translator
from domain.tickets.ticket import Ticket, ticket_stream
from tests.browser.house_console import Clock, HouseConsole
from tests.console.houses import order, small_house

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MORNING = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
CALLER = {"name": "周女士", "phone": "13800001000"}


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock(MORNING)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[HouseConsole]:
    house = small_house(tmp_path_factory.mktemp("house"), clock)
    with HouseConsole(house) as served:
        yield served


class Hand:
    """One person at the page of one ticket."""

    def __init__(self, served: HouseConsole, chromium: Browser, account: str, lang: str, number: str) -> None:
        self.served, self.number = served, number
        self.speaks = Translator.for_language(lang)
        self.context: BrowserContext = served.somebody(
            chromium, account, lang, viewport={"width": 1440, "height": 900}
        )
        self.page: Page = self.context.new_page()
        self.page.goto(served.url(f"/ticket?t={number}&site=s1"))
        expect(self.page.get_by_role("heading", name=number, exact=True)).to_be_visible(timeout=15_000)

    def t(self, text: str, **fields: Any) -> str:
        return self.speaks.t(text, **fields)

    def open(self, verb: str) -> None:
        """Press a verb of what may be done now, once the page has come to rest."""
        expect(self.page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        self.page.locator(".st-key-doing").get_by_role("button", name=self.t(verb), exact=True).first.click()
        expect(self.form()).to_be_visible(timeout=15_000)

    def form(self) -> Any:
        return self.page.get_by_test_id("stForm")

    def answer(self, question: str, said: str) -> None:
        group = self.form().get_by_role("radiogroup", name=self.t(question))
        group.get_by_text(self.t(said), exact=True).click()

    def tick(self, label: str, **fields: Any) -> None:
        self.form().get_by_test_id("stCheckbox").filter(has_text=self.t(label, **fields)).locator(
            "label"
        ).click()

    def send(self, verb: str) -> None:
        """Send the form, and wait until it is on record and the form is gone."""
        before = self.version()
        self.form().get_by_role("button", name=self.t(verb), exact=True).click()
        expect(self.form()).to_have_count(0, timeout=15_000)
        assert self.version() == before + 1

    def do(self, verb: str) -> None:
        self.open(verb)
        self.send(verb)

    def version(self) -> int:
        return self.served.house.log.get(Ticket, ticket_stream("s1", self.number)).version

    def leave(self) -> None:
        self.context.close()


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.whole)])
def test_a_repair_is_followed_from_the_call_to_its_close(
    served: HouseConsole, chromium: Browser, lang: str
) -> None:
    """TRN-01..17 by the form of each step, each recorded by the person whose step it is."""
    number = called(served, f"life {lang}", "5-1-1101", "水龙头滴水")
    people = {
        account: Hand(served, chromium, account, lang, number) for account in ("desk01", "head01", "tech01")
    }
    _sent_out(people)
    _repaired(people["tech01"])
    _paper_goes_back(people)
    cash = people["cash01"] = Hand(served, chromium, "cash01", lang, number)
    cash.do("Record charge")
    _visited_and_closed(people)

    ticket = served.house.log.get(Ticket, ticket_stream("s1", number))
    assert "closed" in ticket.steps
    assert ticket.gaps == []
    story = people["desk01"].page.locator(".page.story")
    expect(story).to_contain_text(cash.t("Closed."))
    expect(story).to_contain_text("Qian Duo")
    for one in people.values():
        one.leave()


def called(served: HouseConsole, id: str, unit: str, matter: str, item: str = "SN-01") -> str:
    """A repair that was taken; the pages know of it."""
    report = {"unit": unit, "matter": matter, "caller": CALLER, "item": item}
    outcome = order(served.house, "repair.report", id, by="desk01", **report)
    served.house.worker.wait_for(outcome.position, timeout=5)
    return str(outcome.results["ticket"])


def _sent_out(people: dict[str, Hand]) -> None:
    people["desk01"].do("Fill slip")
    people["desk01"].do("Tell engineering")
    head = people["head01"]
    head.page.reload()
    head.do("Sign for slip")
    head.open("Dispatch")
    head.form().get_by_role("combobox").first.click()
    head.page.get_by_role("option", name="Lin Feng").click()
    head.page.keyboard.press("Escape")
    head.send("Dispatch")


def _repaired(hand: Hand) -> None:
    hand.page.reload()
    hand.do("Record arrival")
    hand.open("Check item")
    hand.answer("Does the customer provide own material?", "No")
    hand.send("Check item")
    hand.do("Show tariff")
    hand.do("Consent on site")
    hand.do("Start work")
    hand.open("Record trial")
    hand.answer("Does it work?", "Yes")
    hand.send("Record trial")
    _signature(hand)
    _slip_prints(hand)


def _paper_goes_back(people: dict[str, Hand]) -> None:
    head, hand = people["head01"], people["tech01"]
    hand.open("Take slips back")
    hand.tick("Copy {number}", number=2)
    hand.tick("Copy {number}", number=3)
    hand.send("Take slips back")
    head.page.reload()
    head.do("Head confirms")
    head.open("Slips to desk")
    head.tick("Copy {number}", number=2)
    head.tick("Copy {number}", number=3)
    head.send("Slips to desk")
    people["desk01"].page.reload()
    people["desk01"].do("Send to finance")


def _visited_and_closed(people: dict[str, Hand]) -> None:
    hand = people["tech01"]
    hand.page.reload()
    hand.open("Record visit")
    hand.answer("How was the customer visited?", "a phone visit")
    hand.answer("Is the customer satisfied?", "Yes")
    hand.answer("Did the customer sign for the visit?", "No")
    hand.send("Record visit")
    people["desk01"].page.reload()
    people["desk01"].do("Close")


def _signature(hand: Hand) -> None:
    """The place is not clean: refused in plain words, what was typed stays, and the next try is recorded (TRN-11)."""
    hand.open("Record signature")
    hand.answer("Is the place clean and are the tools complete?", "No")
    price = hand.form().get_by_label(hand.t("Unit price (CNY)"))
    price.fill("45.5")
    hand.form().get_by_role("button", name=hand.t("Record signature"), exact=True).click()
    note = hand.page.get_by_role("alert").filter(
        has_text=hand.t("The place must be clean before the customer signs.")
    )
    expect(note).to_be_visible()
    expect(price).to_have_value("45.50")
    hand.answer("Is the place clean and are the tools complete?", "Yes")
    hand.send("Record signature")


def _slip_prints(hand: Hand) -> None:
    link = hand.page.get_by_role("link", name=re.compile(hand.t("Print the slip")))
    expect(link).to_have_attribute("href", re.compile(rf"/slip/s1/{hand.number}\.pdf$"))
    answer = hand.context.request.get(hand.served.url(f"/slip/s1/{hand.number}.pdf"))
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF-")


SEEN_TOGETHER = """(verb) => {
  window.together = 0;
  new MutationObserver(() => {
    const buttons = [...document.querySelectorAll(".st-key-doing button")];
    const form = document.querySelector("[data-testid=stForm]");
    if (form && buttons.some((button) => button.innerText.trim() === verb)) window.together += 1;
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""


def test_on_a_slow_machine_the_form_that_was_sent_never_stands_beside_the_next_buttons(
    served: HouseConsole, chromium: Browser, clock: Clock
) -> None:
    number = called(served, "slow", "5-2-1202", "水龙头滴水")
    desk = Hand(served, chromium, "desk01", "zh", number)
    desk.open("Fill slip")
    desk.page.evaluate(SEEN_TOGETHER, desk.t("Tell engineering"))
    clock.pause_s = 0.2
    desk.send("Fill slip")
    following = desk.page.locator(".st-key-doing").get_by_role("button", name=desk.t("Tell engineering"))
    expect(following).to_be_visible(timeout=15_000)
    expect(desk.page.locator(".page.story .happened")).to_have_count(3, timeout=15_000)
    clock.pause_s = 0.0
    assert desk.page.evaluate("window.together") == 0
    desk.leave()


def test_a_gap_is_filled_from_the_step_line_with_its_own_time(
    served: HouseConsole, chromium: Browser
) -> None:
    number = called(served, "gap", "5-1-1102", "门锁坏了", "")
    outcome = order(served.house, "repair.notify_engineering", "gap", by="desk01", ticket=number)
    served.house.worker.wait_for(outcome.position, timeout=5)
    desk = Hand(served, chromium, "desk01", "zh", number)
    desk.page.locator(".step.gap button").click()
    expect(desk.form()).to_be_visible()
    expect(desk.form().get_by_label(desk.t("Time, to the second"))).not_to_have_value("")
    desk.send("Fill slip")
    expect(desk.page.locator(".step.gap")).to_have_count(0)
    desk.leave()


def test_clocks_tick_the_phone_shows_on_request_and_the_past_is_violet(
    served: HouseConsole, chromium: Browser
) -> None:
    number = called(served, "ticking", "5-1-1201", "<img src=x onerror=alert(1)>")
    desk = Hand(served, chromium, "desk01", "zh", number)
    figure = desk.page.locator(".band .figure")
    first = figure.inner_text()
    expect(figure).not_to_have_text(first, timeout=4_000)
    expect(desk.page.locator(".about")).to_contain_text("<img src=x onerror=alert(1)>")
    expect(desk.page.locator(".phone")).to_have_text("138****1000")
    desk.page.get_by_role("button", name=desk.t("Show the number")).click()
    expect(desk.page.locator(".phone")).to_have_text("13800001000")
    desk.page.locator(".story .look").first.click()
    expect(desk.page.locator(".page.head[data-past=yes] .past")).to_be_visible(timeout=10_000)
    expect(desk.page.locator(".st-key-doing")).to_have_count(0)
    head, steps = (desk.page.locator(f".page.{name}").bounding_box() for name in ("head", "steps"))
    assert head is not None
    assert steps is not None
    assert head["width"] == pytest.approx(steps["width"], abs=1)
    desk.page.get_by_role("button", name=desk.t("Back to now")).click()
    expect(desk.page.locator(".st-key-doing")).to_be_visible(timeout=10_000)
    desk.leave()


def test_an_open_page_notices_what_somebody_else_records(served: HouseConsole, chromium: Browser) -> None:
    number = called(served, "noticed", "5-1-1202", "插座没电", "DQ-01")
    desk = Hand(served, chromium, "desk01", "zh", number)
    order(served.house, "ticket.remark", "noticed", by="desk01", ticket=number, what="用户下午在家")
    expect(desk.page.locator(".page.story")).to_contain_text("用户下午在家", timeout=12_000)
    desk.leave()


def test_the_page_fits_a_phone(served: HouseConsole, chromium: Browser) -> None:
    number = called(served, "phone", "5-1-1301", "下水道堵了", "ST-01")
    context = served.somebody(chromium, "duty01", "zh", viewport={"width": 390, "height": 844})
    page = context.new_page()
    for path in (
        f"/ticket?t={number}&site=s1",
        "/tickets?site=s1",
        "/unit?u=5-1-1301&site=s1",
    ):
        page.goto(served.url(path))
        expect(page.locator(".page").last).to_be_visible(timeout=15_000)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, (path, width)
    context.close()


def test_a_row_of_the_list_leads_to_its_ticket(served: HouseConsole, chromium: Browser) -> None:
    number = called(served, "list", "5-2-1101", "角阀漏水", "SN-02")
    context = served.somebody(chromium, "desk01", "zh")
    page = context.new_page()
    page.goto(served.url("/tickets?site=s1&q=5-2-1101"))
    page.get_by_role("button", name=number).click()
    expect(page.get_by_role("heading", name=number, exact=True)).to_be_visible(timeout=15_000)
    context.close()
