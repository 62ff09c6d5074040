"""An auditor who knows nothing of events asks a question, opens the case and its desk, and finds that looking is kept."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from console.languages import Translator
from tests.browser.house_console import Clock, HouseConsole
from tests.console.houses import order, small_house

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MORNING = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
CALLER = {"name": "周女士", "phone": "13800001000"}
PATIENCE_MS = 20_000


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock(MORNING)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[HouseConsole]:
    house = small_house(tmp_path_factory.mktemp("house"), clock)
    with HouseConsole(house) as served:
        yield served


@pytest.fixture(scope="module")
def number(served: HouseConsole) -> str:
    """A repair of which every step was written down at nine, minutes after it happened."""
    call = {"unit": "5-1-1101", "matter": "水龙头滴水", "caller": CALLER, "item": "SN-01", "at": at(9)}
    taken = str(order(served.house, "repair.report", "1", by="desk01", **call).results["ticket"])
    order(served.house, "repair.fill_slip", "2", by="desk01", ticket=taken, at=at(8))
    order(served.house, "repair.notify_engineering", "3", by="desk01", ticket=taken, at=at(6))
    return taken


def at(minutes: int) -> str:
    """So many minutes before nine."""
    return (MORNING - timedelta(minutes=minutes)).isoformat()


def arrived(page: Page, text: str) -> None:
    expect(page.get_by_text(text).first).to_be_visible(timeout=PATIENCE_MS)


@pytest.mark.parametrize("lang", [pytest.param("zh", marks=pytest.mark.whole), "en"])
def test_a_question_leads_to_the_case_its_desk_and_who_looked(
    served: HouseConsole, chromium: Browser, number: str, lang: str
) -> None:
    t = Translator.for_language(lang).t
    with served.somebody(chromium, "audit01", lang, viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(served.url("/"))
        arrived(page, t("Who changed this?"))
        page.get_by_role("textbox").first.fill(number)
        page.keyboard.press("Enter")
        arrived(page, t("Questions about {subject}", subject=number))
        page.get_by_role("link", name=t("Who changed this?")).last.click()
        arrived(page, t("Engineering told to fetch the slip."))
        expect(page.locator("ol.case em.late")).to_have_count(3)
        page.locator("ol.case > li:not(.day)").last.locator("summary").click()
        page.get_by_role("link", name=t("The desk just before this")).last.click()
        expect(page.locator(".desk-then li.mine")).to_contain_text(number, timeout=PATIENCE_MS)
        page.get_by_role("link", name=t("Who looked at it")).last.click()
        arrived(page, f"{t('Case file')} · {t('Ticket')} {number}")
        assert page.locator(".stException").count() == 0
