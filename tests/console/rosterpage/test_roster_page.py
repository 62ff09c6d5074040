"""The roster's page in the hands of its coordinator, the head of the office and a guard, without a browser."""

import time
from collections.abc import Callable
from datetime import date

from streamlit.testing.v1 import AppTest

from tests.console.houses import order
from tests.console.rosterpage.exam import GUARD, OFFICE, PLANNER, Exam
from tests.domain.roster.exam import EXAM, GUARDS, WHOLE, listed

GATE, NIGHT = f"P2/{EXAM}/day", f"P6/{EXAM}/night"
Open = Callable[..., AppTest]


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [one for one in app.button if one.label == label]
    button.click()
    return run(app)


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception[0].stack_trace
    return app


def said(app: AppTest) -> str:
    return "\n".join(str(one.value) for one in (*app.html, *app.markdown, *app.caption, *app.text))


def sought(app: AppTest) -> AppTest:
    """Wait until the search that runs beside the page has ended, and its roster is taken."""
    for _ in range(200):
        if not any("is being sought" in str(one.value) for one in app.caption):
            break
        time.sleep(0.1)
        run(app)
    return run(app)


def taken(exam: Exam, without: str = "") -> None:
    places = [place for place in WHOLE if place != (GATE, without)]
    exam.do("take", assignments=listed(places), made_for=exam.now.basis)


def test_a_roster_is_proposed_taken_and_published(exam: Exam, page: Open) -> None:
    app = sought(press(page(PLANNER), "Propose a roster"))
    assert len(exam.places) == len(WHOLE)
    assert "every post manned" in said(app)
    app = press(app, "Publish edition 1")
    assert exam.now.edition is not None
    assert "Edition 1 holds now" in said(app)
    assert f"0 of {len({person for _, person in exam.places})} acknowledged" in said(app)


def test_exm_20_what_cannot_be_manned_says_why_and_each_way_out_is_one_button(exam: Exam, page: Open) -> None:
    for guard in GUARDS[3:]:
        exam.do("release", person=guard)
    app = sought(press(page(PLANNER), "Propose a roster"))
    assert "1 head is missing" in said(app)
    assert "Why it cannot be manned" in said(app)
    ways = [one for one in app.button if one.key and one.key.startswith("roster.way.")]
    enlist = next(one for one in ways if "Enlist 1 more in the group Security" in one.label)
    assert "This is done by: estate office manager." in said(app)
    enlist.click()
    run(app)
    group = next(one for one in app.selectbox if one.label == "Group")
    assert group.value == "security"


def test_a_rule_is_lifted_by_the_head_of_the_office_and_the_roster_is_sought_anew(
    exam: Exam, page: Open
) -> None:
    for guard in GUARDS[3:]:
        exam.do("release", person=guard)
    app = sought(press(page(OFFICE), "Propose a roster"))
    lift = next(one for one in app.button if one.label.startswith("Have "))
    lift.click()
    app = sought(run(app))
    assert exam.now.waivers
    assert {one.approved_by for one in exam.now.waivers} == {OFFICE}
    assert exam.now.missing(exam.now.draft) == {}


def test_a_refusal_names_people_and_posts_and_no_ids(exam: Exam, page: Open) -> None:
    taken(exam, without="g2")
    app = press(page(PLANNER), "Publish edition 1")
    assert "The roster is not published" in said(app)
    assert "One person alone is at Main gate" in said(app)
    assert "A roster with a gap is invalid (EXM-31)." in said(app)


def test_a_duty_that_was_pressed_is_changed_by_hand(exam: Exam, page: Open) -> None:
    taken(exam, without="g2")
    app = page(PLANNER)
    app.session_state["roster.chosen"] = GATE
    run(app)
    add = next(one for one in app.selectbox if one.label == "Put somebody on this post")
    add.select("g2")
    app = run(app)
    assert (GATE, "g2") in exam.places
    assert "队员g2 is on Main gate" in said(app)
    swap = next(one for one in app.selectbox if one.label == "Let another take the place of 队员g1")
    swap.select("g3")
    run(app)
    assert {(GATE, "g3"), (f"P5/{EXAM}/day", "g1")} <= set(exam.places)
    app = press_key(app, "roster.off.g2")
    assert (GATE, "g2") not in exam.places


def test_whoever_does_not_come_is_replaced_in_one_press_and_nobody_else_moves(exam: Exam, page: Open) -> None:
    taken(exam)
    before = set(exam.places)
    free = {one.person for one in exam.now.here} - {person for _, person in before}
    app = page(PLANNER)
    app.session_state["roster.chosen"] = GATE
    app = press_key(run(app), "roster.fill.g2")
    ((_, stand_in),) = set(exam.places) - before
    assert set(exam.places) == before - {(GATE, "g2")} | {(GATE, stand_in)}
    assert stand_in in free
    assert f"In place of 队员g2: tell 队员{stand_in}." in said(app)


def press_key(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return run(app)


def test_a_guard_sees_and_acknowledges_the_own_duties_and_changes_nothing(exam: Exam, page: Open) -> None:
    taken(exam)
    assert "This roster has not been published yet." in said(page(GUARD))
    exam.do("publish")
    app = page(GUARD)
    assert "Main gate · 7 Jun Day 06:30–18:00" in said(app)
    assert "This is done by: campaign coordinator, estate office manager." in said(app)
    pressable = ["I have read it and will be there", "Make a calendar address"]
    assert [one.label for one in app.button] == pressable
    app = press(app, "I have read it and will be there")
    assert exam.now.is_acknowledged(GUARD)
    assert "You have acknowledged edition 1." in said(app)
    assert "1 of 5 acknowledged" in said(app)


def test_a_past_moment_is_drawn_without_verbs(exam: Exam, page: Open) -> None:
    then = exam.house.log.head()
    taken(exam)
    app = page(PLANNER, as_of=str(then))
    assert "8 heads missing" in said(app)
    assert [one.label for one in app.button] == []


def test_a_campaign_without_a_roster_says_so(exam: Exam, page: Open) -> None:
    app = page(PLANNER, c="nothing")
    assert "Campaign nothing has no roster at this site." in said(app)


def test_several_who_work_here_are_enlisted_in_one_press(exam: Exam, page: Open) -> None:
    app = page(PLANNER)
    app.session_state["roster.order"] = "people"
    run(app)
    here = next(one for one in app.multiselect if one.label == "Who work here")
    assert "Gao Shan · engineering head, customer service head" in here.options
    here.set_value(["head01", "tech01"])
    app = press(app, "Enlist")
    assert "On the roster now: Gao Shan, Lin Feng." in said(app)
    assert {"head01", "tech01"} <= {one.person for one in exam.now.here}


def test_somebody_from_outside_is_enlisted_and_let_go(exam: Exam, page: Open) -> None:
    app = page(PLANNER)
    app.session_state["roster.order"] = "people"
    run(app)
    app.text_input[0].set_value("外包李师傅")
    app = press(app, "Enlist")
    assert "On the roster now: 外包李师傅." in said(app)
    (outsider,) = [one for one in exam.now.here if one.outsider]
    app.selectbox(key="roster.person").select(outsider.person)
    app = press(run(app), "Let 外包李师傅 go")
    assert outsider.person not in {one.person for one in exam.now.here}


def test_exm_32_leave_during_the_exam_is_refused_on_the_page(exam: Exam, page: Open) -> None:
    app = page(PLANNER)
    app.session_state["roster.order"] = "people"
    app.session_state["roster.person"] = GUARD
    run(app)
    days = [one for one in app.date_input if one.label in {"Leave from the start of", "to the end of"}]
    for one, day in zip(days, (EXAM, EXAM), strict=True):
        one.set_value(date.fromisoformat(day))
    app = press(app, "Ask for leave")
    assert "All leave is suspended during the exam, 7 Jun included (EXM-32)." in said(app)


def test_the_rules_and_the_police_are_set_on_the_page(exam: Exam, page: Open) -> None:
    app = page(OFFICE)
    app.session_state["roster.order"] = "rules"
    run(app)
    app.checkbox[1].check()
    app = press(app, "Set these rules")
    assert exam.now.policy.with_reserve
    assert exam.now.policy.day_min == 1440
    app.number_input(key="roster.police.P5").set_value(2)
    run(app)
    assert exam.now.police == {"P5": 2}


def test_the_page_speaks_chinese(exam: Exam, page: Open) -> None:
    taken(exam)
    app = page(PLANNER, lang="zh")
    assert "各岗位已排满" in said(app)
    assert [one.label for one in app.button] == ["自动排班", "发布第 1 版"]


def test_the_roster_of_a_planned_campaign_is_opened_on_its_page(exam: Exam, page: Open) -> None:
    given = {"campaign": "gaokao-2027", "name": "高考", "anchor": "2027-06-07", "template": "exam_support"}
    order(exam.house, "campaign.plan", "exam", by=PLANNER, **given)
    waiting = page(GUARD, c="gaokao-2027")
    assert "The campaign coordinator begins it." in said(waiting)
    assert not [one for one in waiting.button if one.key == "roster.open"]
    app = press(page(PLANNER, c="gaokao-2027"), "Open the roster of this campaign")
    assert "Nothing is published yet" in said(app)
    assert [one.label for one in app.button if one.key in {"to campaigns", "to campaign"}] == [
        "All campaigns",
        "Plan",
    ]
    app = press(app, "Enlist people")
    assert "Nobody is enlisted yet. Begin with the group that has the most posts." in said(app)
