"""What a decision to go or not records as open beyond the campaign: rooms, posts, tickets (EXM-31, CMP-02)."""

from typing import Any

import pytest

from tests.domain.campaigning import EXAM, campaign, local, start_exam
from tests.domain.doorway import Doorway
from tests.domain.roster.exam import WHOLE, Exam, manned, staffed
from tests.domain.roster.morning import COURT, GATE, Morning, reserved
from tests.domain.school import ROOMS, SPARES, bad, found_school, look, ok, open_rooms, plan_of


@pytest.fixture
def school(site: Doorway) -> Doorway:
    """An exam that runs, its rooms chosen five days before, its roster published by then."""
    start_exam(site)
    found_school(site)
    staffed(site)
    exam = manned(site)
    reserved(site, exam)
    exam.take(WHOLE)
    exam.do("publish")
    open_rooms(site)
    return site


def decided(site: Doorway, when: str = "2026-06-06 17:00", **more: Any) -> dict[tuple[str, str], int]:
    """What a decision that is recorded at that moment found open in rooms, posts and tickets."""
    site.now = local(when)
    site.do("campaign.decide", "everybody", campaign=EXAM, go=True, evidence="检查表、排班表", **more)
    found = campaign(site).decisions[-1].open
    return {(one.kind, one.code): one.much for one in found if one.kind in ("room", "post", "ticket")}


def test_rooms_and_posts_of_which_nothing_is_known_are_open_as_a_whole(site: Doorway) -> None:
    """The template plans 40 rooms in use, and 30 posts of ours beside the school's own."""
    start_exam(site)
    assert decided(site) == {("room", ""): 40, ("post", ""): 30}


def test_each_room_in_use_is_open_with_the_checks_that_have_not_passed(school: Doorway) -> None:
    """EXM-T05: both checks of the first round pass in D101; of one in D102 an item fails, which is a ticket."""
    checks = len(plan_of(school).ticks("D101"))
    power = ok("facility", "power", "lights", "switches", "speaker")
    look(school, "D101", "t5", *power, *ok("air", "on", "cooling", "remote"))
    look(school, "D102", "t5", *power, bad("air", "cooling", "不制冷"))
    found = decided(school)
    rooms = {code: much for (kind, code), much in found.items() if kind == "room"}
    assert rooms.keys() == {*ROOMS} - {*SPARES}
    assert (rooms["D101"], rooms["D102"], rooms["D103"]) == (checks - 2, checks - 1, checks)


def test_open_tickets_about_the_rooms_are_named_whoever_reported_them(school: Doorway) -> None:
    """One from a check, one from the desk about a spare, one closed again, one about a household."""
    look(school, "D102", "t5", bad("air", "cooling", "不制冷"))
    reported: list[Any] = [
        school.do("help.report", "desk", matter=matter, unit=unit, help_class="repair").results["ticket"]
        for matter, unit in (("漏水", SPARES[0]), ("误报", "D103"), ("跳闸", "5-2-1203"))
    ]
    school.do("ticket.void", "everybody", ticket=reported[1], why="误报")
    tickets = {code for kind, code in decided(school) if kind == "ticket"}
    from_check = plan_of(school).rooms["D102"].seen["t5", "air", "cooling"][-1].ticket
    assert tickets == {from_check, reported[0]}


def test_a_decision_that_is_written_down_late_sees_what_had_happened_by_its_own_moment(
    school: Doorway,
) -> None:
    """CMP-02: decided at 17:00, written down at 19:00. What came at 18:00 is left out, what was told late is not."""
    look(school, "D102", "t5", bad("air", "cooling", "不制冷"))
    school.now = local("2026-06-06 18:00")
    given = {"matter": "跳闸", "unit": "D101", "help_class": "repair"}
    later = school.do("help.report", "desk", **given).results["ticket"]
    from_check = plan_of(school).rooms["D102"].seen["t5", "air", "cooling"][-1].ticket
    school.do("ticket.void", "everybody", ticket=from_check, why="已自行恢复")
    school.do("duty.note_absence", "leader", campaign=EXAM, duty=GATE, person="g2")
    told_late = {"campaign": EXAM, "room": "D103", "walk": "t2", "items": ok("clock", "set")}
    school.do("rooms.check", "chen", **told_late, at="2026-06-06T16:30:00+08:00")
    school.do("rooms.check", "chen", **{**told_late, "room": "D201"})
    found = decided(school, "2026-06-06 19:00", at="2026-06-06T17:00:00+08:00")
    assert {code for kind, code in found if kind == "ticket"} == {from_check}
    assert not [code for kind, code in found if kind == "post"]
    assert found["room", "D201"] - found["room", "D103"] == 1
    taken = campaign(school).decisions[-1]
    assert (taken.at, taken.late_s) == (local("2026-06-06 17:00"), 2 * 3600)
    now = decided(school, "2026-06-06 19:05")
    assert {code for kind, code in now if kind == "ticket"} == {later}
    assert now["post", "P2"] == 1
    assert campaign(school).decisions[-1].late_s == 0


def test_a_late_decision_leaves_out_what_rests_on_something_that_came_later(site: Doorway) -> None:
    """A task that was added at 17:30 and told as done at 16:00; one of the plan that was done at 18:00."""
    start_exam(site)
    site.now = local("2026-06-06 17:30")
    added = {"name": "加装指引灯", "owner": "logistics", "due": "2026-06-06"}
    task = site.do("campaign.add_task", "everybody", campaign=EXAM, **added).results["task"]
    site.now = local("2026-06-06 18:00")
    site.do("campaign.finish_task", "everybody", campaign=EXAM, task=task, at="2026-06-06T16:00:00+08:00")
    site.do("campaign.finish_task", "everybody", campaign=EXAM, task="T13")
    for when, found in (({"at": "2026-06-06T17:00:00+08:00"}, {"T13"}), ({}, set[str]())):
        decided(site, "2026-06-06 19:00", **when)
        points = campaign(site).decisions[-1].open
        assert {one.code for one in points if one.kind == "task"} & {task, "T13"} == found


def test_a_post_is_open_with_the_heads_who_will_not_come(school: Doorway) -> None:
    """EXM-31: the gate for two lacks one the evening before; the school's own post is no gap of ours."""
    assert not [code for kind, code in decided(school) if kind == "post"]
    school.do("duty.note_absence", "leader", campaign=EXAM, duty=GATE, person="g2")
    school.do("roster.release", "plan", campaign=EXAM, person="l1")
    found = decided(school, "2026-06-06 17:30")
    assert {code: much for (kind, code), much in found.items() if kind == "post"} == {"P2": 1, "S1": 1}


def test_within_its_turn_a_post_has_who_is_there(school: Doorway) -> None:
    """EXM-31: at 06:40 one of two stands at the gate and nobody at the court; all come the day after."""
    morning = Morning(Exam(school))
    morning.at("06:20")
    morning.do("arrive", duty=GATE, person="g1")
    found = decided(school, "2026-06-07 06:40")
    assert {code: much for (kind, code), much in found.items() if kind == "post"} == {"P2": 1, "P5": 1}
    morning.do("arrive", duty=COURT, person="g3")
    found = decided(school, "2026-06-07 06:41")
    assert {code: much for (kind, code), much in found.items() if kind == "post"} == {"P2": 1}
