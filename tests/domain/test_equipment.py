"""The equipment register: entries, and operation, inspection, repair and maintenance records per shared item (UNT-09)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.equipment_facts import EquipmentRegistered, Finding, RecordKind, System
from domain.places import UnitKind
from tests.domain.doorway import MORNING, Doorway
from tests.domain.plant import PUMP, piece, records
from tests.domain.school import unit_of


def test_unt_09_a_piece_is_entered_with_its_place_maker_and_first_day_of_service(plant: Doorway) -> None:
    unit = unit_of(plant, PUMP)
    assert unit.kind is UnitKind.EQUIPMENT
    assert (unit.file.building, unit.file.floor) == ("3", "-1")
    assert piece(plant).entry == EquipmentRegistered(
        name="1号生活水泵",
        building="3",
        floor="-1",
        stands_in="水泵房",
        system=System.WATER,
        maker="合资泵业",
        model="CR32-4",
        in_service_since=date(2019, 5, 1),
    )
    assert plant.refused("equipment.register", "head", unit=PUMP, name="又一台", building="3") == [
        "The unit SB-01 is already registered."
    ]


def test_unt_09_a_file_of_units_enters_equipment_too_and_other_units_have_none_of_its_columns(
    plant: Doorway,
) -> None:
    lift = {"unit": "DT-52", "building": "5", "entrance": "2", "kind": "equipment", "system": "lift"}
    plant.do("unit.register", name="5栋2单元电梯", **lift)
    found = piece(plant, "DT-52")
    assert (found.entry.name, found.entry.system) == ("5栋2单元电梯", System.LIFT)
    told = plant.refused("unit.register", unit="P1", building="5", kind="gate", maker="合资泵业")
    assert told == [
        "P1 is entered as no equipment, so it has no system, maker, model or first day of service."
    ]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, "It is not said where 风机 stands."),
        ({"stands_in": "没有"}, "There is no unit “没有” at this site."),
        (
            {"stands_in": "5-2-1203"},
            "Shared equipment stands in an equipment room or another place; 5-2-1203 is none.",
        ),
        (
            {"stands_in": PUMP},
            f"Shared equipment stands in an equipment room or another place; {PUMP} is none.",
        ),
        ({"building": "3", "in_service_since": "2026-03-13"}, "2026-03-13 lies in the future."),
    ],
)
def test_unt_09_a_piece_that_stands_nowhere_or_is_not_in_use_yet_is_not_entered(
    plant: Doorway, more: dict[str, Any], told: str
) -> None:
    assert plant.refused("equipment.register", "head", unit="FJ-01", name="风机", **more) == [told]


def test_unt_09_the_four_kinds_of_record_stand_beside_each_other_and_the_latest_of_each_counts(
    plant: Doorway,
) -> None:
    said = {
        "operation": ("in_order", {"reading": "0.42 MPa"}),
        "inspection": ("not_in_order", {"words": "机械密封渗水"}),
        "repair": ("put_right", {"words": "更换机械密封"}),
        "maintenance": ("in_order", {"words": "轴承加注润滑脂"}),
    }
    for kind, (finding, more) in said.items():
        plant.later(minutes=10)
        plant.do("equipment.record", "chen", unit=PUMP, kind=kind, finding=finding, **more)
    found = piece(plant)
    assert {kind.value: one.said.finding.value for kind, one in found.last.items()} == {
        kind: finding for kind, (finding, _) in said.items()
    }
    assert found.latest == found.last[RecordKind.MAINTENANCE]
    assert found.last[RecordKind.OPERATION].said.reading == "0.42 MPa"
    assert found.last[RecordKind.INSPECTION].doer == "chen"
    assert piece(plant, "SB-02").last == {}
    plant.do("equipment.record", "zhao", **records())
    assert piece(plant).last[RecordKind.INSPECTION].doer == "zhao"


def test_unt_09_a_record_written_late_stands_where_it_happened_not_above_a_later_one(plant: Doorway) -> None:
    plant.do("equipment.record", "chen", **records("not_in_order", words="异响"))
    plant.later(minutes=5)
    plant.do("equipment.record", "chen", **records(at="2026-03-11T02:00:00Z"))
    assert piece(plant).last[RecordKind.INSPECTION].at == MORNING
    event = plant.log.stream(f"unit:s1:{PUMP}")[-1]
    assert (event.happened_at, event.recorded_at) == (
        datetime(2026, 3, 11, 2, 0, tzinfo=UTC),
        MORNING + timedelta(minutes=5),
    )


def test_unt_09_of_two_records_of_one_second_the_one_written_later_counts(plant: Doorway) -> None:
    plant.do("equipment.record", "chen", **records("not_in_order", words="异响"))
    plant.do("equipment.record", "zhao", **records())
    assert piece(plant).last[RecordKind.INSPECTION].said.finding is Finding.IN_ORDER


@pytest.mark.parametrize(
    ("kind", "finding"),
    [
        ("inspection", "not_in_order"),
        ("operation", "put_right"),
        ("repair", "in_order"),
        ("maintenance", "in_order"),
    ],
)
def test_unt_09_what_was_out_of_order_or_worked_on_is_told_in_words(
    plant: Doorway, kind: str, finding: str
) -> None:
    given = {"unit": PUMP, "kind": kind, "finding": finding}
    assert plant.refused("equipment.record", "chen", **given) == [
        "This record needs words: what was found, or what was done."
    ]
    plant.do("equipment.record", "chen", words="已处理", **given)


def test_unt_09_a_record_before_the_first_day_of_service_or_in_the_future_is_refused(plant: Doorway) -> None:
    told = plant.refused("equipment.record", "everybody", **records(at="2019-04-30T15:59:59Z"))
    assert told[-1].startswith("everybody may not do this at this site on 2019-04-30")
    plant.do(
        "equipment.register", "head", unit="FJ-01", name="风机", building="3", in_service_since="2026-03-10"
    )
    fan = {**records(), "unit": "FJ-01"}
    assert plant.refused("equipment.record", "chen", **fan, at="2026-03-09T15:59:59Z") == [
        "风机 is in service since 2026-03-10; 2026-03-09 lies before that."
    ]
    plant.do("equipment.record", "chen", **fan, at="2026-03-09T16:00:00Z")
    assert plant.refused("equipment.record", "chen", **fan, at="2026-03-12T01:00:01Z") == [
        "2026-03-12 01:00:01+00:00 lies in the future."
    ]


def test_unt_09_nothing_is_recorded_of_what_is_not_in_the_register(plant: Doorway) -> None:
    assert plant.refused("equipment.record", "chen", **{**records(), "unit": "没有"}) == [
        "There is no unit “没有” at this site."
    ]
    for unit in ("水泵房", "5-2-1203"):
        assert plant.refused("equipment.record", "chen", **{**records(), "unit": unit}) == [
            f"{unit} is not entered in the equipment register."
        ]


def test_unt_09_a_piece_out_of_service_takes_no_record_of_a_later_day_until_it_is_back(
    plant: Doorway,
) -> None:
    plant.do("equipment.withdraw", "head", unit=PUMP, on="2026-03-10", why="待更换")
    assert piece(plant).out_since == date(2026, 3, 10)
    plant.do("equipment.record", "chen", **records(at="2026-03-10T15:59:59Z"))
    gone = "1号生活水泵 was taken out of service on 2026-03-10; nothing is recorded of a day after that."
    assert plant.refused("equipment.record", "chen", **records(at="2026-03-10T16:00:00Z")) == [gone]
    plant.do("equipment.put_back", "head", unit=PUMP, on="2026-03-12")
    assert piece(plant).out_since is None
    assert plant.refused("equipment.record", "chen", **records(at="2026-03-11T15:59:59Z")) == [gone]
    plant.do("equipment.record", "chen", **records(at="2026-03-11T16:00:00Z"))


def test_unt_09_service_that_contradicts_what_is_on_record_is_refused(plant: Doorway) -> None:
    def refused(do: str, on: str) -> list[str]:
        more = {"why": "报废"} if do == "withdraw" else {}
        return plant.refused(f"equipment.{do}", "head", unit=PUMP, on=on, **more)

    assert refused("put_back", "2026-03-12") == ["1号生活水泵 is in service."]
    assert refused("withdraw", "2026-03-13") == ["2026-03-13 lies in the future."]
    assert refused("withdraw", "2019-04-30") == [
        "1号生活水泵 is in service since 2019-05-01; 2019-04-30 lies before that."
    ]
    plant.do("equipment.record", "chen", **records(at="2026-03-09T16:00:00Z"))
    assert refused("withdraw", "2026-03-09") == [
        "1号生活水泵 has a record of 2026-03-09 16:00:00+00:00; it cannot have been taken out of service before."
    ]
    plant.do("equipment.withdraw", "head", unit=PUMP, on="2026-03-10", why="报废")
    assert refused("withdraw", "2026-03-11") == ["1号生活水泵 is out of service already, since 2026-03-10."]
    assert refused("put_back", "2026-03-09") == [
        "1号生活水泵 was taken out of service on 2026-03-10; it cannot be back before."
    ]
    assert refused("put_back", "2026-03-13") == ["2026-03-13 lies in the future."]
    plant.do("equipment.put_back", "head", unit=PUMP, on="2026-03-11")
    assert refused("withdraw", "2026-03-10") == [
        "1号生活水泵 came back into service on 2026-03-11; it cannot have been taken out before."
    ]
