"""The exam's plan line by line: each group's lead, each task's owner, day and proof (section 6 of the catalogue)."""

from datetime import date

import pytest

from domain.campaigns.due import due_on
from tests.domain.campaigning import template

EXAM = template("exam_support")
TASKS = {one.code: one for one in EXAM.tasks}
GROUPS = {one.rule: one for one in EXAM.groups}
DAY = date(2026, 6, 7)


@pytest.mark.parametrize(
    ("rule", "code", "lead"),
    [
        ("EXM-01", "overall", "物业服务中心主任"),
        ("EXM-02", "security", "主任助理兼秩序维护主管"),
        ("EXM-03", "maintenance", "工程主管"),
        ("EXM-04", "logistics", "客服主管"),
        ("EXM-05", "cleaning", "清洁主管"),
        ("EXM-06", "warm_help", "公司人事主管"),
        ("EXM-07", "emergency", "备勤班长"),
    ],
)
def test_each_group_has_its_lead(rule: str, code: str, lead: str) -> None:
    group = GROUPS[rule]
    assert group.lead is not None
    assert (group.code, group.lead.zh) == (code, lead)


def test_each_system_of_the_school_has_a_line_for_its_person() -> None:
    """EXM-03: who answers for which system is put down by name."""
    assert [one.code for one in EXAM.lines] == [
        "power",
        "water",
        "air",
        "fire",
        "lift",
        "access",
        "cctv",
        "sound",
    ]


@pytest.mark.parametrize(
    ("rule", "due", "owners"),
    [
        ("EXM-T01", "2026-05-07", {"maintenance"}),
        ("EXM-T02", "2026-05-07", {"maintenance"}),
        ("EXM-T03", "2026-05-28", {"logistics"}),
        ("EXM-T04", "2026-05-31", {"school"}),
        ("EXM-T05", "2026-06-02", {"maintenance"}),
        ("EXM-T06", "2026-06-04", {"maintenance"}),
        ("EXM-T07", "2026-06-05", {"maintenance"}),
        ("EXM-T08", "2026-06-05", {"maintenance"}),
        ("EXM-T09", "2026-06-05", {"cleaning"}),
        ("EXM-T10", "2026-06-05", {"logistics"}),
        ("EXM-T11", "2026-06-05", {"security"}),
        ("EXM-T12", "2026-06-05", {"school"}),
        ("EXM-T13", "2026-06-06", {"security"}),
        ("EXM-T14", "2026-06-06", {"logistics"}),
        ("EXM-T15", "2026-06-06", {"overall", "cleaning", "logistics"}),
        ("EXM-T16", "2026-06-06", {"overall"}),
        ("EXM-T17", "2026-06-06", {"maintenance"}),
    ],
)
def test_each_task_of_the_plan_has_its_owner_and_its_day(rule: str, due: str, owners: set[str]) -> None:
    """WE-09, CAL-09."""
    of_rule = [one for one in EXAM.tasks if one.rule == rule]
    assert {one.owner for one in of_rule} == owners
    assert {str(due_on(one.due, DAY)) for one in of_rule} == {due}


def test_the_survey_and_the_contractors_must_have_begun_by_their_day() -> None:
    """EXM-T01, EXM-T02: the point at which the work must have begun; all others are completion deadlines."""
    assert [one.code for one in EXAM.tasks if one.due_is_start] == ["T01", "T02"]


def test_only_the_car_park_may_turn_out_not_to_apply() -> None:
    """EXM-T04."""
    assert [one.code for one in EXAM.tasks if one.conditional] == ["T04"]


def test_a_room_that_is_swapped_in_owes_what_is_done_room_by_room() -> None:
    """EXM-35: EXM-T06, EXM-T07, EXM-T08, EXM-T09, EXM-T14 and EXM-T17."""
    assert {one.rule[4:] for one in EXAM.tasks if one.per_room} == {"T06", "T07", "T08", "T09", "T14", "T17"}


def test_drills_and_inspections_show_what_proves_them() -> None:
    """EXM-T01, EXM-T02, EXM-T06, EXM-T07, EXM-T15, EXM-T17: records, both checklists, each drill."""
    assert {code for code, one in TASKS.items() if one.evidence} == {"T01", "T02", "T06", "T07", "T15", "T17"}
