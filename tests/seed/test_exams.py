"""The demo's campaigns: one exam is over, one begins in nine days, a survey is prepared; they give way to people."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from domain.campaigns.book import TemplateBook, template_stream
from domain.campaigns.campaign import Campaign, campaign_stream
from domain.places import EQUIPMENT_ROOMS, ExamRole, UnitKind
from domain.rooms.plan import RoomPlan, rooms_stream
from domain.rooms.results import Tick
from domain.roster.attendance import Attendance, duty_stream
from domain.roster.facts import RosterAcknowledged
from domain.roster.presence import Standing
from domain.roster.roster import Roster, roster_stream
from domain.roster.serving import served_min
from domain.roster.solving.propose import propose
from domain.roster.standby import Standby, standby_stream
from domain.units import Unit
from seed.demo import Estate
from seed.demo.days import DAY, ZONE, local
from tests.seed.stage import NOW, Stage, played_once

OVER, COMING, SURVEY = "mock-exam", "joint-exam", "survey"
TODAY = NOW.astimezone(ZONE).date()


def hamlet() -> Estate:
    """So few homes that next to nothing but the campaigns happens."""
    return Estate.ending_at(NOW, 11, homes=20)


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    stage = played_once(tmp_path_factory, "hamlet", Stage, hamlet())
    yield stage
    stage.log.close()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path, hamlet())
    yield stage
    stage.log.close()


def campaign(stage: Stage, code: str) -> Campaign:
    return stage.log.get(Campaign, campaign_stream("s1", code))


def roster(stage: Stage, code: str) -> Roster:
    return stage.log.get(Roster, roster_stream("s1", code))


def rooms(stage: Stage, code: str) -> RoomPlan:
    return stage.log.get(RoomPlan, rooms_stream("s1", code))


def units(stage: Stage) -> list[Unit]:
    streams = {one.originator_id for one in stage.events() if one.originator_id.startswith("unit:")}
    return [stage.log.get(Unit, stream) for stream in streams]


def test_the_four_templates_are_published(today: Stage) -> None:
    """CMP-01, CMP-02, CMP-07, CMP-08."""
    for code in ("caring_service", "exam_support", "return_visits", "satisfaction_survey"):
        assert today.log.get(TemplateBook, template_stream(code)).at_edition(0).code == code


def test_the_school_has_forty_four_rooms_on_seven_floors_and_its_places(today: Stage) -> None:
    """UNT-03, UNT-04, UNT-05."""
    found = units(today)
    floors = Counter(
        f"{one.file.building}{one.file.floor}" for one in found if one.kind is UnitKind.EXAM_ROOM
    )
    assert floors == {"D1": 5, "D2": 7, "D3": 8, "D4": 8, "D5": 4, "C5": 6, "C6": 6}
    assert {one.kind for one in found} >= EQUIPMENT_ROOMS
    others = {UnitKind.SECURITY_POST, UnitKind.ENTRY_DOOR, UnitKind.EQUIPMENT}
    ancillary = {*UnitKind} - EQUIPMENT_ROOMS - others
    assert {one.kind for one in found} >= ancillary


def test_an_exam_is_over_with_believable_trouble(today: Stage) -> None:
    """CMP-02, EXM-36."""
    found = campaign(today, OVER)
    assert found.state == "closed"
    assert [(code, one.ended) for code, one in found.work.items() if one.ended != "done"] == [
        ("T04", "not_applicable")
    ]
    assert [code for code, one in found.work.items() if one.promised] == ["T02", "T10"]
    assert {code for code, one in found.work.items() if one.days_late(TODAY, ZONE)} == {"T02", "T06", "T10"}
    assert not any(one.short for one in found.stock.values())
    assert {code: one.bought for code, one in found.stock.items() if one.bought} == {
        "thermometers": 1,
        "torches": 2,
    }
    assert found.debrief is not None
    assert {one.target: one.count for one in found.debrief.counted} == {
        "mistakes": 0,
        "faults": 1,
        "complaints": 0,
    }
    assert len(found.incidents) == 4
    assert [one.behind for one in found.debrief.counted] == [(), (1,), ()]


def test_it_was_decided_at_five_with_one_open_point_and_opened_at_ten_past_seven(today: Stage) -> None:
    """EXM-30."""
    found = campaign(today, OVER)
    (decision,) = found.decisions
    assert decision.at == local(found.anchor - DAY, 17)
    assert [(one.kind, one.code) for one in decision.open] == [("task", "T13")]
    assert {day: word.at for day, word in found.admitted.items()} == {
        day: local(day, 7, 10) for day in (found.anchor, found.anchor + DAY)
    }


def test_five_faults_were_repaired_or_their_room_was_swapped(today: Stage) -> None:
    """EXM-35, FRM-16."""
    plan = rooms(today, OVER)
    assert [len(plan.of_role(role)) for role in (ExamRole.ACTIVE, ExamRole.SPARE, ExamRole.OUT_OF_USE)] == [
        40,
        3,
        1,
    ]
    for room in (*plan.of_role(ExamRole.ACTIVE), *plan.of_role(ExamRole.SPARE)):
        assert {*plan.ticks(room).values()}.isdisjoint({Tick.UNDONE, Tick.FAILED})
    faults = [one for one in today.tickets() if one.report and one.report.unit in plan.rooms]
    assert sorted(one.report.unit for one in faults if one.report) == [
        "C-503",
        "C-504",
        "D-104",
        "D-203",
        "D-402",
    ]
    assert all("closed" in one.steps for one in faults)


def test_its_roster_held_and_forty_five_of_forty_seven_knew_it_in_time(today: Stage) -> None:
    """EXM-20, EXM-31, EXM-33."""
    found = roster(today, OVER)
    assert found.breaches() == ()
    assert not found.missing(found.draft)
    assert len(found.here) == 57
    on_duty = {one.person for one in found.draft}
    assert len(on_duty) == 47
    assert all(found.is_acknowledged(person) for person in on_duty)
    told = today.log.stream(roster_stream("s1", OVER))
    known = [one for one in told if isinstance(one.fact, RosterAcknowledged)]
    in_time = campaign(today, OVER).anchor - 4 * DAY
    assert sum(one.happened_at.astimezone(ZONE).date() < in_time for one in known) == 45


def test_everybody_was_on_post_but_one_whom_the_reserve_stood_in_for(today: Stage) -> None:
    """EXM-07, EXM-34."""
    found = roster(today, OVER)
    late = f"P7A/{campaign(today, OVER).anchor}/day"
    for key, duty in found.duties.items():
        there = today.log.get(Attendance, duty_stream("s1", OVER, key))
        assert len(there.here) == duty.heads
        on_time = all((one.arrived_at or NOW) <= duty.span.begins for one in there.people.values())
        assert on_time is (key != late)
    people = today.log.get(Attendance, duty_stream("s1", OVER, late)).people
    stood_in = [id for id, one in people.items() if one.is_reserve and one.standing is Standing.RELIEVED]
    assert len(stood_in) == 1
    assert served_min(found.duties[late], people, NOW) == 690 - 4
    assert today.log.get(Standby, standby_stream("s1", OVER)).sent == {}


def test_an_exam_begins_in_nine_days(today: Stage) -> None:
    """EXM-36, EXM-T02: the contractors have begun in time and are not accepted yet."""
    found = campaign(today, COMING)
    assert (found.state, found.anchor) == ("draft", TODAY + 9 * DAY)
    assert {code for code, one in found.work.items() if not one.is_open} == {"T01", "T04", "T16"}
    assert [code for code, one in found.work.items() if one.colour(TODAY) == "in_progress"] == ["T02"]
    assert [code for code, one in found.work.items() if one.colour(TODAY) == "overdue"] == ["T03"]
    assert [code for code, one in found.work.items() if one.promised] == ["T05"]
    assert found.missing_facts == ("liaison", "cordon", "standby", "timetable")
    assert sum(one.counted is not None for one in found.stock.values()) == 11
    plan = rooms(today, COMING)
    assert len(plan.of_role(ExamRole.ACTIVE)) == 40
    assert not any(room.seen for room in plan.rooms.values())


def test_its_roster_lacks_one_head_and_the_reserve_would_fill_it(today: Stage) -> None:
    """EXM-20, EXM-33."""
    found = roster(today, COMING)
    assert dict(found.missing(found.draft)) == {f"R-C6/{TODAY + 10 * DAY}/session": 1}
    proposal = propose(found.problem(), found.draft)
    assert sum(proposal.gaps.values()) == 1
    assert [one.do for one in proposal.repairs if one.left == 0 and "policy" in one.do] == [
        "roster.set_policy"
    ]


def test_a_survey_is_in_preparation(today: Stage) -> None:
    """CMP-08."""
    found = campaign(today, SURVEY)
    assert (found.state, found.missing_facts) == ("draft", ("members",))
    assert {code for code, one in found.work.items() if not one.is_open} == {"S01", "S02"}


def test_no_room_of_the_school_has_a_ticket_on_the_board(today: Stage) -> None:
    school = rooms(today, OVER).rooms.keys()
    open_now = [one.report.unit for one in today.tickets() if one.is_open and one.report]
    assert open_now
    assert school.isdisjoint(open_now)


def test_all_of_it_goes_on_by_itself(stage: Stage) -> None:
    stage.play(NOW)
    stage.wall = NOW + 29 * DAY
    played = stage.play(stage.wall)
    assert not played.refused
    assert not played.touched
    assert campaign(stage, COMING).state == "closed"
    assert roster(stage, COMING).breaches() == ()
    assert campaign(stage, SURVEY).started_at is not None


def test_a_play_in_two_goes_equals_one(stage: Stage, tmp_path: Path) -> None:
    twin = Stage(tmp_path / "twin", hamlet())
    exam = campaign(stage, OVER).anchor
    assert exam < TODAY
    first = stage.estate.first_day + 31 * DAY
    for until in (local(first, 12, 3), local(first, 13), NOW):
        stage.play(until)
    twin.play(NOW)
    assert stage.events() == twin.events()
    assert stage.register() == twin.register()
    twin.log.close()


def test_a_campaign_that_a_person_touched_is_left_alone(stage: Stage) -> None:
    stage.play(NOW)
    stage.person("campaign.finish_task", "wuguan01", campaign=COMING, task="T03")
    stage.wall = NOW + timedelta(days=12)
    played = stage.play(stage.wall)
    assert not played.refused
    assert played.touched == {COMING}
    assert stage.log.stream(campaign_stream("s1", COMING))[-1].through == "console"
    assert roster(stage, COMING).edition is None
    assert campaign(stage, SURVEY).started_at is not None
