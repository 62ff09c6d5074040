"""One Chromium for all browser tests of a process."""

import os
from collections.abc import Generator
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from tests.browser import chromium as chrome


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


def _leave_out(why: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(f"browser tests cannot run: {why}", pytrace=False)
    pytest.skip(f"browser tests left out: {why}")
