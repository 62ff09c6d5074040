"""What pages and ``steward ask campaign`` tell of a campaign with its rooms, roster and roll-calls (EXM-31, CMP-02)."""

from datetime import datetime

import pytest

from projections.asking.registry import QUESTIONS
from projections.campaigns.shapes import CampaignState, ShownPoint
from projections.exam.whole import whole_campaign
from tests.domain.roster.exam import CODE
from tests.domain.school import bad
from tests.projections.exam_office import COURT, GATE, ExamOffice, clock, prepared
from tests.projections.office import Office


@pytest.fixture
def exam(office: Office) -> ExamOffice:
    return prepared(office)


def asked(exam: ExamOffice, as_of: datetime | None = None) -> CampaignState:
    exam.office.projector.catch_up()
    return whole_campaign(exam.office.views, site="s1", code=CODE, as_of=as_of)


def beyond(points: list[ShownPoint]) -> dict[tuple[str, str], int]:
    return {(one.kind, one.code): one.much for one in points if one.kind in ("room", "post", "ticket")}


def test_what_is_shown_before_the_decision_is_what_the_decision_records(exam: ExamOffice) -> None:
    """EXM-31: 40 rooms without a check, one of them with a fault, and a gate that lacks one of two."""
    exam.at("17:00", day=6)
    before = exam.office.clock.now
    exam.at("17:05", day=6)
    exam.do("rooms.check", "plan", room="D101", walk="t1", items=[bad("sign", "placed", "指引牌缺失")])
    exam.do("duty.note_absence", duty=GATE, person="g2")
    shown = asked(exam)
    found = beyond(shown.open_points)
    assert (len(found), found["post", "P2"]) == (42, 1)
    assert [one.name and one.name.zh for one in shown.open_points if one.kind == "post"] == ["大门岗"]
    exam.do("campaign.decide", "plan", go=True, evidence="检查表、排班表")
    (decision,) = asked(exam).decisions
    assert decision.open == shown.open_points
    then = asked(exam, before)
    assert (len(beyond(then.open_points)), then.decisions) == (40, [])


def test_a_ticket_is_open_until_it_is_closed_and_a_moment_remembers_it(exam: ExamOffice) -> None:
    exam.at("09:00", day=6)
    (ticket,) = [exam.office.do("help.report", matter="跳闸", unit="D101").results["ticket"]]
    noted = exam.office.clock.now
    exam.at("10:00", day=6)
    exam.office.do("ticket.void", ticket=ticket, why="误报")
    assert [one for one in beyond(asked(exam).open_points) if one[0] == "ticket"] == []
    assert [one for one in beyond(asked(exam, noted).open_points) if one[0] == "ticket"] == [
        ("ticket", ticket)
    ]


def test_an_ended_campaign_has_nothing_open_and_knows_what_was(exam: ExamOffice) -> None:
    exam.at("17:00", day=6)
    exam.do("campaign.decide", "plan", go=False, evidence="考室未检")
    exam.do("campaign.call_off", "plan", why="考点另设")
    state = asked(exam)
    assert beyond(state.open_points) == {}
    assert len(beyond(state.decisions[0].open)) == 40


def test_it_is_a_question_that_anybody_may_put_by_either_time() -> None:
    assert QUESTIONS["campaign"].knows_happened


def test_by_when_things_happened_a_late_record_counts_from_its_time(exam: ExamOffice) -> None:
    """CAL-11: the absence was told at 09:00 and written down at 11:00; asked as of 10:00."""
    exam.at("11:00", day=6)
    exam.do("duty.note_absence", duty=GATE, person="g2", at=clock("09:00", 6))
    exam.office.projector.catch_up()
    asked_at = {"site": "s1", "code": CODE, "as_of": clock("10:00", 6)}
    recorded = whole_campaign(exam.office.views, **asked_at)
    happened = whole_campaign(exam.office.views, **asked_at, axis="happened")
    assert ("post", "P2") not in beyond(recorded.open_points)
    assert ("post", "P2") in beyond(happened.open_points)


def minutes(state: CampaignState) -> dict[str, tuple[int, int, int, int]]:
    assert state.manned is not None
    return {one.code: (one.turns, one.planned_min, one.served_min, one.gap_min) for one in state.manned.posts}


def on_the_day(exam: ExamOffice) -> ExamOffice:
    """Two at the gate from 06:20 on, one at the court half an hour late."""
    exam.at("06:20")
    for person in ("g1", "g2"):
        exam.do("duty.arrive", duty=GATE, person=person)
    exam.at("07:00")
    exam.do("duty.arrive", duty=COURT, person="g3")
    exam.at("08:30")
    return exam


def test_each_post_s_minutes_are_planned_and_served_head_by_head_up_to_the_moment(exam: ExamOffice) -> None:
    """EXM-31: from 06:30; two heads at the gate; the school's own monitoring room is not counted."""
    assert asked(exam).manned is None
    state = asked(on_the_day(exam))
    assert minutes(state) == {"P2": (1, 240, 240, 0), "P5": (1, 120, 90, 30)}
    assert state.manned is not None
    assert (state.manned.planned_min, state.manned.served_min, state.manned.gap_min) == (360, 330, 30)
    then = asked(exam, clock("07:10"))
    assert minutes(then) == {"P2": (1, 80, 80, 0), "P5": (1, 40, 10, 30)}
    assert asked(exam, clock("06:30")).manned is None


def test_after_the_days_every_turn_is_counted_whole(exam: ExamOffice) -> None:
    """The second day of four heads and the night of one were not manned at all; nobody stays past the turn."""
    on_the_day(exam)
    exam.at("10:00", day=10)
    assert minutes(asked(exam)) == {
        "P2": (2, 2760, 1380, 1380),
        "P5": (2, 1380, 660, 720),
        "P6": (1, 750, 0, 750),
        "S1": (1, 690, 0, 690),
    }


def test_the_debrief_tells_each_count_with_what_is_behind_it(exam: ExamOffice) -> None:
    exam.do("campaign.note_incident", what="断电两分钟", place="D栋")
    exam.at("18:00", day=8)
    ticket = exam.office.do("help.report", matter="跳闸", unit="D101").results["ticket"]
    counted = {"mistakes": 0, "faults": 3, "complaints": 0}
    exam.do("campaign.hold_debrief", "plan", counted=counted, behind={"faults": [ticket, 1]}, links=["照片"])
    state = asked(exam)
    told = {one.code: (one.count, one.tickets, one.incidents) for one in state.targets}
    assert told == {"mistakes": (0, [], []), "faults": (3, [ticket], [1]), "complaints": (0, [], [])}
    assert state.links == ["照片"]
    before = asked(exam, clock("17:00", 8))
    assert [(one.count, one.tickets) for one in before.targets] == [(None, [])] * 3
