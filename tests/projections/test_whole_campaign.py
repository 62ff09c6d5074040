"""What pages and ``steward ask campaign`` tell of a campaign with its rooms, roster and roll-calls (EXM-31, CMP-02)."""

from datetime import datetime

import pytest

from projections.asking.registry import QUESTIONS
from projections.campaigns.shapes import CampaignState, ShownPoint
from projections.exam.whole import whole_campaign
from tests.domain.roster.exam import CODE
from tests.domain.school import bad
from tests.projections.exam_office import GATE, ExamOffice, clock, prepared
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
