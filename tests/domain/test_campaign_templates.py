"""The four templates that come with the product, and what keeps a template from being published."""

from collections import Counter
from datetime import date
from typing import Any

import msgspec
import pytest

from domain.campaigns.due import BeforeAnchor, MonthsBefore, Offset, OnDay, Undated, due_on
from domain.campaigns.places import Rooms
from domain.campaigns.soundness import obstacles_of
from domain.campaigns.template import Template
from seed.catalogue import templates
from tests.domain.campaigning import campaign, local, publish, template
from tests.domain.doorway import Doorway

EXAM = template("exam_support")
DAY = date(2026, 11, 22)


def dues(code: str, anchor: date) -> dict[str, str]:
    return {one.code: str(due_on(one.due, anchor) or "") for one in template(code).tasks}


@pytest.mark.parametrize("one", templates(), ids=lambda one: one.code)
def test_every_template_of_ours_can_be_published(one: Template) -> None:
    """CMP-01, CMP-02, CMP-07, CMP-08."""
    assert list(obstacles_of(one)) == []


@pytest.mark.parametrize("one", templates(), ids=lambda one: one.code)
def test_a_note_of_a_template_says_what_to_do_not_where_it_was_read(one: Template) -> None:
    noted = [*one.groups, *one.tasks, *one.every_post]
    notes = [part.note for part in noted if part.note]
    assert [
        note for note in notes if "原文" in note.zh or "source" in note.en or "is read as" in note.en
    ] == []


def test_the_format_holds_four_different_campaigns() -> None:
    assert [one.code for one in templates()] == [
        "caring_service",
        "exam_support",
        "return_visits",
        "satisfaction_survey",
    ]


@pytest.mark.parametrize(
    ("due", "day"),
    [
        (Offset(days=-5), "2026-11-17"),
        (Offset(days=33), "2026-12-25"),
        (MonthsBefore(months=1), "2026-10-22"),
        (OnDay(month=3, day=31), "2026-03-31"),
        (OnDay(month=2, day=29), "2026-02-28"),
        (BeforeAnchor(), "2026-11-21"),
    ],
)
def test_a_due_day_counts_from_the_anchor(due: Any, day: str) -> None:
    """CAL-05, CAL-08, CAL-09: calendar days, never moved."""
    assert str(due_on(due, DAY)) == day
    assert due_on(Undated(), DAY) is None


def test_the_security_group_of_20_has_24_places() -> None:
    """EXM-02, EXM-20, EXM-P1..P9, CON-14: 20 by day, 4 by night."""
    heads: Counter[str] = Counter()
    night = 0
    for post in EXAM.posts:
        if post.group == "security":
            heads[post.rule] += post.heads
            night += post.heads if post.turns == ("night",) else 0
    assert heads == {
        "EXM-P1": 2,
        "EXM-P2": 2,
        "EXM-P3": 2,
        "EXM-P4": 2,
        "EXM-P5": 3,
        "EXM-P6": 4,
        "EXM-P7": 2,
        "EXM-P8": 2,
        "EXM-P9": 5,
    }
    assert (sum(heads.values()), night) == (24, 4)
    assert {one.code: one.heads for one in EXAM.groups}["security"] == 20


def test_gates_are_pairs_and_the_school_s_room_is_not_ours() -> None:
    """EXM-31, EXM-P2, EXM-P5."""
    posts = {one.code: one for one in EXAM.posts}
    assert (posts["P2"].is_pair, posts["P5"].is_pair, posts["P5"].police) == (True, True, (2, 3))
    assert (posts["M1"].is_pair, posts["M1"].counted, posts["M1"].group) == (True, False, "school")
    assert [code for code, one in posts.items() if not one.counted] == ["M1"]
    assert {one.code for one in EXAM.posts if one.rule == "EXM-31"} == {"C1", "C2", "B1", "B2", "M1"}


def test_a_repairer_and_a_cleaner_stand_by_on_each_of_seven_floors() -> None:
    """EXM-33."""
    groups = Counter(one.group for one in EXAM.every_post if one.rule == "EXM-33")
    assert groups == {"maintenance": 7, "cleaning": 7}
    (one,) = [one for one in EXAM.every_post if one.code == "R-C6"]
    assert (one.name.zh, one.heads, one.turns) == ("C栋6楼维修守候", 1, ("session",))


def test_the_exam_s_materials_are_those_of_the_plan() -> None:
    """EXM 6.3."""
    least = {one.code: (one.least, one.most, one.and_more) for one in EXAM.materials}
    assert len(least) == 23
    assert least["paper"] == (2, 5, False)
    assert least["water"] == (None, None, False)
    assert least["extinguishers"] == (10, None, True)
    assert (least["isolation_tape"][0], least["cups"][0], least["batteries"][0]) == (100, 500, 15)


def test_the_exam_s_groups_and_their_heads() -> None:
    """EXM-01..07, EXM-32, EXM-37."""
    groups = {one.rule: one for one in EXAM.groups if one.rule}
    assert sorted(groups) == [f"EXM-{number:02}" for number in range(1, 8)]
    assert (groups["EXM-05"].heads, groups["EXM-07"].is_reserve) == (19, True)
    assert EXAM.leave_stops


def test_the_floors_of_the_school_add_up() -> None:
    """UNT-04: 5, 7, 8, 8, 4, 6 and 6 rooms are 40 in use and 4 spare."""
    assert EXAM.rooms is not None
    assert [floor.rooms for floor in EXAM.rooms.floors] == [5, 7, 8, 8, 4, 6, 6]
    assert (EXAM.rooms.active, EXAM.rooms.spare) == (40, 4)


def test_the_survey_s_days_count_from_its_first_day_in_the_field() -> None:
    """CMP-08."""
    found = dues("satisfaction_survey", DAY)
    assert [found[f"S{number:02}"][5:] for number in range(1, 12)] == [
        "11-09", "11-14", "11-20", "11-21", "11-21", "11-30", "12-06", "12-06", "12-07", "12-20", "12-25",
    ]  # fmt: skip


def test_the_rectification_s_days_are_fixed_in_its_year() -> None:
    """CMP-07."""
    found = dues("return_visits", date(2026, 3, 8))
    by_day = Counter(found.values())
    assert by_day == {
        "2026-03-01": 1, "2026-03-10": 2, "2026-03-12": 1, "2026-03-15": 5, "2026-03-20": 2, "2026-03-25": 2,
        "2026-03-31": 2, "2026-04-01": 1, "2026-04-10": 1, "2026-04-30": 2, "": 6,
    }  # fmt: skip


def test_the_caring_service_asks_for_every_time_and_place_that_the_source_leaves_blank(site: Doorway) -> None:
    """CMP-01: the open days have no place field."""
    asked = {one.code for one in template("caring_service").facts}
    assert {"kickoff_time", "kickoff_place", "check2_place", "open1_time", "open2_time"} <= asked
    assert "open1_place" not in asked
    assert sum(one.heads for one in template("caring_service").posts) == 6


def test_the_caring_service_is_ready_once_six_lines_have_their_people(site: Doorway) -> None:
    """CMP-01: DRAFT, TRAINED, ANNOUNCED, READY, RUNNING, DONE, REVIEWED."""
    publish(site, "caring_service")
    site.do(
        "campaign.plan",
        "everybody",
        campaign="care",
        name="工程贴心服务",
        anchor="2026-06-06",
        template="caring_service",
    )

    def do(what: str, **given: Any) -> None:
        site.do(f"campaign.{what}", "everybody", campaign="care", **given)

    def no(what: str, **given: Any) -> list[str]:
        return site.refused(f"campaign.{what}", "everybody", campaign="care", **given)

    assert no("reach_state", state="announced") == [
        "“Trained” comes first.",
        "“Publicity by text message” is open.",
    ]
    do("finish_task", task="A02", evidence="签到表")
    do("finish_task", task="A04")
    do("reach_state", state="trained")
    do("reach_state", state="announced")
    lines = [one.code for one in template("caring_service").lines]
    for line in lines[:5]:
        do("staff_line", line=line, person={"name": "王师傅"})
    assert no("reach_state", state="ready") == ["“Logistics and coordination” has no person yet."]
    do("staff_line", line=lines[5], person={"name": "李主任"}, follower={"name": "王师傅"})
    do("reach_state", state="ready")
    assert no("reach_state", state="ready") == ["“Ready” has been reached already."]
    assert no("reach_state", state="done")[0] == "This campaign has not been started."
    values = {"time": "14:00", "day": "2026-06-06", "place": "中心花园"}
    for one in template("caring_service").facts:
        given = {"person": {"name": "何主任"}} if one.kind == "person" else {"value": values[one.kind]}
        do("fill_fact", fact=one.code, **given)
    do("start")
    site.now = local("2026-06-30 18:00")
    do("finish_task", task="A08", evidence="一览表")
    do("finish_task", task="A12", evidence="汇总表")
    do("reach_state", state="done")
    assert campaign(site, "care").gates == ("trained", "announced", "ready", "done")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"rooms": Rooms(active=4, spare=1, floors=())}, ["The floors have 0 rooms, but 4 in use and 1 spare make 5."]),
        ({"groups": EXAM.groups[:7]}, ["The group school is used, but not in the list."]),
        ({"turns": EXAM.turns[:2]}, ["The turn night is used, but not in the list."]),
        ({"materials": (EXAM.materials[0], EXAM.materials[0])}, ["The material thermometers stands in the list twice."]),
        ({"days": 0}, ["A day of the template is out of range."]),
        ({"posts": (msgspec.structs.replace(EXAM.posts[0], days=(1001,)),)}, ["A day of the template is out of range."]),
        ({"edition": 7}, ["The next edition of exam_support is 1."]),
        (
            {"posts": (msgspec.structs.replace(EXAM.posts[1], heads=1),)},
            ["The post P2 needs at least 2."],
        ),
    ],
)  # fmt: skip
def test_a_template_with_a_hole_is_not_published(
    site: Doorway, changes: dict[str, Any], told: list[str]
) -> None:
    changed = msgspec.structs.replace(EXAM, **changes)
    given = {"template": msgspec.to_builtins(changed)}
    assert site.refused("campaign.publish_template", "boss", **given) == told
    assert not site.log.last_stream("template:exam_support")


def test_a_gate_with_one_guard_is_refused_for_any_pair() -> None:
    """EXM-31: one below and exactly two."""
    pair = EXAM.posts[1]
    for heads, holes in ((1, 1), (2, 0)):
        posts = (msgspec.structs.replace(pair, heads=heads),)
        assert len(list(obstacles_of(msgspec.structs.replace(EXAM, posts=posts)))) == holes


def test_the_rooms_of_another_school_need_no_programmer(site: Doorway) -> None:
    """UNT-04: counts and floors are arguments."""
    publish(site, "exam_support")
    floors = [{"code": "A1", "name": {"zh": "A栋1楼", "en": "A1"}, "rooms": 12}]
    order = {"campaign": "small", "name": "小考点", "anchor": "2026-06-07", "template": "exam_support"}
    assert site.refused(
        "campaign.plan", "everybody", **order, rooms={"active": 12, "spare": 1, "floors": floors}
    ) == ["The floors have 12 rooms, but 12 in use and 1 spare make 13."]
    site.do("campaign.plan", "everybody", **order, days=3, rooms={"active": 11, "spare": 1, "floors": floors})
    posts = campaign(site, "small").template.every_post
    assert [one.code for one in posts if one.rule == "EXM-33"] == ["R-A1", "S-A1"]
    assert [str(day) for day in campaign(site, "small").days] == ["2026-06-07", "2026-06-08", "2026-06-09"]
