"""The browser that the other tests drive."""

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_the_browser_has_a_font_that_tells_two_chinese_characters_apart(chromium: Browser) -> None:
    page = chromium.new_page()
    try:
        page.set_content("<span id=a>管</span> <span id=b>家</span>")
        assert page.locator("#a").screenshot() != page.locator("#b").screenshot()
    finally:
        page.close()
