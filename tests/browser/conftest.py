"""One Chromium for all browser tests of a process, and the board on a stream of the test's own."""

import os
from collections.abc import Generator, Iterator
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from tests.browser import chromium as chrome
from tests.browser.board_harness import Harness
from tests.browser.board_pages import Opened, board_pages, desk_harness


@pytest.fixture(scope="session")
def chromium() -> Generator[Browser]:
    """A running Chromium; without one the tests are left out, which is a failure in CI."""
    with sync_playwright() as playwright:
        trouble = None if chrome.found(playwright) else chrome.fetch()
        path = chrome.found(playwright)
        if path is None:
            _leave_out(f"no Chromium here, and none to be had: {trouble or 'installed, but not found'}")
        try:
            browser = playwright.chromium.launch(executable_path=path, args=chrome.arguments())
        except Error as failure:
            _leave_out(f"{path} does not start: {failure.message.splitlines()[0]}")
        yield browser
        browser.close()


@pytest.fixture
def harness() -> Iterator[Harness]:
    """The board's server, with the desk's rows."""
    with desk_harness() as started:
        yield started


@pytest.fixture
def opened(chromium: Browser, harness: Harness) -> Iterator[Opened]:
    """Opens the board in a browser of its own."""
    with board_pages(chromium, harness) as open_page:
        yield open_page


def _leave_out(why: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(f"browser tests cannot run: {why}", pytrace=False)
    pytest.skip(f"browser tests left out: {why}")
