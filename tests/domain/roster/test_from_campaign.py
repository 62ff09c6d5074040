"""The exam's roster as its template has it (CMP-02, EXM-P1..P9, EXM-20, EXM-31, EXM-33)."""

from collections import Counter

import msgspec
import pytest

from seed.catalogue import templates
from tests.domain.doorway import Doorway
from tests.domain.roster.exam import Exam

DAY = "2026-06-07"


@pytest.fixture
def exam(school: Doorway) -> Exam:
    for one in templates():
        school.do("campaign.publish_template", "plan", template=msgspec.to_builtins(one))
    given = {"campaign": "gaokao-2026", "name": "高考", "anchor": DAY, "template": "exam_support"}
    school.do("campaign.plan", "plan", **given)
    exam = Exam(school)
    exam.do("open")
    return exam


def test_con_14_nine_post_lines_add_to_24_heads_of_which_20_are_by_day(exam: Exam) -> None:
    heads = Counter[bool]()
    for duty in exam.now.duties.values():
        if duty.group == "security" and duty.day.isoformat() == DAY:
            heads[duty.is_night] += duty.heads
    assert (heads[False], heads[True]) == (20, 4)


def test_exm_33_one_repairer_and_one_cleaner_stand_by_on_each_of_seven_floors(exam: Exam) -> None:
    by_group = Counter(
        duty.group
        for duty in exam.now.duties.values()
        if duty.day.isoformat() == DAY and duty.post.partition("-")[2]
    )
    assert (by_group["maintenance"], by_group["cleaning"]) == (7, 7)


def test_exm_31_gates_are_pairs_and_the_school_s_monitoring_room_is_shown_and_not_counted(exam: Exam) -> None:
    posts = exam.now.posts.values()
    assert next(one for one in posts if one.rule == "EXM-P2").is_pair
    own = [one for one in posts if not one.is_counted]
    assert own
    assert not {one.code for one in own} & {duty.post for duty in exam.now.duties.values()}


def test_exm_32_leave_stops_on_the_days_of_the_exam_and_the_night_before_is_a_day_of_the_plan(
    exam: Exam,
) -> None:
    assert [day.isoformat() for day in exam.now.leave_stops] == ["2026-06-07", "2026-06-08"]
    first = [duty for duty in exam.now.duties.values() if duty.day < exam.now.leave_stops[0]]
    assert first
    assert all(duty.is_night for duty in first)


def test_exm_20_nobody_may_stand_longer_than_the_longest_turn_of_the_template_unless_told(
    exam: Exam, school: Doorway
) -> None:
    assert exam.now.policy.day_min == 750  # the night turn, 18:00 to 06:30
    given = {"campaign": "gaokao-2027", "name": "高考", "anchor": "2027-06-07", "template": "exam_support"}
    school.do("campaign.plan", "plan", **given)
    other = Exam(school, "gaokao-2027")
    other.do("open", policy={"day_min": 600})
    assert other.now.policy.day_min == 600


def test_a_roster_without_a_campaign_and_without_a_plan_is_refused(school: Doorway) -> None:
    nobody = Exam(school, "nothing")
    assert nobody.refused("open") == ["There is no campaign nothing at this site."]
    assert nobody.refused("open", days=[DAY]) == ["The plan has no days or no groups."]
