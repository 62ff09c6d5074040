"""A receptionist at the call form: keys are counted, the caller's own words are not."""

import re
from typing import Any

from playwright.sync_api import Error, Page, expect

from console.call.words import words
from console.guard import SESSION_COOKIE
from console.languages import Translator
from domain.errors import Term
from tests.browser.seats import Seats

NUMBER = re.compile(r"[RH]\d{6}-\d{3}")
LOCALES = {"zh": "zh-CN", "en": "en-US"}


class Receptionist:
    """One browser, signed in, with the form open."""

    def __init__(self, seats: Seats, token: str, language: str = "zh", **options: Any) -> None:
        settings: dict[str, Any] = {"viewport": {"width": 1440, "height": 1000}, **options}
        self._seats = seats
        self.page = seats.sit({SESSION_COOKIE: token}, locale=LOCALES[language], **settings)
        self.context = self.page.context
        self.words = spoken(language)
        self.troubles: list[str] = []
        self.keys = 0
        self.page.on("pageerror", self._trouble)
        self.page.goto("/call")
        self.ready()

    def ready(self, page: Page | None = None) -> None:
        """The form stands there and the cursor is in the phone field."""
        shown = page or self.page
        expect(shown.locator("[data-part=call]")).to_be_visible(timeout=40_000)
        expect(shown.locator("#phone")).to_be_focused(timeout=10_000)

    def press(self, *keys: str) -> None:
        """Press keys one after the other; a chord counts each of its keys."""
        for key in keys:
            self.keys += len(key.split("+"))
            self.page.keyboard.press(key)

    def look_up(self, part: str) -> None:
        """Type part of a number or name, key by key, and take the first match."""
        self.press(*part)
        expect(self.page.locator(".found:not([hidden]) li[aria-selected=true]")).to_be_visible()
        self.press("Enter")

    def says(self, matter: str) -> None:
        """Write down the caller's own words."""
        expect(self.page.locator("#matter")).to_be_focused()
        self.page.keyboard.insert_text(matter)

    def ticket(self) -> str:
        """The number of the ticket that was opened, or noted on."""
        expect(self.page.locator("[data-part=call]")).to_have_attribute("data-phase", "saved", timeout=20_000)
        found = NUMBER.search(self.page.locator("[data-part=panel] h2").inner_text())
        assert found
        return found[0]

    def next_call(self) -> None:
        self.press("n")
        expect(self.page.locator("#phone")).to_be_focused()
        self.keys = 0

    def leave(self) -> None:
        self._seats.leave(self.page)
        self.page.remove_listener("pageerror", self._trouble)
        assert self.troubles == []

    def _trouble(self, error: Error) -> None:
        self.troubles.append(str(error))


def spoken(language: str) -> dict[str, str]:
    """The form's words as the catalogue has them."""
    translator = Translator.for_language(language)
    return words(lambda text: str(translator.show(Term(text))))
