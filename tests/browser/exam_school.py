"""A school's console before anything is planned, and the people who sit before it in one language."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from console.languages import Translator
from domain.campaigns.campaign import Campaign, campaign_stream
from domain.roster.roster import Roster, roster_stream
from tests.browser.exam_console import ExamConsole
from tests.console.houses import order, small_house
from tests.domain.school import FLOORS
from tests.projections.exam_office import clock

CODE = "exam-support-2026"
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
STAFF = {
    "plan": ("林统筹", "coordinator"),
    "chief": ("何主任", "office_manager"),
    "leader": ("罗队长", "security_leader"),
    "g1": ("谢队员", "guard"),
    "g2": ("邓队员", "guard"),
}


def build_school(folder: Path) -> Path:
    """The folder of a house with its staff and forty-four rooms at nine, six days before the exam; to be copied."""
    house = small_house(folder, lambda: clock("09:00", 1))
    for account, (name, role) in STAFF.items():
        grants = [{"role": role, "site": "s1", "since": "2026-01-01"}]
        order(house, "member.join", account, site="", account=account, name=name, roles=grants)
    for building, floor, count in FLOORS:
        for door in range(1, count + 1):
            place = {"building": building, "floor": floor, "kind": "exam_room"}
            code = f"{building}{floor}{door:02}"
            order(house, "unit.register", f"room {code}", by="desk01", unit=code, **place)
    house.worker.start()
    ready = house.worker.wait_for(house.log.head(), 30)
    house.close()
    assert ready
    return folder


class School:
    """One console, and whoever opens a page of it; what they press is named in English, and read in their language."""

    def __init__(self, console: ExamConsole, chromium: Browser, lang: str) -> None:
        self.console, self.house, self.clock = console, console.house, console.clock
        self.speaks, self._chromium, self._lang = Translator.for_language(lang), chromium, lang
        self._contexts: list[BrowserContext] = []
        self._said = 0

    def t(self, text: str, **fields: Any) -> str:
        return self.speaks.t(text, **fields)

    def open(self, account: str, path: str, size: dict[str, int] = DESK) -> Page:
        context = self.console.somebody(self._chromium, account, self._lang, viewport=size)
        context.set_default_timeout(15_000)
        self._contexts.append(context)
        page = context.new_page()
        page.goto(self.console.url(path))
        return page

    def press(self, where: Page | Locator, name: str, **fields: Any) -> None:
        where.get_by_role("button", name=self.t(name, **fields), exact=True).first.click()

    def see(self, where: Page | Locator, text: str, **fields: Any) -> None:
        expect(where.get_by_text(self.t(text, **fields)).first).to_be_visible(timeout=15_000)

    def choose(self, page: Page, label: str, *options: str, **fields: Any) -> None:
        """Pick from a list by typing, as many as are named."""
        box = page.get_by_role("combobox", name=self.t(label, **fields)).first
        box.click()
        for option in options:
            box.fill(option)
            page.get_by_role("option", name=option).first.click()
        page.keyboard.press("Tab")

    def record(self, page: Page, key: str, verb: str, **typed: str) -> Locator:
        """Press a verb of a row of the plan, fill in what it asks, and wait until it is on record."""
        row, said = page.locator(f"[data-key='{key}']"), self.t(verb)
        row.locator(":scope > .verbs").get_by_role("button", name=f"{said}: ").first.click()
        for name, value in typed.items():
            row.locator(f"form [name='{name.replace('__', '.')}']").fill(value)
        if typed:
            row.locator("form").get_by_role("button", name=said, exact=True).click()
            expect(row.locator("form")).to_have_count(0, timeout=15_000)
        return row

    def say(self, do: str, by: str = "plan", **given: Any) -> Any:
        """What the walk is not about: the same press for the seventeenth time."""
        self._said += 1
        return order(self.house, do, f"walk {self._said}", by=by, campaign=CODE, **given)

    @property
    def campaign(self) -> Campaign:
        return self.house.log.get(Campaign, campaign_stream("s1", CODE))

    @property
    def roster(self) -> Roster:
        return self.house.log.get(Roster, roster_stream("s1", CODE))

    def leave(self) -> None:
        for context in self._contexts:
            context.close()
