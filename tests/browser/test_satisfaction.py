"""Satisfaction in a real browser: drawn on a desk and on a phone, in both languages, now and as of a moment."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from console.languages.preference import COOKIE
from tests.browser.house_console import Clock, HouseConsole
from tests.console.houses import copied_house
from tests.console.satisfaction.conftest import two_rounds

pytestmark = [pytest.mark.browser, pytest.mark.slow]
JANUARY = datetime(2027, 1, 10, 1, 0, tzinfo=UTC)
BEFORE_THE_LATE_FORMS = "2026-12-16T12:00:00%2B08:00"
NOW = {"zh": "2026年12月满意率 84.8%", "en": "Dec 2026: 84.8 % satisfied"}
THEN = "Dec 2026: 90.0 % satisfied"
PATIENCE_MS = 30_000
TOO_WIDE = """() => [document.documentElement, document.querySelector("[data-testid=stMain]")]
  .map((one) => one.scrollWidth - one.clientWidth)"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HouseConsole]:
    built = two_rounds(tmp_path_factory.mktemp("built"))
    house = copied_house(built, tmp_path_factory.mktemp("house"), Clock(JANUARY))
    with HouseConsole(house) as served:
        yield served


def seen(page: Page, said: str) -> None:
    """The finding stands there, its line is drawn, and nothing leaves the screen."""
    expect(page.get_by_text(said).first).to_be_visible(timeout=PATIENCE_MS)
    line = page.locator(".st-key-satisfaction-line [data-testid=stVegaLiteChart] svg.marks")
    expect(line).to_be_visible(timeout=PATIENCE_MS)
    assert line.locator("g.mark-line.role-mark > path").count() == 1
    assert page.locator(".stException").count() == 0
    assert page.evaluate(TOO_WIDE) == [0, 0]


@pytest.mark.parametrize("width", [1440, 390])
def test_finding_and_chart_fit_the_screen_in_both_languages_now_and_then(
    served: HouseConsole, chromium: Browser, width: int
) -> None:
    with served.somebody(chromium, "desk01", "zh", viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        for language in ("zh", "en"):
            context.add_cookies([{"name": COOKIE, "value": language, "url": served.url("/")}])
            page.goto(served.url("/satisfaction?site=s1"))
            seen(page, NOW[language])
        page.goto(served.url(f"/satisfaction?site=s1&as_of={BEFORE_THE_LATE_FORMS}"))
        seen(page, THEN)
        expect(page.get_by_text(NOW["en"])).to_have_count(0)
        expect(page.get_by_text("● known then")).to_be_visible()
        expect(page.get_by_text("known now")).to_have_count(0)
