"""The morning of an exam on desk and phone: roll-call by tick and by code, a missing head, the reserve, a failed room."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from console.exam.codes import address
from projections.exam.day import exam_day
from tests.browser.exam_console import ExamConsole, build_exam, say, settled
from tests.browser.seats import Seats
from tests.domain.roster.exam import CODE
from tests.domain.school import bad
from tests.projections.exam_office import COURT

pytestmark = pytest.mark.browser

DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
Open = Callable[..., Page]
LIVE = "[data-part=exam][data-state=live]"
CUT = """nodes => nodes.filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.textContent)"""
"""What of the nodes is not shown whole."""
GAPS = {"zh": "报缺", "en": "Gaps"}
POSTS, ROOMS, RESERVE = ("[data-tile=posts]", "[data-tile=rooms]", "[data-tile=reserve]")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ExamConsole]:
    built = build_exam(tmp_path_factory.mktemp("built"))
    with ExamConsole(built, tmp_path_factory.mktemp("exam")) as school:
        yield school


@pytest.fixture(scope="module")
def seats(school: ExamConsole, chromium: Browser) -> Iterator[Seats]:
    """The browsers of the school; they leave before the console does."""
    with Seats(chromium, school.url("")) as seats:
        yield seats


@pytest.fixture
def opened(school: ExamConsole, seats: Seats) -> Iterator[Open]:
    """Opens the board as somebody sees it, once it is live."""
    pages: list[Page] = []

    def open_board(
        account: str, size: ViewportSize, path: str = "", drawn: str = LIVE, lang: str = "zh"
    ) -> Page:
        locale = {"zh": "zh-CN", "en": "en-GB"}[lang]
        page = seats.sit(
            school.signed_in(account, lang), viewport=size, locale=locale, timezone_id="Asia/Shanghai"
        )
        pages.append(page)
        page.goto(school.url(path or f"/exam?c={CODE}"))
        page.wait_for_selector(drawn, timeout=30_000)
        return page

    yield open_board
    for page in pages:
        seats.leave(page)


def number(page: Page, tile: str) -> str:
    return page.locator(f"{tile} .number").inner_text().replace("\n", "").replace(" ", "")


def tell_late(leader: Page) -> None:
    """Somebody has phoned: a time that cannot be is refused in the form, and what was typed stays."""
    court = leader.locator("[data-person=g3]")
    court.locator(".who").click()
    leader.get_by_role("button", name="晚到").click()
    leader.locator("[name=expected_at]").fill("05:10")
    leader.locator("[name=why]").fill("公交晚点")
    leader.locator("[data-part=ask] .filled").click()
    expect(leader.locator(".refused")).to_contain_text("不在现在到本班结束之间")
    expect(leader.locator("[name=why]")).to_have_value("公交晚点")
    leader.locator("[name=expected_at]").fill("06:50")
    leader.locator("[data-part=ask] .filled").click()
    expect(court).to_contain_text("约 06:50 到")
    expect(court).to_contain_text("公交晚点")
    sizes = [one.bounding_box() for one in leader.locator("[data-part=posts] .verb").all()]
    assert sizes
    assert all(box is not None and box["height"] >= 48 for box in sizes)
    assert leader.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_whole_morning_of_roll_call_and_a_missing_head(school: ExamConsole, opened: Open) -> None:
    desk = opened("plan", DESK)
    leader = opened("leader", PHONE)
    expect(desk.locator(f"{POSTS} .number")).to_have_text("0/3")

    leader.locator("[data-person=g1] [data-verb=arrive]").click()
    expect(desk.locator(f"{POSTS} .number")).to_have_text("1/3")

    second = opened("g2", PHONE, address(school.house, "s1", CODE, "P2"))
    second.locator("[data-verb=check_in]").click()
    expect(second.locator("[data-part=checkin] p")).to_contain_text("已到岗")
    expect(desk.locator(f"{POSTS} .number")).to_have_text("2/3")
    expect(desk.locator("[data-post=P2] > header .figure")).to_have_text("2/2")

    lost = opened("g3", PHONE, address(school.house, "s1", CODE, "P2"))
    lost.locator("[data-verb=check_in]").click()
    expect(lost.locator("[data-part=checkin] p")).to_contain_text("你的岗位是 球场门")

    tell_late(leader)
    school.clock.forward(minutes=41)
    expect(desk.locator("[data-part=decide] .item").first).to_contain_text("球场门缺 1 人", timeout=15_000)
    expect(desk.locator("[data-post=P5]")).to_have_class(re.compile("red"))
    desk.locator("[data-part=decide] [data-verb=send]").first.click()
    expect(desk.locator("[data-part=decide] .item")).to_have_count(0)
    expect(desk.locator(f"{RESERVE} .figure")).to_have_text("1")

    expect(desk.locator("[data-part=count] .word")).to_have_text("还不能放行：等到 07:10")
    watch_motion(desk)
    leader.locator("[data-post=P5] [data-person=r1] [data-verb=arrive]").click()
    expect(desk.locator(f"{POSTS} .number")).to_have_text("3/3")
    assert any("fresh" in one for one in moved(desk))
    expect(desk.locator("[data-part=announcer]")).to_have_text("应到 3 人，已到 3 人")
    told = exam_day(school.house.views, site="s1", campaign=CODE)
    assert number(desk, POSTS) == f"{told.here}/{told.heads}"
    assert desk.locator(f"{RESERVE} .figure").inner_text() == str(told.reserve_left)

    school.clock.forward(minutes=140)
    expect(desk.locator("[data-part=exam]")).to_have_attribute("data-quiet", "true", timeout=15_000)
    watch_motion(desk)
    say(school.house, "duty.leave_post", "leader", duty=COURT, person="r1", why="就医")
    expect(desk.locator("[data-post=P5]")).to_have_class(re.compile("red"))
    assert moved(desk)
    assert not any("fresh" in one for one in moved(desk)), "EXM-32: colours change, nothing moves"
    expect(desk.locator("[data-part=announcer]")).to_have_text("")
    expect(desk.locator("[data-part=quiet]")).to_contain_text("静默到 11:30")


def watch_motion(page: Page) -> None:
    """From now on keep how each card of a post looked when it came."""
    page.locator("[data-part=posts] .list").evaluate(
        """list => {
          window.cards = [];
          window.watching?.disconnect();
          window.watching = new MutationObserver((seen) => seen.forEach((one) =>
            one.addedNodes.forEach((node) => window.cards.push(node.className))));
          window.watching.observe(list, { childList: true });
        }"""
    )


def moved(page: Page) -> list[str]:
    return page.evaluate("window.cards")


def test_each_tab_of_the_phone_shows_its_part_alone_and_a_call_is_noted_and_answered(
    school: ExamConsole, opened: Open
) -> None:
    phone = opened("leader", PHONE)
    expect(phone.locator(".cell").first).to_be_hidden()
    phone.locator("[data-to=rooms]").click()
    expect(phone.locator(".cell:visible")).to_have_count(44)
    expect(phone.locator("[data-part=posts]")).to_be_hidden()
    phone.locator("[data-to=calls]").click()
    expect(phone.locator("[data-part=calls]")).to_contain_text("没有待答的呼叫")
    phone.locator("[data-verb=call]").click()
    phone.locator("[name=what]").fill("对讲机没电")
    phone.locator("[name=place]").fill("大门岗")
    phone.locator("[data-part=ask] .filled").click()
    expect(phone.locator("[data-part=calls] .line")).to_contain_text("大门岗，罗队长")
    phone.locator("[data-verb=answer]").click()
    expect(phone.locator("[data-part=calls]")).to_contain_text("没有待答的呼叫")
    phone.locator("[data-to=decide]").click()
    expect(phone.locator("[data-part=reserve] .line")).to_have_count(2)
    expect(phone.locator("[data-part=decide]")).to_be_visible()
    expect(phone.locator("[data-part=calls]")).to_be_hidden()
    sizes = [one.bounding_box() for one in phone.locator("[data-part=tabs] button").all()]
    assert all(box is not None and box["height"] >= 48 for box in sizes)


@pytest.mark.parametrize(("lang", "room"), [("zh", "D302"), ("en", "D303")])
def test_a_phone_s_countdown_and_number_there_take_one_band_and_the_roll_call_the_screen(
    school: ExamConsole, opened: Open, lang: str, room: str
) -> None:
    phone = opened("leader", PHONE, lang=lang)
    posts, count, here = (
        settled(phone.locator(part))
        for part in ("[data-part=posts]", "[data-part=count] .figure", f"{POSTS} .figure")
    )
    assert abs(count["y"] - here["y"]) < count["height"]
    assert posts["y"] <= 300, "with the silence and the wait for the liaison in two lines each"
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    inside = "node => node.getBoundingClientRect().right <= innerWidth"
    assert all(one.evaluate(inside) for one in phone.locator("[data-part=posts] .figure").all())
    expect(phone.locator("[data-verb=call]")).to_be_hidden()
    told = exam_day(school.house.views, site="s1", campaign=CODE)
    waits = len(told.room_decisions) + len(told.post_decisions) + told.waits_for_word
    say(school.house, "rooms.check", "tech01", room=room, walk="t5", items=[bad("air", "on", "不送风")])
    expect(phone.locator("[data-to=decide]")).to_contain_text(str(waits + 1))
    expect(phone.locator("[data-to=decide]")).to_have_class("tab red")
    again = {**bad("air", "on", ""), "passed": True, "cause": "已送电"}
    say(school.house, "rooms.recheck", "tech01", room=room, walk="t5", items=[again])
    expect(phone.locator("[data-to=decide]")).to_have_text(f"{GAPS[lang]} {waits}" if waits else GAPS[lang])


def test_the_line_of_the_day_cuts_no_milestone_s_name(opened: Open) -> None:
    """Long English names stand in two lines, on a narrow desk in three."""
    desk = opened("plan", DESK, lang="en")
    for width in (1440, 1000):
        desk.set_viewport_size({"width": width, "height": 900})
        names = desk.locator("[data-part=line] .mark b")
        assert names.count() == 8
        assert names.evaluate_all(CUT) == []
        boxes = sorted((settled(one) for one in names.all()), key=lambda box: box["x"])
        for one, other in pairwise(boxes):
            assert one["x"] + one["width"] <= other["x"] or abs(one["y"] - other["y"]) >= 18


def test_a_failed_room_is_swapped_for_a_spare_with_one_press(school: ExamConsole, opened: Open) -> None:
    desk = opened("plan", DESK)
    expect(desk.locator(f"{ROOMS} .number")).to_have_text("40/40")
    items = [bad("air", "cooling", "不制冷")]
    say(school.house, "rooms.check", "tech01", room="D401", walk="t2", items=items)
    expect(desk.locator("[data-room=D401]")).to_have_class(re.compile("failed"))
    expect(desk.locator(f"{ROOMS} .number")).to_have_text("39/40")
    expect(desk.locator("[data-part=decide]")).to_contain_text("8 项检查按原期限重开")
    desk.locator("[data-verb=swap]").click()
    expect(desk.locator(f"{ROOMS} .number")).to_have_text("40/40")
    expect(desk.locator(f"{ROOMS} .said")).to_have_text("备用剩 3 间")
    expect(desk.locator("[data-room=D401]")).to_have_class(re.compile("out_of_use"))


def test_a_past_moment_is_violet_stands_still_and_offers_nothing_but_the_way_back(
    school: ExamConsole, opened: Open
) -> None:
    path = f"/exam?c={CODE}&as_of=2026-06-07T05:50:00%2B08:00"
    desk = opened("leader", DESK, path, "[data-part=exam][data-state=past]")
    expect(desk.locator(f"{POSTS} .number")).to_have_text("0/3")
    expect(desk.locator("[data-part=past]")).to_contain_text("05:50:00")
    violet = desk.locator("[data-part=exam]").evaluate("node => getComputedStyle(node).borderTopColor")
    assert violet == "rgb(90, 63, 160)"
    assert desk.locator("[data-part=exam] button:visible").all_inner_texts() == ["回到现在"]
    assert "as_of=2026" in str(desk.locator("[data-room=D101]").get_attribute("href"))
    desk.get_by_role("button", name="回到现在").click()
    desk.wait_for_selector(LIVE, timeout=30_000)
    assert "as_of" not in desk.url


@pytest.mark.parametrize(("view", "size"), [("roster", DESK), ("rooms", PHONE), ("exam", PHONE)])
def test_a_past_moment_is_asked_for_by_keyboard(
    school: ExamConsole, opened: Open, view: str, size: ViewportSize
) -> None:
    entry = opened("plan", size, f"/{view}?c={CODE}", "details.steward-as-of")
    entry.locator("details.steward-as-of summary").focus()
    entry.keyboard.press("Enter")
    box = settled(entry.locator("details.steward-as-of > div"))
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    entry.locator("details.steward-as-of input[name=as_of]").fill("2026-06-07T05:49:00")
    entry.keyboard.press("Enter")
    entry.wait_for_url("**as_of=2026-06-07T05*49*")
    expect(entry.get_by_text("05:49").filter(visible=True).first).to_be_visible(timeout=15_000)
    assert f"c={CODE}" in entry.url


def test_the_wall_shows_the_same_numbers_and_offers_nothing_to_press(
    school: ExamConsole, opened: Open
) -> None:
    wall = opened("leader", {"width": 1920, "height": 1080}, f"/wall/exam?c={CODE}")
    told = exam_day(school.house.views, site="s1", campaign=CODE)
    expect(wall.locator(f"{POSTS} .number")).to_have_text(f"{told.here}/{told.heads}")
    expect(wall.locator(".cell")).to_have_count(44)
    assert wall.locator("button:visible").count() == 0
    assert wall.evaluate("document.documentElement.scrollHeight") <= 1080


def test_the_wall_counts_what_has_no_room_cuts_no_milestone_and_says_when_none_is_left(
    school: ExamConsole, opened: Open
) -> None:
    for room in ("D402", "D501", "D502"):
        items = [bad("air", "cooling", "不制冷")]
        say(school.house, "rooms.check", "tech01", room=room, walk="t2", items=items)
    wall = opened("leader", {"width": 1920, "height": 1080}, f"/wall/exam?c={CODE}&lang=en")
    told = exam_day(school.house.views, site="s1", campaign=CODE)
    beyond = len(told.post_decisions) + len(told.room_decisions) + told.waits_for_word - 2
    expect(wall.locator("[data-part=decide] .item:visible")).to_have_count(2)
    expect(wall.locator("[data-part=decide] .more")).to_have_text(f"and {beyond} more")
    for part in (".to", ".rest"):
        assert wall.locator(f"[data-part=count] {part}").evaluate(
            "node => node.scrollWidth <= node.clientWidth"
        )
    assert wall.evaluate("document.documentElement.scrollHeight") <= 1080
    wall.set_viewport_size({"width": 1920, "height": 700})
    more = wall.locator("[data-part=posts] .more")
    expect(more).to_be_visible()
    manned = [one for one in told.posts if one.state in ("on", "coming")]
    seen = wall.locator(".post:visible").count()
    expect(more).to_have_text(f"and {len(manned) - seen} more posts")
    school.clock.forward(days=3)
    expect(wall.locator("[data-part=count] .to")).to_have_text("No milestone is left", timeout=15_000)
    expect(wall.locator("[data-part=count] .figure")).to_be_hidden()
