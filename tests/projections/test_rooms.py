"""The grid of an exam's rooms, now and as of any moment, and one room's history (UNT-04, EXM-35, FRM-16, CON-13)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.errors import Unknown
from domain.places import ExamRole
from domain.rooms.results import Tick
from projections.rooms.plan import rooms
from projections.rooms.room import room
from projections.rooms.rows import Count, Rooms
from projections.units.households import households
from tests.domain.school import CAMPAIGN, FLOORS, SPARES, bad, choice, ok
from tests.projections.office import Office

AIR = ("on", "cooling", "remote")
FACILITY = ("power", "lights", "switches", "speaker", "desks", "doors", "windows")


@pytest.fixture
def exam(office: Office) -> Office:
    """Forty-four rooms, four of them spare, at 08:00 five days before the exam."""
    for account, role in (("coord", "coordinator"), ("boss2", "office_manager")):
        roles = [{"site": "s1", "role": role}]
        office.do("member.join", "boss", account=account, name=f"员工{account}", roles=roles)
    for building, floor, count in FLOORS:
        for door in range(1, count + 1):
            code = f"{building}{floor}{door:02}"
            office.do("unit.register", unit=code, building=building, floor=floor, kind="exam_room")
    office.clock.now = datetime(2026, 6, 2, 0, 0, tzinfo=UTC)
    office.do("rooms.choose", "coord", **choice())
    office.do("rooms.name_spares", "coord", campaign=CAMPAIGN, spares=SPARES)
    return office


def look(exam: Office, room: str, walk: str, *items: dict[str, Any], do: str = "check", **more: Any) -> Any:
    exam.later(minutes=10)
    given = {"campaign": CAMPAIGN, "room": room, "walk": walk, "items": list(items), **more}
    return exam.do(f"rooms.{do}", "chen", **given)


def grid(exam: Office, walk: str = "", as_of: datetime | int | None = None) -> Rooms:
    exam.projector.catch_up()
    return rooms(exam.views, site="s1", campaign=CAMPAIGN, walk=walk, as_of=as_of)


def ticks(found: Rooms, code: str) -> list[Tick | None]:
    return next(cell.ticks for row in found.floors for cell in row.rooms if cell.room == code)


def test_unt_02_exam_rooms_are_no_households(exam: Office) -> None:
    exam.projector.catch_up()
    assert households(exam.views, site="s1").site.registered == 4


def test_unt_04_the_grid_has_seven_floors_with_their_rooms(exam: Office) -> None:
    found = grid(exam)
    assert [(row.building, row.floor, len(row.rooms)) for row in found.floors] == FLOORS
    assert (found.in_use, found.spares_left, found.is_exhausted) == (40, 4, False)
    assert (found.usable, found.ready) == (40, 0)


def test_a_room_shows_six_ticks_and_a_round_only_its_own(exam: Office) -> None:
    look(exam, "D101", "t2", *ok("air", *AIR), *ok("clock", "set"))
    undone, passed = Tick.UNDONE, Tick.PASSED
    assert ticks(grid(exam), "D101") == [undone, undone, undone, passed, undone, undone]
    assert ticks(grid(exam, "t2"), "D101") == [undone, passed, undone, passed, None, None]


def test_what_is_undone_counts_as_no_answer_and_the_first_pass_rate_has_its_base(exam: Office) -> None:
    look(exam, "D101", "t3", *ok("facility", *FACILITY))
    look(exam, "D102", "t3", bad("facility", "lights", "不亮"), *ok("facility", *FACILITY[2:], "power"))
    word = {"check": "facility", "item": "lights", "passed": True, "cause": "换了灯管"}
    look(exam, "D102", "t3", word, do="recheck")
    look(exam, "D103", "t3", bad("facility", "doors", "关不上"))
    counted = next(one.count for one in grid(exam, "t3").checks if one.code == "facility")
    assert counted == Count(passed=2, first_passed=1, failed=1, undone=41)
    assert (counted.answered, counted.all) == (3, 44)
    assert grid(exam).usable == 39


def test_con_13_what_is_late_counts_from_the_end_of_its_own_round(exam: Office) -> None:
    for item in ("facility", "air"):
        more = ok(item, "power", "lights", "switches", "speaker") if item == "facility" else ok(item, *AIR)
        look(exam, "D101", "t5", *more)
    exam.clock.now = datetime(2026, 6, 2, 15, 59, 59, tzinfo=UTC)
    assert [one.late for one in grid(exam).walks] == [0, 0, 0, 0]
    exam.later(seconds=1)
    found = grid(exam)
    assert [one.late for one in found.walks] == [86, 0, 0, 0]
    assert found.late == 86
    assert [one.due for one in found.walks][:2] == [date(2026, 6, 2), date(2026, 6, 4)]


def test_a_fault_names_its_ticket_and_awaits_its_recheck_once_that_is_closed(exam: Office) -> None:
    number = str(
        look(exam, "D401", "t2", bad("air", "cooling", "不制冷"), *ok("air", "on")).results["ticket"]
    )
    found = grid(exam)
    cell = next(cell for row in found.floors for cell in row.rooms if cell.room == "D401")
    assert cell.fault is not None
    assert (cell.fault.zh, found.usable) == ("空调", 39)
    assert [(one.ticket, one.cause, one.state) for one in found.faults] == [(number, "不制冷", "in_repair")]
    assert [row.faults for row in found.floors] == [0, 0, 0, 1, 0, 0, 0]
    exam.later(minutes=5)
    exam.do("ticket.finish", "chen", ticket=number)
    exam.do("ticket.close", ticket=number)
    assert grid(exam).faults[0].state == "awaits_recheck"
    look(exam, "D401", "t2", *ok("air", "cooling"), do="recheck")
    assert grid(exam).faults == []


def test_exm_35_a_swap_in_the_grid_with_what_is_open_again_and_late_at_once(exam: Office) -> None:
    look(exam, "D104", "t3", *ok("facility", *FACILITY), *ok("recheck", "again"))
    exam.clock.now = datetime(2026, 6, 6, 1, 0, tzinfo=UTC)
    before = grid(exam)
    exam.do("rooms.swap", "coord", campaign=CAMPAIGN, outgoing="D401", incoming="D104", why="空调")
    found = grid(exam)
    cells = {cell.room: cell for row in found.floors for cell in row.rooms}
    assert (found.in_use, found.spares_left) == (40, 3)
    assert (cells["D104"].role, cells["D104"].other) == (ExamRole.ACTIVE, "D401")
    assert (cells["D401"].role, cells["D401"].other) == (ExamRole.OUT_OF_USE, "D104")
    earlier = {cell.room: cell for row in before.floors for cell in row.rooms}
    assert (earlier["D104"].late, cells["D104"].late) == (6, 8)
    assert found.count.all == before.count.all - 10
    assert [(one.outgoing, one.incoming, one.why, one.by) for one in found.swaps] == [
        ("D401", "D104", "空调", "员工coord")
    ]


def test_exm_35_when_the_last_spare_is_used_the_grid_raises_the_alarm(exam: Office) -> None:
    for outgoing, incoming in zip(["D401", "D402", "D403", "D404"], SPARES, strict=True):
        assert grid(exam).is_exhausted is False
        exam.do("rooms.swap", "coord", campaign=CAMPAIGN, outgoing=outgoing, incoming=incoming, why="停电")
    assert grid(exam).is_exhausted is True


def test_the_grid_is_told_as_of_any_moment_with_its_tickets(exam: Office) -> None:
    number = str(look(exam, "D401", "t2", bad("air", "cooling", "不制冷")).results["ticket"])
    failed = exam.clock.now
    exam.later(minutes=5)
    exam.do("ticket.finish", "chen", ticket=number)
    look(exam, "D401", "t2", *ok("air", "cooling", "on", "remote")[:1], do="recheck")
    assert grid(exam).count.failed == 0
    then = grid(exam, as_of=failed)
    assert (then.count.failed, then.faults[0].state, then.usable) == (1, "in_repair", 39)
    assert grid(exam, as_of=failed - timedelta(seconds=1)).count.failed == 0


def test_exm_t06_rooms_in_which_fewer_than_three_went_are_counted(exam: Office) -> None:
    look(exam, "D101", "t3", *ok("recheck", "again"), together=["zhao", "head"])
    look(exam, "D102", "t3", *ok("recheck", "again"))
    assert [one.short_handed for one in grid(exam).walks] == [0, 1, 0, 0]


def test_a_room_tells_every_look_at_every_line_with_both_times(exam: Office) -> None:
    number = str(look(exam, "D104", "t2", bad("clock", "set", "慢五分钟")).results["ticket"])
    at = exam.clock.now - timedelta(minutes=3)
    given = {"check": "clock", "item": "set", "passed": True, "cause": "换电池"}
    exam.later(minutes=30)
    exam.do(
        "rooms.recheck",
        "chen",
        at=at + timedelta(minutes=10),
        campaign=CAMPAIGN,
        room="D104",
        walk="t2",
        items=[given],
    )
    exam.do("rooms.swap", "coord", campaign=CAMPAIGN, outgoing="D401", incoming="D104", why="空调")
    look(exam, "D104", "t2", *ok("clock", "set"))
    exam.projector.catch_up()
    found = room(exam.views, site="s1", campaign=CAMPAIGN, room="D104")
    sheet = next(one for one in found.sheets if (one.walk, one.check) == ("t2", "clock"))
    looks = sheet.items[0].looks
    assert [(one.passed, one.cause, one.ticket, one.before_swap) for one in looks] == [
        (False, "慢五分钟", number, True),
        (True, "换电池", number, True),
        (True, None, "", False),
    ]
    assert looks[1].recorded_at is not None
    assert looks[1].recorded_at - looks[1].at == 23 * 60
    assert looks[0].by == "陈师傅"
    assert sheet.tick is Tick.PASSED
    assert (found.role, found.other, found.spares) == (ExamRole.ACTIVE, "D401", SPARES[1:])


def test_a_campaign_without_rooms_is_unknown(exam: Office) -> None:
    exam.projector.catch_up()
    with pytest.raises(Unknown):
        rooms(exam.views, site="s1", campaign="other")
    with pytest.raises(Unknown):
        room(exam.views, site="s1", campaign=CAMPAIGN, room="D999")
