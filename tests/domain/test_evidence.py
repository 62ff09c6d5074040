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


def decided(site: Doorway, when: str = "2026-06-06 17:00") -> dict[tuple[str, str], int]:
    """What a decision of that moment found open in rooms, posts and tickets."""
    site.now = local(when)
    site.do("campaign.decide", "everybody", campaign=EXAM, go=True, evidence="检查表、排班表")
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
