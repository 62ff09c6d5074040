"""A new coordinator's whole exam in the browser, from the template to the debrief, as the README's tour tells it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from console.exam.codes import address
from tests.browser.exam_console import ExamConsole
from tests.browser.exam_school import CODE, PHONE, School, build_school
from tests.domain.campaigning import FACTS, template
from tests.domain.school import SPARES

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME, LIVE = "2026年高考", "[data-part=exam][data-state=live]"
EXAM = template("exam_support")
assert EXAM.sheets
SHEETS = EXAM.sheets
HANDS = {
    "security": (22, ["guard"]),
    "maintenance": (6, ["electrician"]),
    "cleaning": (7, ["cleaning"]),
    "warm_help": (2, []),
    "emergency": (2, []),
}
"""Who is enlisted beside those of the test's own hand: how many in a group, and what they can do."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_school(tmp_path_factory.mktemp("school"))


@pytest.fixture(params=["zh", pytest.param("en", marks=pytest.mark.whole)])
def school(
    request: pytest.FixtureRequest, built: Path, tmp_path: Path, chromium: Browser
) -> Iterator[School]:
    with ExamConsole(built, tmp_path / "school", "09:00", day=1) as console:
        school = School(console, chromium, request.param)
        yield school
        school.leave()


def test_an_exam_from_the_template_to_the_debrief(school: School) -> None:
    """CMP-02, EXM-20, EXM-30, EXM-31, EXM-35, FRM-16: what coordinator, guard and technician press on their way."""
    desk = school.open("plan", "/campaigns")
    plan(school, desk)
    make_ready(school, desk)
    man(school, desk)
    acknowledge(school)
    choose_rooms(school, desk)
    check_a_room(school)
    swap_a_room(school, desk)
    decide(school)
    live_the_day(school)
    look_back(school)


def plan(school: School, page: Page) -> None:
    """A template, a name and a day; the start is refused with each fact that is missing."""
    show = school.speaks.show
    school.choose(page, "Template or earlier campaign", show(EXAM.name))
    page.get_by_label(school.t("Its name")).fill(NAME)
    page.locator(".st-key-plan-anchor [data-type=year]").click()
    page.keyboard.type("20260607")
    school.press(page, "Plan it")
    start = school.record(page, "campaign:start", "Start")
    asked = EXAM.facts
    expect(start.get_by_role("alert").locator("li")).to_have_count(len(asked))
    for fact in asked:
        given = FACTS[fact.code]
        person = {f"person__{name}": said for name, said in given.get("person", {}).items()}
        typed = person or ({} if fact.kind == "yes" else {"value": given["value"]})
        row = school.record(page, f"fact:{fact.code}", "Fill in" if typed else "Confirm", **typed)
        expect(row.locator(".chip")).to_contain_text(school.t("known"))
    school.record(page, "campaign:start", "Start")
    school.see(page.locator(".st-key-campaign-head"), "under way")


def make_ready(school: School, page: Page) -> None:
    """One task done, one that will be late and says why, one material counted."""
    late = school.record(page, "task:T05", "Will be late", promised="2026-06-03", why="配件未到")
    expect(late).to_contain_text("配件未到")
    done = school.record(page, "task:T08", "Done")
    expect(done).to_be_hidden()
    page.locator("details").filter(has=page.locator("[data-key='material:thermometers']")).locator(
        "summary"
    ).click()
    counted = school.record(page, "material:thermometers", "Counted", quantity="3")
    expect(counted.locator(".chip")).to_contain_text("3")


def man(school: School, page: Page) -> None:
    """People, one of them put on a post by hand; what is missing is told with a way out; published."""
    groups = {one.code: school.speaks.show(one.name) for one in EXAM.groups}
    skills = {one.code: school.speaks.show(one.name) for one in EXAM.skills}
    school.press(page, "Roster")
    school.press(page, "Open the roster of this campaign")
    school.press(page, "Enlist people")
    school.choose(page, "Who work here", "谢队员", "邓队员")
    school.choose(page, "Group", groups["security"])
    school.choose(page, "Skills", skills["guard"])
    school.press(page, "Enlist")
    school.see(page, "On the roster now: {names}.", names=["谢队员", "邓队员"])
    for group, (heads, can) in HANDS.items():
        for one in range(heads):
            person = {"name": f"{group} {one}", "phone": ""}
            school.say("roster.enlist", group=group, outsider=person, skills=[{"code": code} for code in can])
    page.get_by_text(school.t("By post"), exact=True).click()
    page.locator("[data-part=roster] tr").nth(3).locator("td").nth(1).locator("button.chip").first.click()
    school.choose(page, "Put somebody on this post", "谢队员")
    school.see(page, "by hand")
    school.press(page, "Propose a roster")
    way = page.locator(".st-key-roster-decide").get_by_role("button", name=groups["maintenance"]).first
    way.click()
    page.get_by_label(school.t("Or somebody from outside, by name")).fill("外包电工")
    school.press(page, "Enlist")
    school.see(page, "On the roster now: {names}.", names=["外包电工"])
    page.get_by_text(school.t("By post"), exact=True).click()
    school.press(page, "Propose a roster")
    school.see(page, "Everything is manned.")
    school.press(page, "Publish edition {n}", n=1)
    school.see(
        page, "Edition {number} holds now; everybody with a duty is asked to acknowledge it.", number=1
    )


def acknowledge(school: School) -> None:
    """A guard finds the own duties first, on the phone."""
    phone = school.open("g1", f"/roster?c={CODE}", PHONE)
    school.press(phone, "I have read it and will be there")
    school.see(phone, "You have acknowledged edition {number}.", number=1)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def choose_rooms(school: School, page: Page) -> None:
    """All rooms on file, and four of them spare."""
    school.press(page, "Exam rooms")
    school.press(page, "Choose these rooms")
    school.choose(page, "Which {count} rooms are spare?", *SPARES, count=4)
    school.press(page, "Name the spare rooms")
    expect(page.locator(".figures .figure").first).to_contain_text("40/40")


def named(school: School, parts: Any, code: str) -> str:
    return next(school.speaks.show(one.name) for one in parts if one.code == code)


def check_a_room(school: School) -> None:
    """On the phone: one tap passes a list; what is not in order is a ticket, repaired and looked at again."""
    phone = school.open("tech01", f"/rooms?c={CODE}", PHONE)
    phone.get_by_text(named(school, SHEETS.walks, "t2"), exact=True).click()
    phone.get_by_role("button", name="D101").click()
    clocks, air = (
        phone.locator("article.sheet").filter(has_text=named(school, SHEETS.checks, check))
        for check in ("clock", "air")
    )
    school.press(clocks, "All in order")
    expect(clocks.locator(".word.p")).to_be_visible()
    school.press(air, "not in order")
    phone.get_by_label(school.t("What is wrong?")).fill("不制冷")
    school.press(phone, "Record")
    air.locator(".press.link").click()
    school.press(phone.locator(".st-key-doing"), "Record as done")
    form = phone.get_by_test_id("stForm")
    school.press(form, "Record as done")
    expect(form).to_have_count(0)
    phone.goto(school.console.url(f"/rooms?c={CODE}&walk=t2&room=D101"))
    school.press(air, "Re-check: in order")
    expect(air.locator(".item.r")).to_have_count(1)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def swap_a_room(school: School, page: Page) -> None:
    """A spare comes in after what follows from it was read."""
    page.get_by_role("button", name="D401").click()
    school.press(page, "Swap for a spare room")
    school.see(page, "{out} is out of use from then on; it does not become a spare.", out="D401")
    page.get_by_label(school.t("Why is it swapped?")).fill("天花板渗水")
    school.press(page, "Swap now")
    expect(page.locator(".figures .figure").nth(1)).to_contain_text("3/4")


def decide(school: School) -> None:
    """The evening before: what is open stands beside the decision, which is the office manager's."""
    for code in [code for code, work in school.campaign.work.items() if work.is_open]:
        school.say("campaign.finish_task", task=code, evidence="有记录")
    school.clock.forward(days=5, hours=8)
    page = school.open("chief", f"/campaign?c={CODE}")
    decided = school.record(page, "campaign:decide", "Go", evidence="考室检查表、排班回执")
    expect(decided.locator(".chip")).to_contain_text(school.t("go"))
    expect(decided).to_contain_text("考室检查表、排班回执")


def live_the_day(school: School) -> None:
    """Roll-call by tick and by code, candidates on the liaison's word, a call and an incident from the phone."""
    school.clock.forward(hours=13, minutes=10)
    desk = school.open("plan", f"/exam?c={CODE}")
    leader = school.open("leader", f"/exam?c={CODE}", PHONE)
    posts = desk.locator("[data-tile=posts] .number")
    leader.locator("[data-post=P2] [data-verb=arrive]").last.click()
    expect(posts).to_contain_text(re.compile(r"^1/"))
    guard = school.open("g1", address(school.house, "s1", CODE, "P2"), PHONE)
    guard.locator("[data-verb=check_in]").click()
    expect(posts).to_contain_text(re.compile(r"^2/"))
    school.clock.forward(hours=1)
    desk.locator("[data-part=decide] [data-verb=admit]").click()
    desk.locator("[name=word_by]").fill("周老师")
    desk.locator("[data-part=ask] .filled").click()
    expect(desk.locator("[data-part=decide] [data-verb=admit]")).to_have_count(0, timeout=15_000)
    (word,) = school.campaign.admitted.values()
    told = school.speaks.clock(word.at.replace(second=0))
    school.see(desk, "Admission open since {at}, on the word of {name}", at=told, name="周老师")
    note(leader, "call", what="C栋缺一把椅子", place="C601")
    expect(desk.locator("[data-tile=calls] .number")).to_contain_text("1")
    desk.locator("[data-verb=answer]").click()
    expect(desk.locator("[data-tile=calls] .number")).to_contain_text("0")
    note(leader, "incident", what="一名考生中暑，已送医务室", place="D栋大门")
    expect(desk.locator("[data-part=calls]")).to_contain_text("一名考生中暑")


def note(page: Page, verb: str, **typed: str) -> None:
    """Note a call or an incident on the day's board; on a phone that is behind the tab of calls."""
    tab = page.locator("[data-to=calls]")
    if tab.is_visible():
        tab.click()
    page.locator(f"[data-verb={verb}]").first.click()
    for name, said in typed.items():
        page.locator(f"[data-part=ask] [name={name}]").fill(said)
    page.locator("[data-part=ask] .filled").click()
    expect(page.locator("[data-part=ask] form")).to_be_hidden()


def look_back(school: School) -> None:
    """Zero is a fact like any other; the campaign is closed and among the ended ones."""
    school.clock.forward(days=1, hours=11)
    page = school.open("plan", f"/campaign?c={CODE}")
    held = school.record(
        page, "campaign:debrief", "Debrief", counted__mistakes="0", counted__faults="1", said="下次早备椅子"
    )
    expect(held.locator(".chip")).to_contain_text(school.t("target missed"))
    school.record(page, "campaign:close", "Close the campaign")
    school.see(page.locator(".st-key-campaign-head"), "closed")
    school.press(page, "All campaigns")
    expect(page.locator("details").filter(has_text=school.t("Ended"))).to_contain_text(NAME)
    assert school.campaign.closed_at
