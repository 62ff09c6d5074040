"""Rooms × checks × rounds: first results, re-checks, and the tickets between them (EXM-T05..T09, FRM-16, CON-13)."""

from datetime import date

import pytest

from domain.errors import Refused
from domain.rooms.facts import Result, RoomChecked
from domain.rooms.results import Tick
from domain.rooms.sheets import Sheets
from domain.tickets.facts import HelpClass
from tests.domain.doorway import Doorway
from tests.domain.school import CAMPAIGN, EIGHT, SPARES, TEMPLATE, bad, look, ok, plan_of, refused, unit_of

AIR = ("on", "cooling", "remote")
SHEETS = TEMPLATE.sheets or Sheets((), ())


def test_con_13_three_rounds_have_three_deadlines_and_are_not_merged(exam: Doorway) -> None:
    plan = plan_of(exam)
    assert [plan.due(walk) for walk in ("t5", "t3", "t2", "t1")] == [
        date(2026, 6, 2),
        date(2026, 6, 4),
        date(2026, 6, 5),
        date(2026, 6, 6),
    ]
    look(exam, "D101", "t5", *ok("air", *AIR))
    assert plan_of(exam).tick("D101", "t5", "air") is Tick.PASSED
    assert plan_of(exam).tick("D101", "t2", "air") is Tick.UNDONE


def test_exm_t05_to_t09_t14_and_t17_each_have_their_place_in_a_round() -> None:
    found = {(look.task, walk.days_before, walk.heads) for walk, look in SHEETS.looks()}
    assert found == {
        ("T05", 5, 1),
        ("T06", 3, 3),
        ("T07", 2, 1),
        ("T08", 2, 1),
        ("T09", 2, 1),
        ("T14", 1, 1),
        ("T17", 1, 1),
    }


def test_frm_16_has_two_checklists_and_the_room_six_ticks() -> None:
    checks = SHEETS.checks
    assert [one.name.zh for one in checks] == ["设施", "空调", "清洁", "时钟", "标识", "复检"]
    assert [one.form_name.zh for one in checks if one.form_name] == ["考室设施设备检查表", "考室空调检查表"]


def test_what_nobody_answered_is_undone_and_never_passed(exam: Doorway) -> None:
    look(exam, "D101", "t5", *ok("air", "on", "cooling"))
    assert plan_of(exam).tick("D101", "t5", "air") is Tick.UNDONE
    assert unit_of(exam, "D101").inspections == {}
    look(exam, "D101", "t5", *ok("air", "remote"))
    assert plan_of(exam).tick("D101", "t5", "air") is Tick.PASSED
    assert unit_of(exam, "D101").inspections[CAMPAIGN, "t5", "air"].passed


def test_a_failed_item_becomes_a_ticket_of_the_room_in_the_same_command(exam: Doorway) -> None:
    outcome = look(exam, "D101", "t5", *ok("air", "on", "remote"), bad("air", "cooling", "不制冷"))
    ticket = exam.ticket(str(outcome.results["ticket"]))
    assert ticket.report is not None
    assert (ticket.report.help_class, ticket.unit, ticket.first_receiver) == (
        HelpClass.REPAIR,
        "D101",
        "chen",
    )
    assert exam.log.texts([ticket.matter.id if ticket.matter else ""]).popitem()[1] == "空调·制冷：不制冷"
    written = exam.log.of_command(outcome.id)
    assert {event.originator_id.partition(":")[0] for event in written} == {"rooms", "unit", "ticket"}
    assert {event.correlation for event in written} == {outcome.id}
    seen = plan_of(exam).rooms["D101"].seen["t5", "air", "cooling"]
    assert seen[0].ticket == ticket.number
    assert unit_of(exam, "D101").inspections[CAMPAIGN, "t5", "air"].failed == ("cooling",)


def test_two_faults_of_one_sheet_are_two_tickets_with_two_numbers(exam: Doorway) -> None:
    look(exam, "D101", "t5", bad("air", "cooling", "不制冷"), bad("facility", "lights", "两盏不亮"))
    seen = plan_of(exam).rooms["D101"].seen
    tickets = [seen["t5", "air", "cooling"][0].ticket, seen["t5", "facility", "lights"][0].ticket]
    assert tickets == ["H260602-001", "H260602-002"]
    assert all(exam.ticket(number).is_open for number in tickets)


def repaired(exam: Doorway) -> str:
    """A lamp of D101 failed in the second round and its ticket is closed."""
    number = str(look(exam, "D101", "t3", bad("facility", "lights", "不亮")).results["ticket"])
    exam.later(hours=1)
    exam.do("ticket.finish", "chen", ticket=number)
    exam.do("ticket.close", "desk", ticket=number)
    return number


def test_a_repaired_item_passes_its_recheck_and_shows_that_it_was_not_the_first_pass(exam: Doorway) -> None:
    number = repaired(exam)
    rest = ("power", "switches", "speaker", "desks", "doors", "windows")
    look(exam, "D101", "t3", *ok("facility", *rest))
    assert plan_of(exam).tick("D101", "t3", "facility") is Tick.FAILED
    look(exam, "D101", "t3", *ok("facility", "lights"), do="recheck")
    plan = plan_of(exam)
    assert plan.tick("D101", "t3", "facility") is Tick.PASSED_AFTER_RECHECK
    assert [one.passed for one in plan.rooms["D101"].seen["t3", "facility", "lights"]] == [False, True]
    assert exam.ticket(number).is_open is False


def test_a_recheck_without_a_repair_needs_a_word_which_the_ticket_keeps(exam: Doorway) -> None:
    number = str(look(exam, "D101", "t3", bad("facility", "lights", "不亮")).results["ticket"])
    told = refused(exam, "recheck", "chen", room="D101", walk="t3", items=ok("facility", "lights"))
    assert told == [f"Ticket {number} tells of no repair of “Facilities · Lights” in D101 yet."]
    word = [{"check": "facility", "item": "lights", "passed": True, "cause": "开关没合上"}]
    look(exam, "D101", "t3", *word, do="recheck")
    assert plan_of(exam).rooms["D101"].seen["t3", "facility", "lights"][-1].passed
    assert exam.ticket(number).stage == "remarked"
    assert exam.ticket(number).is_open


def test_an_item_that_fails_again_after_its_repair_reopens_the_same_ticket_as_rework(exam: Doorway) -> None:
    number = repaired(exam)
    look(exam, "D101", "t3", bad("facility", "lights", "又不亮"), do="recheck")
    assert exam.ticket(number).is_open
    assert exam.ticket(number).reopenings == 1
    assert plan_of(exam).rooms["D101"].seen["t3", "facility", "lights"][-1].ticket == number


def test_an_item_whose_ticket_was_voided_gets_a_new_one_when_it_fails_again(exam: Doorway) -> None:
    number = str(look(exam, "D101", "t3", bad("facility", "lights", "不亮")).results["ticket"])
    exam.do("ticket.void", "desk", ticket=number, why="误报")
    told = refused(exam, "recheck", "chen", room="D101", walk="t3", items=ok("facility", "lights"))
    assert len(told) == 1
    again = look(exam, "D101", "t3", bad("facility", "lights", "真不亮"), do="recheck").results["ticket"]
    assert again != number
    assert plan_of(exam).rooms["D101"].seen["t3", "facility", "lights"][-1].ticket == again


def test_an_item_still_out_of_order_while_its_ticket_is_open_is_told_to_that_ticket(exam: Doorway) -> None:
    number = str(look(exam, "D101", "t3", bad("facility", "lights", "不亮")).results["ticket"])
    look(exam, "D101", "t3", bad("facility", "lights", "还是不亮"), do="recheck")
    assert exam.ticket(number).stage == "remarked"
    assert exam.log.last_stream("ticket:s1:H") == f"ticket:s1:{number}"


def test_an_item_that_passed_and_is_found_broken_later_opens_a_ticket(exam: Doorway) -> None:
    look(exam, "D101", "t3", *ok("facility", "lights"))
    look(exam, "D101", "t3", bad("facility", "lights", "闪"), do="recheck")
    assert plan_of(exam).rooms["D101"].seen["t3", "facility", "lights"][-1].ticket == "H260602-001"


def test_a_sheet_with_one_bad_line_is_not_recorded_at_all_and_every_line_is_named(exam: Doorway) -> None:
    look(exam, "D101", "t2", *ok("air", "on"))
    items = [
        *ok("air", "on", "speed"),
        {"check": "air", "item": "cooling", "passed": False},
        *ok("clock", "set"),
        *ok("clock", "set"),
    ]
    assert refused(exam, "check", "chen", room="D101", walk="t2", items=items) == [
        "“clock set” is answered 2 times.",
        "“Air-con · Switches on, air comes” of D101 is already on record, at 2026-06-02 01:00:00+00:00.",
        "This round does not look at “air speed”.",
        "“Air-con · Cooling” of D101 is not in order: say what is wrong with it.",
    ]
    assert plan_of(exam).tick("D101", "t2", "clock") is Tick.UNDONE


def test_a_recheck_comes_after_a_first_check_and_not_before_it_in_time(exam: Doorway) -> None:
    lights = ok("facility", "lights")
    assert (
        "has not been looked at yet"
        in refused(exam, "recheck", "chen", room="D101", walk="t3", items=lights)[0]
    )
    look(exam, "D101", "t3", *lights)
    early = {"room": "D101", "walk": "t3", "items": lights, "at": "2026-06-02T08:59:59+08:00"}
    assert "cannot come before" in refused(exam, "recheck", "chen", **early)[0]
    exam.do("rooms.recheck", "chen", campaign=CAMPAIGN, **{**early, "at": "2026-06-02T09:00:00+08:00"})
    assert plan_of(exam).tick("D101", "t3", "facility") is Tick.UNDONE


def test_a_room_or_a_round_that_the_exam_does_not_know_is_refused(exam: Doorway) -> None:
    clock = ok("clock", "set")
    assert refused(exam, "check", "chen", room="D999", walk="t2", items=clock) == [
        "D999 is not among the chosen rooms."
    ]
    assert refused(exam, "check", "chen", room="D101", walk="t9", items=clock) == [
        "There is no round “t9” of checks."
    ]
    told = exam.refused("rooms.check", "chen", campaign="other", room="D101", walk="t2", items=clock)
    assert told == ["No rooms have been chosen for this campaign yet."]


def test_exm_t06_a_group_of_three_goes_and_a_smaller_one_is_recorded_as_such(exam: Doorway) -> None:
    look(exam, "D101", "t3", *ok("recheck", "again"), together=["zhao", "head"])
    look(exam, "D102", "t3", *ok("recheck", "again"), together=["zhao"])
    plan = plan_of(exam)
    assert plan.sheets.walks[1].heads == 3
    assert plan.rooms["D101"].seen["t3", "recheck", "again"][0].together == 3
    assert plan.rooms["D102"].seen["t3", "recheck", "again"][0].together == 2
    assert (
        "nobody"
        in refused(
            exam, "check", "chen", room="D103", walk="t3", items=ok("recheck", "again"), together=["nobody"]
        )[0]
    )


def test_engineering_checks_rooms_and_a_clerk_cleaning_and_signs_alone(exam: Doorway) -> None:
    look(exam, "D101", "t2", *ok("air", *AIR), by="head")
    look(exam, "D101", "t2", *ok("cleaning", "blackboard", "drawers", "walls"), by="clerk")
    assert (
        "clerk may not do this"
        in refused(exam, "check", "clerk", room="D101", walk="t2", items=ok("clock", "set"))[0]
    )
    assert (
        "fin may not do this"
        in refused(exam, "check", "fin", room="D101", walk="t1", items=ok("sign", "placed"))[0]
    )


def test_the_desk_types_a_technicians_paper_sheet_with_the_time_on_it(exam: Doorway) -> None:
    exam.later(hours=5)
    exam.do(
        "rooms.check",
        "desk",
        doer="chen",
        at="2026-06-02T10:15:00+08:00",
        campaign=CAMPAIGN,
        room="D101",
        walk="t2",
        items=[*ok("air", *AIR), *ok("clock", "set")],
    )
    seen = plan_of(exam).rooms["D101"].seen["t2", "clock", "set"][0]
    assert (seen.by, seen.at.isoformat()) == ("chen", "2026-06-02T02:15:00+00:00")


def test_exm_t17_spare_rooms_get_their_air_conditioning_set_like_the_others(exam: Doorway) -> None:
    set_to = [{"check": "air", "item": "temperature", "passed": True, "reading": "24 ℃"}]
    look(exam, "D104", "t1", *ok("air", "on", "speed"), *set_to)
    plan = plan_of(exam)
    assert plan.tick("D104", "t1", "air") is Tick.PASSED
    assert plan.rooms["D104"].seen["t1", "air", "temperature"][0].reading == "24 ℃"


@pytest.mark.parametrize(
    ("said", "kept"), [("24", "24 ℃"), ("24.5℃", "24.5 ℃"), ("２６ ℃", "26 ℃"), ("5", "5 ℃"), ("45", "45 ℃")]
)
def test_frm_16_the_temperature_is_read_with_the_tick_and_kept_in_one_form(
    exam: Doorway, said: str, kept: str
) -> None:
    """EXM-T17: what was found at the air-con is written down, exam and spare rooms alike."""
    look(exam, SPARES[0], "t1", {**ok("air", "temperature")[0], "reading": said})
    (seen,) = plan_of(exam).rooms[SPARES[0]].seen["t1", "air", "temperature"]
    assert (seen.passed, seen.reading) == (True, kept)


@pytest.mark.parametrize("said", ["4", "46", "240", "cold", "24 ℉", "2٤", "24.55"])
def test_frm_16_a_reading_that_cannot_be_true_is_refused_and_nothing_recorded(
    exam: Doorway, said: str
) -> None:
    items = [*ok("air", "on"), {**ok("air", "temperature")[0], "reading": said}]
    assert refused(exam, "check", "chen", room="D101", walk="t1", items=items) == [
        f"“Air-con · Temperature” of D101 cannot be “{said}”: a number from 5 to 45 ℃."
    ]
    assert plan_of(exam).rooms["D101"].seen == {}


def test_frm_16_an_air_con_in_order_without_its_temperature_is_refused_and_nothing_recorded(
    exam: Doorway,
) -> None:
    """A fault needs none: an air-con that does not run has nothing to read."""
    asked = "“Air-con · Temperature” of D101 needs what was read there: a number from 5 to 45 ℃."
    items = ok("air", "on", "temperature")
    assert refused(exam, "check", "chen", room="D101", walk="t1", items=items) == [asked]
    assert plan_of(exam).rooms["D101"].seen == {}
    look(exam, "D101", "t1", *ok("air", "on"), bad("air", "temperature", "无法开机"))
    again = {**ok("air", "temperature")[0], "cause": "遥控器换电池即好"}
    assert refused(exam, "recheck", "chen", room="D101", walk="t1", items=[again]) == [asked]
    look(exam, "D101", "t1", {**again, "reading": "25"}, do="recheck")
    assert plan_of(exam).rooms["D101"].seen["t1", "air", "temperature"][-1].reading == "25 ℃"


def test_frm_16_a_check_recorded_before_readings_were_asked_for_still_stands(exam: Doorway) -> None:
    bare = RoomChecked(room="D101", walk="t1", results=(Result("air", "temperature", passed=True),))
    plan = plan_of(exam)
    plan.record(bare, EIGHT)
    assert plan.rooms["D101"].seen["t1", "air", "temperature"][0].reading == ""
    with pytest.raises(Refused):
        plan_of(exam).examine(bare, EIGHT)


def test_a_reading_is_taken_with_a_fault_and_as_it_was_typed_where_the_sheet_has_no_scale(
    exam: Doorway,
) -> None:
    look(exam, "D101", "t1", {**bad("air", "temperature", "不降温"), "reading": "31"})
    look(exam, "D101", "t1", {**ok("air", "speed")[0], "reading": "中档"})
    seen = plan_of(exam).rooms["D101"].seen
    assert seen["t1", "air", "temperature"][0].reading == "31 ℃"
    assert seen["t1", "air", "speed"][0].reading == "中档"
