"""Roll-call at a post: who came, who comes late, what is corrected, and what is refused (EXM-07, EXM-31)."""

from typing import Any

import pytest

from domain.roster.presence import Standing
from tests.domain.roster.exam import CODE, SECOND, Exam
from tests.domain.roster.morning import COURT, GATE, Morning, begun, clock


@pytest.fixture
def morning(exam: Exam) -> Morning:
    return begun(exam)


def standing(morning: Morning, duty: str) -> dict[str, str]:
    return {id: one.standing.value for id, one in morning.attendance(duty).people.items()}


def test_a_leader_ticks_off_who_is_there_and_the_others_are_still_expected(morning: Morning) -> None:
    morning.do("arrive", duty=GATE, person="g1")
    assert standing(morning, GATE) == {"g1": "here"}
    assert morning.attendance(COURT).people == {}


def test_the_code_of_the_own_post_checks_in_with_one_press(morning: Morning) -> None:
    told = morning.do("check_in", "g1", post="P2")
    assert told.results == {"duty": GATE, "arrived_at": clock("05:50")}
    assert morning.attendance(GATE).people["g1"].by_code
    morning.do("arrive", duty=GATE, person="g2")
    assert not morning.attendance(GATE).people["g2"].by_code


def test_a_second_check_in_tells_the_first_time_and_writes_nothing(morning: Morning) -> None:
    morning.do("check_in", "g1", post="P2")
    head = morning.site.log.head()
    morning.at("05:58")
    for do, by, given in (
        ("check_in", "g1", {"post": "P2"}),
        ("arrive", "leader", {"duty": GATE, "person": "g1"}),
    ):
        told = morning.do(do, by, **given)
        assert told.results["arrived_at"] == clock("05:50")
        assert told.events == 0
    assert morning.site.log.head() == head


def test_a_press_that_is_sent_again_over_a_bad_line_is_told_the_same(morning: Morning) -> None:
    given = morning.site.order("duty.check_in", "g1", campaign=CODE, post="P2")
    first = morning.site.door.submit(given)
    again = morning.site.door.submit(given)
    assert again.repeated
    assert (again.results, again.position) == (first.results, first.position)


def test_the_code_of_another_post_is_refused_and_names_the_own_one(morning: Morning) -> None:
    assert morning.refused("check_in", "g1", post="P5") == [
        "This is the code of P5; your post is P2 from 2026-06-06 22:30:00+00:00."
    ]
    assert morning.refused("check_in", "g5", post="P5") == [
        "g5 has no post at this time in the roster that holds."
    ]
    assert morning.refused("check_in", "g1", post="P99") == ["The plan has no post “P99”."]


def test_a_turn_is_open_for_roll_call_from_three_hours_before_to_its_end(morning: Morning) -> None:
    morning.at("03:29")
    assert "The turn at P2 lasts from" in morning.refused("arrive", duty=GATE, person="g1")[0]
    morning.at("03:30")
    morning.do("arrive", duty=GATE, person="g1")
    morning.at("18:00")
    morning.do("arrive", duty=GATE, person="g2")
    assert morning.attendance(GATE).here == ["g1", "g2"]


def test_after_its_end_nobody_comes_to_a_turn(morning: Morning) -> None:
    morning.site.now = clock("18:00")
    morning.site.later(seconds=1)
    assert morning.refused("arrive", duty=GATE, person="g1") == [
        "The turn at P2 lasts from 2026-06-06 22:30:00+00:00 to 2026-06-07 10:00:00+00:00."
    ]


def test_only_people_of_the_published_roster_are_called(morning: Morning) -> None:
    assert morning.refused("arrive", duty=COURT, person="g1") == [
        "g1 does not stand here in the roster that holds."
    ]
    morning.exam.do("unassign", duty=COURT, person="g3")
    morning.exam.do("assign", duty=COURT, person="g5")
    assert morning.refused("arrive", duty=COURT, person="g5") == [
        "g5 does not stand here in the roster that holds."
    ]
    morning.exam.do("publish")
    morning.do("arrive", duty=COURT, person="g5")
    assert standing(morning, COURT) == {"g5": "here"}


def test_there_is_no_roll_call_without_a_published_roster(exam: Exam) -> None:
    given = {"campaign": CODE, "duty": GATE, "person": "g1"}
    assert exam.site.refused("duty.arrive", "leader", **given) == ["This roster has not been published yet."]


def test_only_leaders_call_the_roll_for_others(morning: Morning) -> None:
    for do, given in (
        ("arrive", {"person": "g2"}),
        ("note_absence", {"person": "g2"}),
        ("relieve", {"person": "g2"}),
        ("send_reserve", {"person": "r1"}),
        ("tell_delay", {"person": "g2", "expected_at": "2026-06-07T06:40:00+08:00"}),
        ("leave_post", {"person": "g2", "why": "送人"}),
    ):
        assert "may not do this" in morning.refused(do, "g1", duty=GATE, **given)[0]


def test_who_comes_late_says_when_and_is_late_until_there(morning: Morning) -> None:
    morning.at("06:02")
    morning.do("tell_delay", "g1", duty=GATE, expected_at="2026-06-07T06:20:00+08:00", why="公交晚点")
    morning.do("tell_delay", duty=GATE, person="g2", expected_at="2026-06-07T06:45:00+08:00")
    late = morning.attendance(GATE).people
    assert [(one.standing, one.since, one.expected_at) for one in late.values()] == [
        (Standing.LATE, clock("06:02"), clock("06:20")),
        (Standing.LATE, clock("06:02"), clock("06:45")),
    ]
    morning.at("06:19")
    morning.do("check_in", "g1", post="P2")
    assert standing(morning, GATE) == {"g1": "here", "g2": "late"}
    assert morning.refused("tell_delay", "g1", duty=GATE, expected_at="2026-06-07T06:30:00+08:00") == [
        "g1 arrived at 2026-06-06 22:19:00+00:00."
    ]


@pytest.mark.parametrize("expected", ["2026-06-07T06:02:00+08:00", "2026-06-07T18:00:00+08:00"])
def test_a_time_expected_lies_between_now_and_the_end_of_the_turn(morning: Morning, expected: str) -> None:
    morning.at("06:02")
    assert (
        "does not lie between now and the end"
        in morning.refused("tell_delay", "g1", duty=GATE, expected_at=expected)[0]
    )


def test_an_arrival_is_corrected_with_its_reason_and_stays_on_record(morning: Morning) -> None:
    morning.do("arrive", duty=GATE, person="g1")
    morning.do("arrive", duty=GATE, person="g2")
    morning.at("06:05")
    morning.do("correct", duty=GATE, person="g1", why="认错了人")
    morning.do("correct", duty=GATE, person="g2", arrived_at="2026-06-07T05:45:00+08:00", why="早到了")
    people = morning.attendance(GATE).people
    assert (people["g1"].standing, people["g1"].arrived_at) == (Standing.UNCONFIRMED, None)
    assert (people["g2"].standing, people["g2"].arrived_at) == (Standing.HERE, clock("05:45"))
    assert morning.attendance(GATE).version == 4
    assert morning.refused("correct", duty=GATE, person="g1", why="x") == [
        "g1 is not on record as arrived at P2."
    ]
    assert morning.refused(
        "correct", duty=GATE, person="g2", arrived_at="2026-06-07T06:06:00+08:00", why="x"
    ) == ["2026-06-06 22:06:00+00:00 lies in the future."]
    morning.do("arrive", duty=GATE, person="g1")
    assert people["g1"].corrections == 1


def test_an_absence_is_noted_once_and_ends_when_the_person_comes_after_all(morning: Morning) -> None:
    morning.do("note_absence", duty=GATE, person="g1", why="发烧")
    assert morning.refused("note_absence", duty=GATE, person="g1") == ["This is on record already."]
    morning.at("06:40")
    morning.do("arrive", duty=GATE, person="g1")
    assert standing(morning, GATE) == {"g1": "here"}
    assert morning.refused("note_absence", duty=GATE, person="g1") == [
        "g1 arrived at 2026-06-06 22:40:00+00:00."
    ]


def test_who_leaves_the_post_says_why_and_until_when_and_is_back_by_code_or_tick(morning: Morning) -> None:
    assert morning.refused("leave_post", "g3", duty=COURT, why="送考生去医务点") == [
        "g3 is not at this post."
    ]
    morning.do("arrive", duty=COURT, person="g3")
    morning.at("07:40")
    morning.do("leave_post", "g3", duty=COURT, why="送考生去医务点", back_at="2026-06-07T07:55:00+08:00")
    away = morning.attendance(COURT).people["g3"]
    assert (away.standing, away.since, away.expected_at) == (Standing.AWAY, clock("07:40"), clock("07:55"))
    assert morning.attendance(COURT).here == []
    assert morning.refused(
        "correct", duty=COURT, person="g3", arrived_at="2026-06-07T07:40:00+08:00", why="x"
    ) == ["g3 had left the post by then."]
    morning.at("07:52")
    morning.do("check_in", "g3", post="P5")
    back = morning.attendance(COURT).people["g3"]
    assert (back.standing, back.since, back.arrived_at) == (Standing.HERE, clock("07:52"), clock("05:50"))
    assert morning.refused("leave_post", "g3", duty=COURT, why="x", back_at="2026-06-07T07:52:00+08:00") == [
        "The return at 2026-06-06 23:52:00+00:00 lies before the leaving."
    ]


def test_who_was_relieved_is_done_at_that_post(morning: Morning) -> None:
    assert morning.refused("relieve", duty=GATE, person="g1") == ["g1 is not at this post."]
    morning.do("arrive", duty=GATE, person="g1")
    morning.at("12:00")
    morning.do("relieve", duty=GATE, person="g1")
    assert standing(morning, GATE) == {"g1": "relieved"}
    assert morning.refused("arrive", duty=GATE, person="g1") == [
        "g1 was relieved here at 2026-06-07 04:00:00+00:00."
    ]


def test_what_is_recorded_late_does_not_contradict_what_came_after(morning: Morning) -> None:
    morning.at("06:10")
    morning.do("arrive", duty=GATE, person="g1")
    before: dict[str, Any] = {"duty": GATE, "person": "g1", "at": "2026-06-07T06:00:00+08:00"}
    assert morning.refused("relieve", **before) == [
        "Something later, of 2026-06-06 22:10:00+00:00, is on record for g1."
    ]


def test_an_unknown_duty_is_refused(morning: Morning) -> None:
    assert morning.refused("arrive", duty="P9/x", person="g1") == ["The plan has no duty “P9/x”."]
    assert morning.refused("arrive", duty=f"P2/{SECOND}/day", person="g1")[0].startswith("The turn at P2")
