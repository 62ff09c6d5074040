"""No page of the real console speaks half a language: what is not data is Chinese, or all of it is English."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.house import CALLER, MATTER, UNIT, RealHouse, Watched
from tests.console.houses import OWNERS, STAFF, TARIFF

pytestmark = pytest.mark.browser

SECTIONS = ("units", "people", "tariff", "rules", "calendar")
PAGES = (
    "/",
    "/?q=nothing-fits",
    "/no-such-page",
    "/call",
    "/tickets",
    "/tickets?q=nothing-fits",
    "/ticket?t={number}",
    "/ticket?t={number}&do=notify_engineering",
    "/ticket?t={help}",
    "/ticket?t=unknown",
    "/unit?u={unit}",
    "/unit?u=unknown",
    "/wall",
    *(f"/files?files={section}" for section in SECTIONS),
)
NAMES = [name for name, _ in STAFF.values()] + [*STAFF, *OWNERS, str(CALLER["name"]), MATTER]
TEXTS = [word for item in TARIFF for word in (item[1], item[2], item[3], *item[5])]
PLACES = [
    "East Garden",
    "West Garden",
    "Green Garden",
    "Xi Men",
    "west01",
    "Yuan Fang",
    "away01",
    "Zhao Ming",
    "root",
]
CALENDAR = "国务院办公厅节假日安排（chinesecalendar"
DATA = sorted({*NAMES, *TEXTS, *PLACES, "nothing-fits", "unknown", CALENDAR}, key=len, reverse=True)
TERMS = (
    "English",
    "简体中文",
    "CSV",
    "XLSX",
    "Excel",
    "Ctrl",
    "Enter",
    "Tab",
    "Esc",
    "UTF-8",
    "GBK",
    "N",
    "J",
    "K",
)
CODES = re.compile(r"\b[A-Z]{2,6}-\d+\b|\b[A-Z]\d{6}-\d{3}\b|\b[A-Z]{3,}\b(?= v?\d)|\bs[12]\b")
VISIBLE = """
() => {
  const said = [];
  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return void said.push(node.textContent);
    if (!(node instanceof Element) && !(node instanceof ShadowRoot)) return;
    if (node instanceof Element) {
      if (["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE"].includes(node.tagName)) return;
      if (node.dataset.testid === "stIconMaterial") return;
      if (!node.checkVisibility()) return;
      const named = ["placeholder", "aria-label", "title", "alt"].filter(name => node.hasAttribute(name));
      said.push(...named.map(name => node.getAttribute(name)));
      if (node.shadowRoot) read(node.shadowRoot);
    }
    node.childNodes.forEach(read);
  };
  read(document.body);
  return said.filter(text => text.trim());
}
"""
ENGLISH = re.compile(r"[A-Za-z]{2,}")
CHINESE = re.compile(r"[\u3400-\u9fff]+")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealHouse]:
    with RealHouse(tmp_path_factory.mktemp("house")) as served:
        yield served


def foreign(texts: list[str], strange: re.Pattern[str]) -> set[str]:
    """Texts in which something of the other language stands that is neither data nor a code."""
    left: set[str] = set()
    for text in texts:
        rest = CODES.sub("", text)
        for known in (*DATA, *TERMS):
            rest = rest.replace(known, "") if len(known) > 2 else re.sub(rf"\b{re.escape(known)}\b", "", rest)
        if strange.search(rest):
            left.add(text.strip())
    return left


def visit(page: Page, path: str) -> list[str]:
    if path.startswith("/wall"):
        expect(page.locator("[data-part=board][data-state=live]")).to_be_visible(timeout=30_000)
    else:
        expect(page.locator(".steward-store")).to_be_visible(timeout=30_000)
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.wait_for_timeout(700)
    return page.evaluate(VISIBLE)


@pytest.mark.parametrize(("lang", "strange"), [("zh", ENGLISH), ("en", CHINESE)])
def test_no_page_says_a_word_in_the_other_language(
    chromium: Browser, served: RealHouse, lang: str, strange: re.Pattern[str]
) -> None:
    number = {"number": served.repair, "help": served.help, "unit": UNIT}
    context, _ = served.somebody(chromium, "duty01", lang)
    said: dict[str, set[str]] = {}
    with context:
        watched = Watched(served, context)
        for path in PAGES:
            page = watched.open(path.format(**number))
            texts = visit(page, path)
            assert (path, len(texts) > 5) == (path, True)
            if found := foreign([*texts, page.title()], strange):
                said[path] = found
            assert page.locator("html").get_attribute("lang") == {"zh": "zh-CN", "en": "en"}[lang]
        watched.open("/")
        expect(page.locator(".steward-store")).to_be_visible(timeout=30_000)
        page.locator(".st-key-steward-head [data-testid=stPopover] button").click()
        page.wait_for_timeout(500)
        if found := foreign(page.evaluate(VISIBLE), strange):
            said["menu"] = found
    assert said == {}


@pytest.mark.parametrize(("lang", "strange"), [("zh", ENGLISH), ("en", CHINESE)])
def test_who_holds_no_role_or_lacks_a_page_is_told_so_in_the_own_language(
    chromium: Browser, served: RealHouse, lang: str, strange: re.Pattern[str]
) -> None:
    for account, path, title in (
        ("away01", "/", {"zh": "你今天在各项目都没有角色", "en": "You have no role at any site today"}),
        ("tech01", "/files", {"zh": "没有这一页", "en": "do not open this page"}),
        ("audit01", "/call", {"zh": "没有这一页", "en": "do not open this page"}),
    ):
        context, _ = served.somebody(chromium, account, lang)
        with context:
            page = Watched(served, context).open(path)
            expect(page.get_by_test_id("stMain").get_by_text(title[lang])).to_be_visible(timeout=30_000)
            assert foreign(page.evaluate(VISIBLE), strange) == set()
