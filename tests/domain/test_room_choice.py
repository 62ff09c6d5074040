"""Which rooms an exam uses, which are spare, and that they add up to the room (UNT-04)."""

import pytest

from domain.places import ExamRole
from tests.domain.campaigning import plan_exam
from tests.domain.doorway import Doorway
from tests.domain.school import CAMPAIGN, FLOORS, ROOMS, SPARES, TEMPLATE, choice, plan_of, refused, unit_of


def test_unt_04_forty_and_four_make_the_forty_four_of_the_floor_list(school: Doorway) -> None:
    school.do("rooms.choose", "coord", **choice())
    plan = plan_of(school)
    assert len(plan.rooms) == 44
    assert sum(room.place.building == "D" for room in plan.rooms.values()) == 32
    assert plan.of_role(ExamRole.UNDECIDED) == ROOMS


def test_unt_04_which_four_are_spare_is_the_coordinators_word_and_nothing_is_assumed(exam: Doorway) -> None:
    plan = plan_of(exam)
    assert set(plan.of_role(ExamRole.SPARE)) == set(SPARES)
    assert len(plan.of_role(ExamRole.ACTIVE)) == 40
    assert plan.rooms["D501"].role is ExamRole.ACTIVE
    assert refused(exam, "name_spares", "head", spares=SPARES)[0].startswith("head may not do this")


@pytest.mark.parametrize(
    ("rooms", "told"),
    [
        (
            ROOMS[1:],
            [
                "43 rooms are chosen; 40 in use and 4 spare make 44: 1 too few.",
                "Building D, floor 1: 5 rooms are listed and 4 chosen: 1 too few.",
            ],
        ),
        (
            [*ROOMS, "D101"],
            [
                "D101 stands in the list 2 times.",
                "45 rooms are chosen; 40 in use and 4 spare make 44: 1 too many.",
                "Building D, floor 1: 5 rooms are listed and 6 chosen: 1 too many.",
            ],
        ),
    ],
)
def test_unt_04_a_choice_that_does_not_add_up_is_refused_with_the_difference(
    school: Doorway, rooms: list[str], told: list[str]
) -> None:
    assert school.refused("rooms.choose", "coord", **choice(rooms=rooms)) == told


def test_unt_04_a_floor_list_that_does_not_add_up_is_refused_with_the_difference(school: Doorway) -> None:
    floors = [{"building": "D", "floor": "1", "rooms": 5}, {"building": "D", "floor": "2", "rooms": 38}]
    told = school.refused("rooms.choose", "coord", **choice(floors=floors))
    assert told[0] == "The floors add up to 43 rooms; 40 in use and 4 spare make 44: 1 too few."
    assert "Building D, floor 2: 38 rooms are listed and 7 chosen: 31 too few." in told


def test_the_next_school_needs_no_programmer(school: Doorway) -> None:
    few = choice(
        active=2,
        spare=1,
        rooms=["D101", "D102", "C501"],
        floors=[{"building": "D", "floor": "1", "rooms": 2}, {"building": "C", "floor": "5", "rooms": 1}],
    )
    school.do("rooms.choose", "coord", **few)
    school.do("rooms.name_spares", "coord", campaign=CAMPAIGN, spares=["C501"])
    assert plan_of(school).of_role(ExamRole.ACTIVE) == ["D101", "D102"]


@pytest.mark.parametrize(
    ("spares", "told"),
    [
        (SPARES[:3], "4 spare rooms are wanted and 3 named: 1 too few."),
        ([*SPARES, "D101"], "4 spare rooms are wanted and 5 named: 1 too many."),
        ([*SPARES[:3], "D999"], "D999 is not among the chosen rooms."),
        ([*SPARES[:3], "D104"], "D104 stands in the list 2 times."),
    ],
)
def test_unt_04_exactly_as_many_spares_are_named_as_there_are(
    school: Doorway, spares: list[str], told: str
) -> None:
    school.do("rooms.choose", "coord", **choice())
    assert refused(school, "name_spares", "coord", spares=spares) == [told]


def test_spares_are_named_after_the_rooms_were_chosen(school: Doorway) -> None:
    assert refused(school, "name_spares", "coord", spares=SPARES) == [
        "No rooms have been chosen for this campaign yet."
    ]


def test_a_home_is_no_exam_room(school: Doorway) -> None:
    told = school.refused("rooms.choose", "coord", **choice(rooms=[*ROOMS[1:], "5-2-1203"]))
    assert told == ["5-2-1203 is not registered as an exam room."]
    assert "no unit “D199”" in school.refused("rooms.choose", "coord", **choice(rooms=["D199"]))[0]


def test_unt_11_each_room_is_told_what_it_is_in_the_exam(exam: Doorway) -> None:
    assert unit_of(exam, "D101").exam_roles == {CAMPAIGN: ExamRole.ACTIVE}
    assert unit_of(exam, "D104").exam_roles == {CAMPAIGN: ExamRole.SPARE}


def test_rooms_are_chosen_anew_and_what_was_found_in_those_that_stay_is_kept(exam: Doorway) -> None:
    exam.do("unit.register", unit="D109", building="D", floor="1", kind="exam_room")
    done = [{"check": "clock", "item": "set", "passed": True}]
    exam.do("rooms.check", "chen", campaign=CAMPAIGN, room="D102", walk="t2", items=done)
    exam.do("rooms.choose", "coord", **choice(rooms=["D109", *ROOMS[1:]]))
    plan = plan_of(exam)
    assert plan.rooms["D102"].seen[("t2", "clock", "set")][0].passed
    assert "D101" not in plan.rooms
    assert plan.are_spares_named is False
    assert unit_of(exam, "D101").exam_roles == {CAMPAIGN: ExamRole.RELEASED}


def test_checklists_that_point_to_nothing_are_refused(school: Doorway) -> None:
    sheets = choice()["sheets"]
    broken = {**sheets, "walks": [{**sheets["walks"][0], "looks": [{"check": "smell", "task": "T05"}]}]}
    assert school.refused("rooms.choose", "coord", **choice(sheets=broken)) == [
        "The checklists do not fit together at “t5/smell”."
    ]
    assert school.refused("rooms.choose", "coord", **choice(sheets={"checks": [], "walks": []})) == [
        "The checklists are empty."
    ]


def test_a_planned_campaign_says_its_counts_floors_day_and_checklists_itself(school: Doorway) -> None:
    plan_exam(school)
    school.do("rooms.choose", "coord", campaign=CAMPAIGN, rooms=ROOMS)
    chosen = plan_of(school).chosen
    assert chosen is not None
    assert (chosen.exam_day.isoformat(), chosen.active, chosen.spare) == ("2026-06-07", 40, 4)
    assert [(one.building, one.floor, one.rooms) for one in chosen.floors] == FLOORS
    assert chosen.sheets == TEMPLATE.sheets
    told = school.refused("rooms.choose", "coord", campaign=CAMPAIGN, rooms=ROOMS[5:])
    assert "Building D1, floor : 5 rooms are listed and 0 chosen: 5 too few." in told


def test_without_a_campaign_what_the_rooms_need_is_named(school: Doorway) -> None:
    told = school.refused("rooms.choose", "coord", campaign="other", rooms=ROOMS)
    assert told == [f"“{name}” is missing." for name in ("exam_day", "active", "spare", "floors", "sheets")]
