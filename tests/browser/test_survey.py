"""A survey round in a real browser, in both languages: a pile of paper from the door to the report, and on a phone."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from console.languages import Translator
from domain.surveys.form import Form, form_stream
from projections.surveys.record import survey_problems
from projections.surveys.survey import survey
from projections.surveys.whole_rows import WholeSurvey
from tests.browser.house_console import Clock, HouseConsole
from tests.console.houses import order, small_house

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NINE = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
PATIENCE_MS = 60_000
GLAD = {
    "security": 5, "cleaning": 4, "facilities": 4, "charge": 4, "convenience": 4, "attitude": 4, "overall": 4,
}  # fmt: skip


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HouseConsole]:
    house = small_house(tmp_path_factory.mktemp("house"), Clock(NINE))
    with HouseConsole(house) as served:
        yield served


class Walk:
    """One round in one language, as several people work on it."""

    def __init__(self, served: HouseConsole, chromium: Browser, lang: str, width: int = 1440) -> None:
        self.served, self.chromium, self.lang, self.width = served, chromium, lang, width
        self.t: Callable[..., str] = Translator.for_language(lang).t
        self.code = f"yearly-{lang}-{width}"
        plan = {"name": "2026年度满意度调查", "template": "central_survey", "starts": "2026-11-22"}
        for number, (do, given) in enumerate((("plan", plan), ("freeze_frame", {}), ("draw", {"forms": 6}))):
            self.order(do, str(number), **given)

    def order(self, do: str, id: str, **given: Any) -> None:
        order(self.served.house, f"survey.{do}", f"{self.code} {id}", by="desk01", survey=self.code, **given)

    def page(self, account: str, panel: str) -> Page:
        context = self.served.somebody(
            self.chromium, account, self.lang, viewport={"width": self.width, "height": 900}
        )
        page = context.new_page()
        page.goto(self.served.url(f"/survey?survey={self.code}&panel={panel}&site=s1"))
        expect(page.locator(".survey.tiles .tile").first).to_be_visible(timeout=PATIENCE_MS)
        return page

    def state(self) -> WholeSurvey:
        return survey(self.served.house.views, site="s1", code=self.code)

    def form(self, number: int) -> Form:
        return self.served.house.log.get(Form, form_stream("s1", self.code, number))


def log(page: Page) -> Locator:
    return page.locator(".survey .log li")


def key(page: Page, digits: str) -> None:
    """From the form's number through its answers to the field of comments, without waiting for anything."""
    page.locator("input[name=number]").press("Enter")
    for digit in digits:
        page.keyboard.press(digit)


@pytest.mark.parametrize("lang", [pytest.param("zh", marks=pytest.mark.whole), "en"])
def test_a_pile_of_paper_goes_from_the_door_to_the_report(
    served: HouseConsole, chromium: Browser, lang: str
) -> None:
    walk = Walk(served, chromium, lang)
    _hand_out_and_take_back(walk)
    _key_first(walk)
    _key_second(walk)
    _settle_and_judge(walk)
    _put_right(walk)
    _close_and_report(walk)


def _hand_out_and_take_back(walk: Walk) -> None:
    """A burst of numbers and Enter: the field is empty again at once and keeps the focus."""
    t, page = walk.t, walk.page("tech01", "collecting")
    numbers = page.locator("input[name=numbers]")
    numbers.click()
    page.keyboard.type("1-3\n")
    page.keyboard.type("4\n")
    expect(numbers).to_have_value("")
    expect(numbers).to_be_focused()
    expect(log(page).filter(has_text=t("handed out"))).to_have_count(2, timeout=PATIENCE_MS)
    page.get_by_role("button", name=t("Take back"), exact=True).click()
    for number in "1234":
        page.keyboard.type(f"{number}\n")
    expect(log(page).filter(has_text=t("taken back"))).to_have_count(4, timeout=PATIENCE_MS)
    page.keyboard.type("4\n")
    expect(log(page).get_by_role("button", name=t("Correct"))).to_be_visible(timeout=PATIENCE_MS)
    log(page).get_by_role("button", name=t("Correct")).click()
    expect(numbers).to_have_value("4")
    assert (walk.state().funnel.issued, walk.state().funnel.returned) == (4, 4)
    page.context.close()


def _key_first(walk: Walk) -> None:
    """Digits alone; the next paper's number is there at once, whatever the page is doing."""
    t, page = walk.t, walk.page("tech01", "keying")
    number = page.locator("input[name=number]")
    expect(number).to_have_value("1")
    key(page, "5444444")
    page.keyboard.type("夜里水泵有响声")
    page.keyboard.press("Control+Enter")
    expect(number).to_have_value("2")
    key(page, "5444447")
    expect(page.locator(".answer.wrong")).to_contain_text(t("not on the scale of 1 to {most}", most=5))
    page.keyboard.press("Backspace")
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    expect(number).to_have_value("3")
    key(page, "5444442")
    page.keyboard.press("Tab")
    page.keyboard.type("楼道灯不亮")
    page.keyboard.press("Enter")
    expect(number).to_have_value("4")
    key(page, "5444444")
    page.keyboard.press("Enter")
    expect(log(page).filter(has_text=t("form {number} keyed", number=4))).to_be_visible(timeout=PATIENCE_MS)
    expect(log(page)).to_have_count(4)
    assert [walk.form(one).keyers for one in (1, 2, 3, 4)] == [("tech01",)] * 4
    page.context.close()


def _key_second(walk: Walk) -> None:
    """Another person keys each again and sees nothing of the first; form 2 differs in two answers."""
    page = walk.page("duty01", "keying")
    expect(page.locator("input[name=number]")).to_have_value("1", timeout=PATIENCE_MS)
    expect(page.get_by_text("夜里水泵有响声")).to_have_count(0)
    for digits in ("5444444", "5244442", "5444442", "5444444"):
        key(page, digits)
        page.keyboard.press("Enter")
    expect(log(page).filter(has_text=walk.t("form {number} keyed", number=4))).to_be_visible(
        timeout=PATIENCE_MS
    )
    assert walk.form(1).answers == GLAD
    assert walk.form(2).answers is None
    page.context.close()


def _settle_and_judge(walk: Walk) -> None:
    """One press a question that differs; then a form is judged invalid with its reason."""
    t, page = walk.t, walk.page("desk01", "differences")
    card = page.locator("[data-form='2']")
    expect(card.locator("tr.differs")).to_have_count(2, timeout=PATIENCE_MS)
    for row, points in ((0, "4"), (1, "2")):
        card.locator("tr.differs").nth(row).get_by_role("button", name=points).click()
    expect(page.get_by_text(t("No two keyings differ."))).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator(".survey .refused")).to_have_count(0)
    page.goto(walk.served.url(f"/survey?survey={walk.code}&panel=forms&form=4&site=s1"))
    row = page.locator("[data-key='form:valid']")
    row.get_by_role("button", name=t("Not valid")).click(timeout=PATIENCE_MS)
    row.locator("select").select_option("not_this_household")
    row.locator("form").get_by_role("button", name=t("Not valid")).click()
    said = t("not valid: {why}", why=t("not filled in by this household"))
    expect(page.locator("[data-key='form:valid']")).to_contain_text(said, timeout=PATIENCE_MS)
    assert walk.form(2).answers == {**GLAD, "overall": 2}
    page.context.close()


def _put_right(walk: Walk) -> None:
    """The problem that was noted while keying becomes a slip and a ticket."""
    t, page = walk.t, walk.page("desk01", "problems")
    row = page.locator("[data-key='problem:3/1']")
    expect(row).to_contain_text("楼道灯不亮", timeout=PATIENCE_MS)
    for verb in (t("Say whose matter it is"), t("Issue the slip")):
        row.get_by_role("button", name=verb).click(timeout=PATIENCE_MS)
        row.locator("form").get_by_role("button", name=verb).click()
        expect(row.locator("form")).to_have_count(0, timeout=PATIENCE_MS)
    expect(row.locator("a", has_text=t("ticket {number}", number=""))).to_be_visible(timeout=PATIENCE_MS)
    (noted,) = survey_problems(walk.served.house.views, site="s1", code=walk.code)
    assert (noted.form, noted.same_day, bool(noted.ticket)) == (3, True, True)
    page.context.close()


def _close_and_report(walk: Walk) -> None:
    t, page = walk.t, walk.page("desk01", "steps")
    close = page.locator("[data-key='survey:close']")
    close.get_by_role("button", name=t("Close the collection")).click(timeout=PATIENCE_MS)
    report = page.locator("[data-key='survey:report']")
    report.get_by_role("button", name=t("Report")).click(timeout=PATIENCE_MS)
    report.locator("textarea").fill("照明问题为主，冬季前更换")
    report.locator("form").get_by_role("button", name=t("Report")).click()
    expect(report.locator(".chip")).to_have_text(t("reported"), timeout=PATIENCE_MS)
    state = walk.state()
    assert state.row.state == "reported"
    (told,) = state.reports
    assert (told.then.issued, told.then.returned, told.then.valid) == (4, 4, 3)
    assert told.then.satisfaction is not None
    assert (told.then.satisfaction.happy, told.then.satisfaction.answered) == (1, 3)
    page.context.close()


@pytest.mark.parametrize("panel", ["collecting", "keying", "steps"])
def test_on_a_phone_nothing_is_wider_than_the_screen_and_every_verb_fits_a_thumb(
    served: HouseConsole, chromium: Browser, panel: str, request: pytest.FixtureRequest
) -> None:
    walk = request.getfixturevalue("phone_walk")
    page = walk.page("desk01", panel)
    button = page.locator(".survey .press.main, .ledger .verb").first
    expect(button).to_be_visible(timeout=PATIENCE_MS)
    box = button.bounding_box()
    assert box
    assert box["height"] >= 48
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()


@pytest.fixture(scope="module")
def phone_walk(served: HouseConsole, chromium: Browser) -> Walk:
    walk = Walk(served, chromium, "en", 390)
    walk.order("issue_forms", "out", forms=[1, 2])
    walk.order("return_forms", "back", forms=[1])
    return walk


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("markup", "**x** [a](http://b) :red[c] $x$ <b> `d` ~~e~~ :blue-badge[f]"),
        ("later", "1. :material_home: :material/add: -> www.b.cn x@b.cn :smile: &amp; :streamlit:"),
    ],
)
def test_a_hostile_name_of_a_round_reads_as_it_was_typed(
    served: HouseConsole, chromium: Browser, code: str, typed: str
) -> None:
    """What Streamlit's Markdown makes of the page's title is known to a browser alone."""
    order(
        served.house, "survey.plan", code, by="desk01", survey=code, name=typed,
        template="central_survey", starts="2026-11-22",
    )  # fmt: skip
    context = served.somebody(chromium, "desk01")
    page = context.new_page()
    page.goto(served.url(f"/survey?survey={code}&site=s1"))
    title = page.get_by_role("heading", level=1)
    expect(title).to_be_visible(timeout=PATIENCE_MS)
    assert title.inner_text().replace("\N{WORD JOINER}", "").strip() == typed
    assert title.locator("a, strong, img, .katex, [role=img]").count() == 0
    context.close()
