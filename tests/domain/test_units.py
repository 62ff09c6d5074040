"""Units: their file, their handover state, who owns and lives in them (UNT-01, UNT-02, UNT-10, UNT-11)."""

from datetime import UTC, date, datetime

import pytest

from domain.errors import Refused
from domain.facts import PersonRef, TextRef
from domain.unit_facts import FileKind, HandoverState, UnitRegistered
from domain.units import Unit
from tests.domain.doorway import Doorway, said

AT = datetime(2026, 3, 12, 1, 0, tzinfo=UTC)
DAY = date(2026, 3, 12)
OWNER, TENANT = PersonRef("p1", 1, "00"), PersonRef("p2", 1, "00")
WORDS = TextRef("t1", "00")


def home(state: str = "lived_in", **more: object) -> Unit:
    unit = Unit("unit:s1:5-2-1203")
    file = {"building": "5", "entrance": "2", "floor": "12", "door": "1203", **more}
    unit.register(UnitRegistered(handover_state=HandoverState(state), **file), AT)  # pyright: ignore[reportArgumentType]
    return unit


def refusal(act: object, *arguments: object, **more: object) -> str:
    with pytest.raises(Refused) as refused:
        act(*arguments, **more)  # pyright: ignore[reportCallIssue]
    return "; ".join(said(refused.value))


def test_unt_01_a_unit_holds_its_whole_file() -> None:
    warranty = date(2027, 6, 30)
    unit = home(
        unit_type="三室两厅",
        area_dm2=11860,
        permanently_resident=True,
        warranty_ends=warranty,
        fit_out_state="已完工",
        owner=OWNER,
    )
    assert unit.code == "5-2-1203"
    assert (unit.file.building, unit.file.entrance, unit.file.floor, unit.file.door) == (
        "5",
        "2",
        "12",
        "1203",
    )
    assert (unit.file.unit_type, unit.file.area_dm2) == ("三室两厅", 11860)
    assert (unit.owner, unit.warranty_ends, unit.fit_out_state) == (OWNER, warranty, "已完工")
    assert unit.permanently_resident


def test_unt_01_a_unit_is_registered_once_and_is_not_resident_before_it_is_lived_in() -> None:
    unit = home("handed_over")
    again = UnitRegistered(building="5", entrance="2", floor="12", door="1203", permanently_resident=True)
    told = refusal(unit.register, again, AT)
    assert "already registered" in told
    assert "cannot be permanently resident" in told
    assert unit.version == 1


@pytest.mark.parametrize(
    ("state", "resident", "bases"),
    [
        ("not_handed_over", False, (False, False, False)),
        ("handed_over", False, (True, False, False)),
        ("lived_in", False, (True, True, False)),
        ("lived_in", True, (True, True, True)),
    ],
)
def test_unt_02_the_three_bases_are_kept_apart(state: str, resident: bool, bases: tuple[bool, ...]) -> None:  # noqa: FBT001
    unit = home(state, permanently_resident=resident)
    assert (unit.is_household, unit.is_lived_in, unit.permanently_resident) == bases


def test_unt_02_a_home_goes_from_handed_over_to_lived_in_and_back_but_never_back_to_not_handed_over() -> None:
    unit = home("not_handed_over")
    assert "not been handed over" in refusal(unit.move_in, DAY, AT, permanently_resident=True)
    assert "Nobody lives" in refusal(unit.move_out, DAY, AT)
    unit.hand_over(DAY, date(2028, 3, 12), AT)
    assert "already been handed over" in refusal(unit.hand_over, DAY, None, AT)
    assert (unit.handover_state, unit.warranty_ends) == (HandoverState.HANDED_OVER, date(2028, 3, 12))
    unit.move_in(DAY, AT, permanently_resident=True)
    assert (unit.is_lived_in, unit.permanently_resident) == (True, True)
    unit.move_out(DAY, AT)
    assert (unit.is_household, unit.is_lived_in, unit.permanently_resident) == (True, False, False)


def test_unt_11_owner_and_tenants_change_and_each_change_is_an_event() -> None:
    unit = home(owner=OWNER)
    unit.transfer(TENANT, AT)
    assert unit.owner == TENANT
    unit.begin_tenancy(OWNER, DAY, AT)
    unit.begin_tenancy(TENANT, DAY, AT)
    assert "already rents" in refusal(unit.begin_tenancy, OWNER, DAY, AT)
    unit.end_tenancy("p1", DAY, AT)
    assert list(unit.tenants) == ["p2"]
    assert "does not rent" in refusal(unit.end_tenancy, "p1", DAY, AT)
    assert [type(event.fact).__name__ for event in unit.collect_events()] == [
        "UnitRegistered",
        "OwnershipTransferred",
        "TenancyBegun",
        "TenancyBegun",
        "TenancyEnded",
    ]


def test_unt_11_a_defect_closes_by_its_own_number_and_the_other_stays_open() -> None:
    unit = home()
    unit.open_defect(WORDS, AT)
    unit.open_defect(WORDS, AT)
    first, second = unit.defects
    assert first != second
    unit.close_defect(first, AT)
    assert list(unit.defects) == [second]
    assert "no open defect" in refusal(unit.close_defect, first, AT)


def test_unt_10_the_four_files_are_kept_one_by_one() -> None:
    unit = home()
    assert unit.files == frozenset()
    for kind in FileKind:
        unit.keep_file(kind, WORDS, AT)
    assert {one.value for one in unit.files} == {"take_over", "equipment", "customers", "daily_management"}


def test_unt_11_as_of_a_moment_the_unit_is_what_it_was_then(site: Doorway) -> None:
    unit = "5-2-1203"
    site.do("unit.hand_over", unit=unit, on="2026-03-10")
    then = site.log.head()
    site.do("unit.move_in", unit=unit, on="2026-03-11", permanently_resident=True)
    site.do("unit.note_fit_out", unit=unit, state="水电")
    stream = site.log.stream(f"unit:s1:{unit}")
    past = Unit(f"unit:s1:{unit}").replay(one for one in stream if one.position <= then)
    now = site.log.get(Unit, f"unit:s1:{unit}")
    other = site.log.get(Unit, "unit:s1:5-2-1204")
    assert (past.handover_state, past.fit_out_state) == (HandoverState.HANDED_OVER, "")
    assert (now.handover_state, now.permanently_resident, now.fit_out_state) == (
        HandoverState.LIVED_IN,
        True,
        "水电",
    )
    assert other.handover_state is HandoverState.NOT_HANDED_OVER


@pytest.mark.parametrize("do", ["unit.hand_over", "unit.move_in", "unit.move_out", "unit.begin_tenancy"])
def test_nobody_has_moved_tomorrow(site: Doorway, do: str) -> None:
    given = site.order(do, unit="5-2-1203", on="2026-03-13")
    if do == "unit.begin_tenancy":
        given["tenant"] = {"name": "租客"}
    assert "lies in the future" in said(site.refusal(given))[0]


def test_the_same_code_at_another_site_is_another_unit(site: Doorway) -> None:
    site.do("unit.register", "boss", site="s2", unit="5-2-1203", building="9")
    units = [site.log.get(Unit, f"unit:{code}:5-2-1203") for code in ("s1", "s2")]
    assert [unit.file.building for unit in units] == ["5", "9"]
    assert "already registered" in site.refused("unit.register", unit="5-2-1203", building="5")[0]
