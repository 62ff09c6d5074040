"""Places that are no homes: what they are, how they are held, and that nobody counts them as households."""

from typing import Any

import pytest

from domain.places import EQUIPMENT_ROOMS, LITTER_FREE_M, WATCH_HOURS, UnitKind, Watch
from domain.units import Unit
from tests.domain.doorway import Doorway
from tests.domain.school import unit_of


def place(site: Doorway, unit: str, kind: str, **more: Any) -> Unit:
    site.do("unit.register", unit=unit, building="公共", kind=kind, **more)
    return unit_of(site, unit)


def test_unt_03_equipment_rooms_are_of_four_kinds() -> None:
    assert {one.value for one in EQUIPMENT_ROOMS} == {
        "monitoring_room",
        "power_distribution_room",
        "water_pump_room",
        "lift_machine_room",
    }


@pytest.mark.parametrize("kind", [one.value for one in UnitKind if one is not UnitKind.HOME])
def test_unt_03_unt_05_every_kind_of_place_can_be_registered_and_is_no_household(
    site: Doorway, kind: str
) -> None:
    found = place(site, "P1", kind, name="看台", name_en="Stand")
    assert (found.kind, found.is_household, found.file.building) == (UnitKind(kind), False, "公共")
    assert found.place is not None
    assert (found.place.name, found.place.name_en) == ("看台", "Stand")


def test_a_unit_without_a_kind_is_a_home_as_ever(site: Doorway) -> None:
    assert unit_of(site, "5-2-1203").kind is UnitKind.HOME


def test_unt_06_a_lane_gate_is_held_sixteen_hours_and_the_main_gate_by_a_fixed_post_and_a_patrol(
    site: Doorway,
) -> None:
    lane = place(site, "巷门", "gate", watches=["early_and_middle"])
    main = place(site, "大门", "gate", watches=["commuter_peaks", "fixed_24_h", "patrol_24_h"])
    assert lane.place is not None
    assert main.place is not None
    assert [WATCH_HOURS[one] for one in lane.place.watches] == [16]
    assert [WATCH_HOURS[one] for one in main.place.watches] == [None, 24, 24]


def test_unt_07_a_fixed_post_keeps_a_hundred_metres_free_of_litter() -> None:
    assert LITTER_FREE_M == {UnitKind.SECURITY_POST: 100}


def test_unt_05_the_belongings_store_is_attended_while_it_is_open(site: Doorway) -> None:
    store = place(site, "乒乓球室", "belongings_store", watches=["while_open"])
    assert store.place is not None
    assert store.place.watches == (Watch.WHILE_OPEN,)


@pytest.mark.parametrize(
    ("do", "more"),
    [
        ("hand_over", {"on": "2026-03-12"}),
        ("move_in", {"on": "2026-03-12"}),
        ("transfer", {"owner": {"name": "周女士"}}),
        ("begin_tenancy", {"tenant": {"name": "周女士"}, "on": "2026-03-12"}),
    ],
)
def test_unt_02_nobody_owns_rents_or_moves_into_a_place(site: Doorway, do: str, more: dict[str, Any]) -> None:
    place(site, "P1", "water_pump_room")
    assert site.refused(f"unit.{do}", unit="P1", **more) == ["P1 is no home; this is recorded of homes only."]


@pytest.mark.parametrize(
    "more",
    [{"owner": {"name": "周女士"}}, {"permanently_resident": True}, {"handover_state": "handed_over"}],
)
def test_a_place_is_not_registered_with_what_only_a_home_has(site: Doorway, more: dict[str, Any]) -> None:
    told = site.refused("unit.register", unit="P1", building="公共", kind="gate", **more)
    assert told == ["P1 is entered as no home, so it has no owner, handover or residents."]


def test_a_place_is_registered_once(site: Doorway) -> None:
    place(site, "P1", "gate")
    told = ["The unit P1 is already registered."]
    assert site.refused("unit.register", unit="P1", building="公共", kind="gate") == told
    assert site.refused("unit.register", unit="P1", building="公共") == told
