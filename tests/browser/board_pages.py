"""Board pages in one browser profile, with the words of the catalogue."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from babel.messages.pofile import read_po
from playwright.sync_api import Browser, Page, expect

from console.languages import CATALOGUE
from tests.browser.board_harness import Harness
from tests.browser.board_rows import LANDMARKS, desk

Opened = Callable[..., Page]


@contextmanager
def desk_harness() -> Iterator[Harness]:
    """A stream of the duty desk, beginning at its instant."""
    with CATALOGUE.open("rb") as catalogue:
        chinese = {str(message.id): str(message.string) for message in read_po(catalogue) if message.id}
    with Harness(lambda english: chinese.get(english) or english) as started:
        started.rows, started.landmarks = desk(), LANDMARKS
        started.hold_clock()
        yield started


@contextmanager
def board_pages(chromium: Browser, harness: Harness) -> Iterator[Opened]:
    """Opens board pages and waits for their first data; an error on any page fails the test."""
    context = chromium.new_context()
    troubles: list[str] = []

    def open_page(
        path: str = "/wall", *, width: int = 1440, height: int = 900, live: bool = True, **query: str
    ) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(harness.url(path, **{"lang": "en", **query}))
        if live:
            expect(page.locator("[data-part=board]")).to_have_attribute("data-state", "live")
        return page

    yield open_page
    context.close()
    assert troubles == []


def counts(page: Page) -> list[str]:
    return page.locator(".tile .count").all_inner_texts()


def numbers(page: Page) -> list[str]:
    return page.locator(".row .number").all_inner_texts()
