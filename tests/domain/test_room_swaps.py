"""A spare takes over from a room: what is open again, what is used up, and what is refused (EXM-35)."""

from domain.places import ExamRole
from domain.rooms.results import Tick
from tests.domain.campaigning import campaign, start_exam
from tests.domain.doorway import Doorway
from tests.domain.school import (
    CAMPAIGN,
    ROOMS,
    SPARES,
    bad,
    choice,
    look,
    ok,
    open_rooms,
    plan_of,
    refused,
    unit_of,
)

AIR = ("on", "cooling", "remote")


def swap(exam: Doorway, outgoing: str, incoming: str, by: str = "coord") -> None:
    exam.later(minutes=1)
    exam.do("rooms.swap", by, campaign=CAMPAIGN, outgoing=outgoing, incoming=incoming, why="空调不制冷")


def test_exm_35_a_swap_keeps_forty_in_use_and_takes_one_spare(exam: Doorway) -> None:
    swap(exam, "D401", "D104")
    plan = plan_of(exam)
    assert len(plan.of_role(ExamRole.ACTIVE)) == 40
    assert plan.of_role(ExamRole.SPARE) == ["D105", "C605", "C606"]
    assert plan.of_role(ExamRole.OUT_OF_USE) == ["D401"]
    assert plan.rooms["D104"].role is ExamRole.ACTIVE


def test_unt_11_both_rooms_are_told_of_the_swap_with_its_reason(exam: Doorway) -> None:
    swap(exam, "D401", "D104")
    assert unit_of(exam, "D401").exam_roles == {CAMPAIGN: ExamRole.OUT_OF_USE}
    assert unit_of(exam, "D104").exam_roles == {CAMPAIGN: ExamRole.ACTIVE}
    assert plan_of(exam).swaps[0].why.id in exam.log.texts([plan_of(exam).swaps[0].why.id])


def test_exm_35_the_rooms_own_tasks_are_open_again_with_their_old_days_and_t05_is_not(exam: Doorway) -> None:
    facility = ("power", "lights", "switches", "speaker")
    look(exam, "D104", "t5", *ok("air", *AIR), *ok("facility", *facility))
    look(exam, "D104", "t3", *ok("facility", *facility, "desks", "doors", "windows"), *ok("recheck", "again"))
    look(exam, "D104", "t2", *ok("air", *AIR), *ok("clock", "set"))
    due = plan_of(exam).due("t3")
    swap(exam, "D401", "D104")
    plan = plan_of(exam)
    assert [plan.tick("D104", "t5", check) for check in ("facility", "air")] == [Tick.PASSED, Tick.PASSED]
    assert plan.tick("D104", "t3", "facility") is Tick.UNDONE
    assert plan.tick("D104", "t3", "recheck") is Tick.UNDONE
    assert [plan.tick("D104", "t2", check) for check in ("air", "clock")] == [Tick.UNDONE, Tick.UNDONE]
    assert plan.due("t3") == due
    reopened = exam.log.stream(plan.id)[-1].fact
    assert getattr(reopened, "reopened", ()) == ("T06", "T07", "T09", "T08", "T17", "T14")


def test_after_a_swap_the_incoming_room_is_checked_anew_from_its_first_look(exam: Doorway) -> None:
    look(exam, "D104", "t2", bad("clock", "set", "慢五分钟"))
    swap(exam, "D401", "D104")
    look(exam, "D104", "t2", *ok("clock", "set"))
    assert plan_of(exam).tick("D104", "t2", "clock") is Tick.PASSED


def test_exm_35_a_room_out_of_use_is_checked_no_more_and_is_no_spare(exam: Doorway) -> None:
    swap(exam, "D401", "D104")
    (told,) = refused(exam, "check", "chen", room="D401", walk="t2", items=ok("clock", "set"))
    assert told.startswith("D401 has been out of use since")
    assert told.endswith("D104 took over.")
    assert (
        "D401 is no unused spare room"
        in refused(exam, "swap", "coord", outgoing="D402", incoming="D401", why="空调")[0]
    )


def test_exm_35_the_fifth_swap_is_refused_and_the_coordinator_is_named(exam: Doorway) -> None:
    for outgoing, incoming in zip(["D401", "D402", "D403", "D404"], SPARES, strict=True):
        swap(exam, outgoing, incoming)
    order = exam.order("rooms.swap", "coord", campaign=CAMPAIGN, outgoing="D405", incoming="D104", why="停电")
    refusal = exam.refusal(order)
    assert [str(one.text.format_map(dict(one.fields))) for one in refusal.reasons] == [
        "All 4 spare rooms are used up; no further room can be swapped."
    ]
    assert refusal.reasons[0].who == "campaign coordinator"
    assert len(plan_of(exam).of_role(ExamRole.ACTIVE)) == 40


def test_exm_35_only_a_registered_unused_spare_comes_in_and_only_a_room_in_use_goes_out(
    exam: Doorway,
) -> None:
    def told(outgoing: str, incoming: str) -> list[str]:
        return refused(exam, "swap", "coord", outgoing=outgoing, incoming=incoming, why="空调")

    left = "the spare rooms left are: ['D104', 'D105', 'C605', 'C606']."
    assert told("D401", "D402") == [f"D402 is no unused spare room; {left}"]
    assert told("D401", "X1") == [f"X1 is no unused spare room; {left}"]
    assert told("X1", "D104") == ["X1 is not among the chosen rooms."]
    assert told("D105", "D104") == ["D105 is a spare room itself; only a room in use is swapped out."]
    swap(exam, "D401", "D104")
    assert told("D401", "D105")[0].startswith("D401 has been out of use since")
    assert "D104 is no unused spare room" in told("D402", "D104")[0]


def test_a_room_that_came_in_may_itself_be_swapped_out(exam: Doorway) -> None:
    swap(exam, "D401", "D104")
    swap(exam, "D104", "D105")
    assert plan_of(exam).of_role(ExamRole.OUT_OF_USE) == ["D104", "D401"]


def test_swaps_are_for_coordinator_engineering_head_and_office_manager(exam: Doorway) -> None:
    swap(exam, "D401", "D104", by="head")
    swap(exam, "D402", "D105", by="chief2")
    told = refused(exam, "swap", "chen", outgoing="D403", incoming="C605", why="空调")
    assert told[0].startswith("chen may not do this")
    assert "“why” is missing." in refused(exam, "swap", "coord", outgoing="D403", incoming="C605")


def test_before_the_spares_are_named_nothing_is_swapped(school: Doorway) -> None:
    school.do("rooms.choose", "coord", **choice())
    assert refused(school, "swap", "coord", outgoing="D401", incoming="D104", why="空调") == [
        "The spare rooms have not been named yet."
    ]


def test_after_a_swap_the_choice_of_rooms_and_spares_stands(exam: Doorway) -> None:
    swap(exam, "D401", "D104")
    stands = ["Rooms have been swapped already, so the choice of rooms and spares stands."]
    assert exam.refused("rooms.choose", "coord", **choice(rooms=ROOMS)) == stands
    assert refused(exam, "name_spares", "coord", spares=SPARES) == stands


def test_exm_35_the_campaigns_own_tasks_are_open_again_for_the_room_that_comes_in(school: Doorway) -> None:
    start_exam(school)
    open_rooms(school)
    school.do("campaign.finish_task", "everybody", campaign=CAMPAIGN, task="T06", evidence="检查表")
    swap(school, "D401", "D104")
    work = campaign(school).work
    again = {code for code, one in work.items() if one.rooms == ("D104",)}
    assert again == {"T06", "T07", "T08", "T09", "T14", "T17"}
    assert work["T06"].is_open
    assert work["T06"].due is not None
    assert work["T06"].due.isoformat() == "2026-06-04"
