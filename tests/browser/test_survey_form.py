"""A household answers on its telephone, over a line that comes and goes; whatever it typed stays (SVY-11, SVY-16)."""

import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from starlette.routing import BaseRoute

from console.surveyform import SurveyForms
from tests.browser.house_console import HouseConsole
from tests.browser.line import Line
from tests.console.surveying import KEY, Clock, form_of, path_of, survey, surveyed_house, told

pytestmark = pytest.mark.browser

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
WORDS = {
    "zh": {
        "locale": "zh-CN",
        "content": "满意",
        "not_sent": "尚未提交。",
        "no_line": "网络不通",
        "answered": "本户已于 11月22日 16:45 作答，谢谢！",
        "open": "“总体满意度”没有作答",
        "ended": "调查已于 11月22日 16:45 结束",
    },
    "en": {
        "locale": "en-GB",
        "content": "satisfied",
        "not_sent": "Not sent yet.",
        "no_line": "There is no line.",
        "answered": "Answered on 22 Nov 16:45. Thank you!",
        "open": "“Overall” is not answered.",
        "ended": "The survey ended at 22 Nov 16:45.",
    },
}
ONCE = ["FormIssued", "FormAnswered"]


class SurveyConsole(HouseConsole):
    """The console with the open pages of its surveys."""

    @property
    def routes(self) -> Sequence[BaseRoute]:
        return SurveyForms(self.house).routes()


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HouseConsole]:
    with SurveyConsole(surveyed_house(tmp_path_factory.mktemp("surveyed"), Clock())) as served:
        yield served


@contextmanager
def household(
    chromium: Browser, console: HouseConsole, lang: str = "zh", **options: Any
) -> Generator[tuple[BrowserContext, Page]]:
    """A browser of its own; whatever its console said in red fails the test, but for a line that is away."""
    context = chromium.new_context(
        locale=WORDS[lang]["locale"], **{"base_url": console.url("/"), **PHONE, **options}
    )
    page, troubles = context.new_page(), list[str]()
    page.on("pageerror", lambda trouble: troubles.append(str(trouble)))
    page.on("console", lambda line: troubles.append(line.text) if "Security" in line.text else None)
    yield context, page
    context.close()
    assert troubles == []


def choose(page: Page, theme: str, points: int) -> None:
    page.locator(f"input[name=theme-{theme}][value='{points}']").check()


@pytest.mark.parametrize(("lang", "number"), [("zh", 1), ("en", 2)])
def test_what_is_typed_without_a_line_survives_a_reload_and_is_sent_once_when_the_line_is_back(
    chromium: Browser, console: HouseConsole, lang: str, number: int
) -> None:
    """SVY-16."""
    said = WORDS[lang]
    with (
        Line(console.port) as line,
        household(chromium, console, lang, base_url=line.url("/")) as (_, page),
    ):
        page.goto(path_of(console.house, number))
        expect(page.locator("html[data-kept=yes]")).to_be_attached()
        line.cut()
        page.get_by_text(said["content"], exact=True).first.click()
        choose(page, "overall", 2)
        page.locator("#comment").fill("电梯常停\n晚上太吵")
        page.locator("button").click()
        expect(page.locator("#standing")).to_contain_text(said["not_sent"])
        expect(page.locator("#standing")).to_contain_text(said["no_line"])
        page.reload()
        expect(page.locator("#standing")).to_contain_text(said["no_line"])
        expect(page.locator("#comment")).to_have_value("电梯常停\n晚上太吵")
        expect(page.locator("input[name=theme-security][value='4']")).to_be_checked()
        assert told(console.house, number) == ["FormIssued"]
        line.mend()
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.locator(".said")).to_contain_text(said["answered"])
        assert page.locator("textarea").count() == 0
        line.cut()
        page.reload()
        expect(page.locator(".said")).to_contain_text(said["answered"])
    assert told(console.house, number) == ONCE
    assert form_of(console.house, number).answers == {"security": 4, "overall": 2}


def test_another_of_the_household_sees_that_it_is_answered_and_not_what(
    chromium: Browser, console: HouseConsole
) -> None:
    """SVY-16: one household once; what the second one had begun to type is forgotten."""
    path = path_of(console.house, 3)
    with (
        household(chromium, console) as (_, one),
        household(chromium, console) as (_, other),
    ):
        for page in (one, other):
            page.goto(path)
            choose(page, "overall", 5)
            page.locator("#comment").fill("谢谢保洁")
        one.locator("button").click()
        expect(one.locator(".said.sent")).to_contain_text(WORDS["zh"]["answered"])
        other.locator("button").click()
        expect(other.locator(".said")).to_contain_text(WORDS["zh"]["answered"])
        assert "谢谢保洁" not in other.content()
        other.reload()
        expect(other.locator(".said")).to_contain_text(WORDS["zh"]["answered"])
        other.wait_for_function("localStorage.length === 0")
    assert told(console.house, 3) == ONCE


def test_an_acknowledgement_that_is_lost_on_the_way_costs_no_second_form(
    chromium: Browser, console: HouseConsole
) -> None:
    """SVY-16: the browser sends the same once more and is told the same."""
    sent: list[str] = []

    def lose_the_first(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        sent.append(route.request.post_data or "")
        answer = route.fetch()
        route.abort() if len(sent) == 1 else route.fulfill(response=answer)

    with household(chromium, console, service_workers="block") as (_, page):
        page.route("**/s/**", lose_the_first)
        page.goto(path_of(console.house, 4))
        choose(page, "overall", 4)
        page.locator("button").click()
        expect(page.locator(".said.sent")).to_be_visible(timeout=15_000)
    assert len(sent) == 2
    assert sent[0] == sent[1]
    assert told(console.house, 4) == ONCE


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_refusal_stands_beside_its_question_and_what_was_typed_stays(
    chromium: Browser, console: HouseConsole, lang: str
) -> None:
    with household(chromium, console, lang) as (_, page):
        page.goto(path_of(console.house, 5))
        choose(page, "security", 1)
        page.locator("#comment").fill("路灯不亮")
        page.locator("button").click()
        card = page.locator(".card.open")
        expect(card).to_contain_text(WORDS[lang]["open"])
        expect(card.locator("input").first).to_be_focused()
        expect(page.locator("#standing")).to_contain_text(WORDS[lang]["not_sent"])
        expect(page.locator("#comment")).to_have_value("路灯不亮")
        expect(page.locator("input[name=theme-security][value='1']")).to_be_checked()
    assert told(console.house, 5) == ["FormIssued"]


def test_the_language_can_be_changed_while_typing(chromium: Browser, console: HouseConsole) -> None:
    with household(chromium, console) as (_, page):
        page.goto(path_of(console.house, 6))
        choose(page, "overall", 3)
        page.locator("#comment").fill("快递柜太少")
        page.get_by_role("link", name="English").click()
        expect(page.get_by_role("button", name="Send")).to_be_visible()
        expect(page.locator("#comment")).to_have_value("快递柜太少")
        expect(page.locator("input[name=theme-overall][value='3']")).to_be_checked()
        assert page.evaluate("document.documentElement.lang") == "en"


def test_without_a_script_the_form_works_as_a_plain_one(chromium: Browser, console: HouseConsole) -> None:
    with household(chromium, console, java_script_enabled=False) as (_, page):
        page.goto(path_of(console.house, 7))
        choose(page, "security", 2)
        page.locator("button").click()
        expect(page.locator(".card.open")).to_contain_text(WORDS["zh"]["open"])
        expect(page.locator("input[name=theme-security][value='2']")).to_be_checked()
        choose(page, "overall", 2)
        page.locator("button").click()
        expect(page.locator(".said.sent")).to_contain_text(WORDS["zh"]["answered"])
    assert form_of(console.house, 7).answers == {"security": 2, "overall": 2}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("lang", "width"), [("zh", 390), ("en", 390), ("en", 320), ("zh", 1440)])
def test_nothing_is_wider_than_the_screen_and_every_target_is_large_enough(
    chromium: Browser, console: HouseConsole, lang: str, width: int, scheme: str
) -> None:
    size = {"width": width, "height": 800}
    with household(chromium, console, lang, viewport=size, color_scheme=scheme) as (_, page):
        page.goto(path_of(console.house, 8))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        targets = page.locator(".choices label, button, nav a, textarea")
        assert min(targets.evaluate_all("all => all.map(one => one.offsetHeight)")) >= 48
        ground, ink = page.evaluate(
            "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).color]"
        )
        assert (ground, ink) == {
            "light": ("rgb(244, 246, 245)", "rgb(23, 32, 28)"),
            "dark": ("rgb(16, 21, 20)", "rgb(231, 237, 234)"),
        }[scheme]
        button = page.locator("button").bounding_box()
        assert button is not None
        assert button["y"] + button["height"] <= 800, "the one button stays in sight"


def test_the_close_while_somebody_types_leaves_what_was_typed_in_sight(
    chromium: Browser, console: HouseConsole
) -> None:
    with household(chromium, console) as (_, page):
        page.goto(path_of(console.house, 9))
        choose(page, "overall", 1)
        page.locator("#comment").fill("门禁坏了")
        survey(console.house, "close_collection", survey=KEY)
        page.locator("button").click()
        expect(page.locator(".said.no")).to_contain_text(WORDS["zh"]["ended"])
        expect(page.locator("#comment")).to_have_value("门禁坏了")
        expect(page.locator("button")).to_be_hidden()
        survey(console.house, "reopen_collection", survey=KEY, why="漏收")
        page.reload()
        expect(page.locator("#comment")).to_have_value("门禁坏了")
        page.locator("button").click()
        expect(page.locator(".said.sent")).to_be_visible()
    assert told(console.house, 9) == ONCE


def test_the_page_is_light(chromium: Browser, console: HouseConsole) -> None:
    """For a weak line: page, style and script together, without the fonts, which nothing waits for."""
    with household(chromium, console, service_workers="block") as (_, page):
        sizes: dict[str, int] = {}
        page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}))
        page.goto(path_of(console.house, 10))
        page.wait_for_load_state("networkidle")
        ours = {url: size for url, size in sizes.items() if re.search(r"/s/", url)}
        assert len(ours) == 4
        assert sum(ours.values()) < 40_000
