"""The exam's day on one page, with the numbers of the roster, the rooms and the campaign (EXM-07, EXM-30, EXM-31)."""

import pytest

from domain.errors import Unknown
from projections.campaigns.campaign import campaign
from projections.exam.day import exam_day
from projections.rooms.plan import rooms
from projections.rosters.roster import roster
from tests.domain.roster.exam import CODE
from tests.domain.school import bad
from tests.projections.exam_office import COURT, GATE, NIGHT, ExamOffice, clock, prepared
from tests.projections.office import Office


@pytest.fixture
def exam(office: Office) -> ExamOffice:
    return prepared(office)


def seconds(text: str) -> int:
    return int(clock(text).timestamp())


def arrive(exam: ExamOffice, duty: str, *people: str) -> None:
    for person in people:
        exam.do("duty.arrive", duty=duty, person=person)


def test_before_the_turn_the_board_counts_who_has_come_and_nothing_is_missing_yet(exam: ExamOffice) -> None:
    arrive(exam, GATE, "g1")
    found = exam.asked()
    assert (found.here, found.heads) == (1, 3)
    assert [(one.code, one.state, one.here, one.heads) for one in found.posts] == [
        ("P2", "coming", 1, 2),
        ("P5", "coming", 0, 1),
        ("P6", "later", 0, 1),
        ("S1", "later", 0, 1),
        ("M1", "not_ours", 0, 2),
    ]
    assert found.post_decisions == []


def test_exm_31_a_missing_head_is_to_be_decided_with_the_reserve_that_can_step_in(exam: ExamOffice) -> None:
    exam.do("duty.station_reserve", person="r1", place="门厅")
    arrive(exam, GATE, "g1", "g2")
    exam.at("06:02")
    exam.do(
        "duty.tell_delay", duty=COURT, person="g3", expected_at=clock("06:50").isoformat(), why="公交晚点"
    )
    (told,) = exam.asked().post_decisions
    assert (told.duty, told.missing, told.since) == (COURT, 1, None)
    assert [(one.name, one.standing, one.words) for one in told.cause] == [("员工g3", "late", "公交晚点")]
    assert [(one.person, one.place) for one in told.offers] == [("r1", "门厅"), ("r2", "")]
    exam.at("06:32")
    (told,) = exam.asked().post_decisions
    assert told.since == seconds("06:30")
    exam.do("duty.send_reserve", duty=COURT, person="r1", instead_of="g3")
    found = exam.asked()
    assert found.post_decisions == []
    assert [(one.person, one.post.zh if one.post else "") for one in found.reserve] == [
        ("r2", ""),
        ("r1", "球场门"),
    ]
    assert (found.reserve_left, found.here, exam.post("P5").on_the_way) == (1, 2, 1)
    exam.at("06:35")
    arrive(exam, COURT, "r1")
    assert (exam.asked().here, exam.post("P5").lacking_since) == (3, None)


def test_somebody_late_who_comes_before_the_turn_begins_is_nothing_to_decide(exam: ExamOffice) -> None:
    exam.at("06:02")
    exam.do("duty.tell_delay", duty=COURT, person="g3", expected_at=clock("06:20").isoformat())
    found = exam.asked()
    assert [(one.name, one.expected_at) for one in found.late] == [("员工g3", seconds("06:20"))]
    assert found.post_decisions == []


def test_who_leaves_the_post_makes_it_lack_a_head_from_then_on(exam: ExamOffice) -> None:
    arrive(exam, COURT, "g3")
    exam.at("07:40")
    exam.do(
        "duty.leave_post", duty=COURT, person="g3", why="送考生去医务点", back_at=clock("07:55").isoformat()
    )
    exam.at("07:42")
    row = exam.post("P5")
    assert (row.here, row.lacking_since) == (0, seconds("07:40"))
    assert [(one.standing, one.expected_at, one.words) for one in row.people] == [
        ("away", seconds("07:55"), "送考生去医务点")
    ]


def test_each_post_names_who_stood_there_before_and_who_comes_next(exam: ExamOffice) -> None:
    exam.at("07:00", day=8)
    row = exam.post("P5")
    assert (row.previous, row.next, row.next_at) == (["员工g3"], [], None)
    exam.at("07:00")
    row = exam.post("P5")
    assert (row.previous, row.next, row.next_at) == ([], ["员工g3"], int(clock("06:30", 8).timestamp()))
    assert exam.post("P6").state == "later"


def test_exm_30_candidates_wait_for_the_word_from_0710_on(exam: ExamOffice) -> None:
    exam.at("07:09")
    assert (exam.asked().waits_for_word, exam.asked().next_milestone) == (False, "admission1")
    exam.at("07:10")
    assert exam.asked().waits_for_word
    exam.do("campaign.open_admission", word_by={"name": "周老师"})
    found = exam.asked()
    assert (found.waits_for_word, found.next_milestone) == (False, "rooms1a")
    assert found.admission is not None
    assert found.admission.word_by == "周老师"


def test_the_day_says_when_it_is_silent(exam: ExamOffice) -> None:
    assert [(one.begins, one.ends) for one in exam.asked().silences] == [
        (seconds("08:45"), seconds("11:30")),
        (seconds("14:45"), seconds("17:00")),
    ]


def test_exm_35_a_failed_room_is_to_be_decided_with_its_spare_and_what_follows(exam: ExamOffice) -> None:
    exam.at("07:35")
    exam.do("rooms.check", "chen", room="D401", walk="t2", items=[bad("air", "cooling", "不制冷")])
    found = exam.asked()
    (told,) = found.room_decisions
    assert (told.room, told.item.zh, told.cause, told.since) == ("D401", "制冷", "不制冷", seconds("07:35"))
    assert told.spare == "D104"
    assert found.rooms is not None
    assert (found.rooms.usable, found.rooms.in_use, found.rooms.spares_left) == (39, 40, 4)
    exam.do("rooms.swap", "plan", outgoing="D401", incoming="D104", why="空调不制冷")
    found = exam.asked()
    assert found.room_decisions == []
    assert found.rooms is not None
    assert (found.rooms.usable, found.rooms.in_use, found.rooms.spares_left) == (40, 40, 3)


def test_a_failed_spare_is_not_offered(exam: ExamOffice) -> None:
    exam.at("07:35")
    for room in ("D401", "D104"):
        exam.do("rooms.check", "chen", room=room, walk="t2", items=[bad("air", "cooling", "不制冷")])
    (told,) = exam.asked().room_decisions
    assert (told.room, told.spare) == ("D401", "D105")


def test_calls_wait_with_their_words_and_the_last_answer_tells_how_soon(exam: ExamOffice) -> None:
    exam.do("duty.call", "g1", what="对讲机没电", place="大门岗")
    exam.do("duty.call", "g3", what="家长聚集")
    exam.at("05:51")
    exam.do("duty.answer_call", call=2)
    found = exam.asked()
    assert [(one.call, one.what, one.place, one.by) for one in found.calls] == [
        (1, "对讲机没电", "大门岗", "员工g1")
    ]
    assert found.answered_in_s == 60


def test_materials_that_run_low_stand_on_the_board(exam: ExamOffice) -> None:
    low = {one.code for one in exam.asked().materials}
    assert "thermometers" in low
    exam.do("campaign.count_material", "plan", material="thermometers", quantity=2)
    assert {one.code for one in exam.asked().materials} == low - {"thermometers"}


def test_the_numbers_are_those_of_the_roster_the_rooms_and_the_campaign(exam: ExamOffice) -> None:
    arrive(exam, GATE, "g1", "g2")
    exam.at("07:35")
    exam.do("rooms.check", "chen", room="D401", walk="t2", items=[bad("air", "cooling", "不制冷")])
    found = exam.asked()
    views = exam.office.views
    rows = roster(views, site="s1", campaign=CODE, show="published")
    now = next(one for one in rows.by_hour if one.begins <= found.read_at < one.ends)
    assert (found.heads, found.reserve_left, found.edition) == (now.heads, now.reserve, rows.edition)
    assert found.rooms == rooms(views, site="s1", campaign=CODE)
    plan = campaign(views, site="s1", code=CODE)
    assert [one.code for one in found.materials] == plan.shortage
    assert found.next_milestone == plan.next_milestone
    assert found.milestones == [one for one in plan.milestones if one.day == plan.today]


def test_the_morning_can_be_asked_as_of_any_moment_of_it(exam: ExamOffice) -> None:
    arrive(exam, GATE, "g1")
    exam.at("06:10")
    arrive(exam, GATE, "g2")
    exam.at("09:00")
    arrive(exam, COURT, "g3")
    assert exam.asked().here == 3
    then = exam.asked(clock("05:59"))
    assert (then.here, then.read_at, then.next_milestone) == (1, seconds("05:59"), "duty1")
    assert exam.asked(clock("06:10")).here == 2


def test_a_post_whose_turn_is_over_asks_for_nobody(exam: ExamOffice) -> None:
    exam.at("17:10")
    assert (exam.post("P6").state, exam.post("P6").duty) == ("coming", NIGHT)
    exam.at("18:00")
    assert exam.post("P5").state == "over"
    assert exam.asked().heads == 1


def test_without_a_campaign_there_is_no_day(office: Office) -> None:
    office.projector.catch_up()
    with pytest.raises(Unknown):
        exam_day(office.views, site="s1", campaign="nothing")
