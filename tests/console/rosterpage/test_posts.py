"""A roster's posts on its page: added, manned otherwise and dropped by the coordinator (EXM-P1..P9)."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.console.rosterpage.exam import GUARD, PLANNER, Exam
from tests.console.rosterpage.test_roster_page import press, run, said, taken
from tests.domain.roster.exam import EXAM

Open = Callable[..., AppTest]


@pytest.fixture
def posts(page: Open) -> Open:
    def opened(account: str = PLANNER, lang: str = "en", post: str | None = None) -> AppTest:
        app = page(account, lang=lang)
        app.session_state["roster.order"] = "posts"
        if post:
            app.session_state["roster.post"] = post
        return run(app)

    return opened


def field(app: AppTest, label: str) -> Any:
    kinds = (app.text_input, app.number_input, app.selectbox, app.multiselect, app.checkbox)
    (found,) = [one for kind in kinds for one in kind if one.label == label]
    return found


def fill(app: AppTest, **given: object) -> None:
    for label, value in given.items():
        field(app, label.replace("_", " ")).set_value(value)


def test_a_post_that_no_template_has_is_added_and_manned_like_any_other(exam: Exam, posts: Open) -> None:
    app = posts()
    fill(app, What_it_is_called="Bicycle shed", Where_it_is="West lane", Heads_at_once=2, Turns=["day"])
    fill(app, Nobody_stands_there_alone=True)
    app = press(app, "Add this post")
    assert "Bicycle shed is manned as it was set." in said(app)
    (added,) = [one for code, one in exam.now.posts.items() if code.startswith("N")]
    assert (added.name.zh, added.name.en, added.heads, added.is_pair) == (
        "Bicycle shed",
        "Bicycle shed",
        2,
        True,
    )
    assert len([one for one in exam.now.duties.values() if one.post == added.code]) == 2
    assert field(app, "What it is called").value == ""
    assert "12 heads missing" in said(app)


def test_a_post_is_manned_otherwise_and_keeps_what_the_form_does_not_ask(exam: Exam, posts: Open) -> None:
    taken(exam)
    before = exam.now.posts["P5"]
    app = posts(post="P5")
    assert (field(app, "What it is called").value, field(app, "In Chinese, empty for the same").value) == (
        "Ball-court gate",
        "球场门",
    )
    fill(app, Heads_at_once=2, Turns=["day", "night"], At_most=4)
    app = press(app, "Set this post")
    now = exam.now.posts["P5"]
    assert (now.heads, now.turns, now.police) == (2, ("day", "night"), (2, 4))
    assert (now.name, now.rule, exam.now.posts["P2"].heads) == (before.name, "EXM-P5", 2)
    assert [person for duty, person in exam.places if duty == f"P5/{EXAM}/day"] == ["g3"]
    assert "6 heads missing" in said(app)


def test_a_post_is_dropped_with_its_places_told_before(exam: Exam, posts: Open) -> None:
    taken(exam)
    app = posts(post="P5")
    assert "2 places in the draft are given up with it" in said(app)
    app = press(app, "Man Ball-court gate no longer")
    assert "Ball-court gate is manned no longer." in said(app)
    assert "P5" not in exam.now.posts
    assert not [duty for duty, _ in exam.places if duty.startswith("P5/")]
    assert field(app, "Which post").value is None


def test_a_post_that_does_not_fit_is_refused_with_every_reason_and_changes_nothing(
    exam: Exam, posts: Open
) -> None:
    before = exam.now.posts
    app = posts(lang="zh")
    fill(app, 岗位名称="自行车棚", 要求警察至少人数=3)
    app = press(app, "添加岗位")
    assert "岗位未改动" in said(app)
    assert "“自行车棚”没有排入任何班次。" in said(app)
    assert "要求警察的至少人数多于至多人数。" in said(app)
    assert exam.now.posts == before
    assert field(app, "岗位名称").value == "自行车棚"


def test_nothing_is_sent_as_changed_where_nothing_was(exam: Exam, posts: Open) -> None:
    app = press(posts(post="P2"), "Set this post")
    assert "The post is not changed" in said(app)
    assert "This is on record already." in said(app)


def test_whoever_does_not_plan_reads_the_posts_alone(exam: Exam, posts: Open) -> None:
    taken(exam)
    exam.do("publish")
    app = posts(GUARD)
    assert "Ball-court gate" in said(app)
    assert "This is done by: campaign coordinator, estate office manager." in said(app)
    assert [one.label for one in app.button] == []


def test_a_roster_without_posts_leads_to_its_posts_and_offers_nothing_to_publish(
    exam: Exam, page: Open
) -> None:
    for code in list(exam.now.posts):
        exam.do("drop_post", post=code)
    app = page(PLANNER)
    assert "no post yet" in said(app)
    assert "every post manned" not in said(app)
    assert [one.label for one in app.button] == ["Add posts"]
    app = press(app, "Add posts")
    assert field(app, "What it is called").value == ""


def test_the_same_post_missing_on_several_days_is_one_line(exam: Exam, page: Open) -> None:
    app = said(page(PLANNER)).replace("\\", "")
    assert "- Main gate · Day: 4 missing on 7 Jun, 8 Jun" in app
    assert "- Belongings store · 8 Jun Day 06:30–18:00: 1 missing" in app
