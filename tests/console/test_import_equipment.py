"""Equipment from the file of units: its columns, its place in the same file, and what other rows may not say."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from console.importing.register import Report, bring_in
from console.importing.verdicts import Hand
from domain.equipment_facts import System
from domain.operations import Door
from domain.units import Unit, unit_stream
from tests.console.office import open_office

HEADINGS = "房屋编号,楼栋,单元,楼层,房号,类别,设备名称,安装位置,设备类别,厂家,型号,启用日期"
ROOM = "水泵房,3,,-1,,水泵房,,,,,,"
PUMP = "SB-01,3,,,,设备,1号生活水泵,水泵房,给排水,合资泵业,CR32-4,2019年5月1日"


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    opened = open_office(tmp_path)
    yield opened
    opened.log.close()


def units(door: Door, *lines: str, dry_run: bool = False) -> Report:
    content = "\n".join((HEADINGS, *lines)).encode()
    return bring_in("units", content, "units.csv", Hand("s1", "root"), door.submit, dry_run=dry_run)


def said(report: Report) -> list[tuple[str, list[str]]]:
    return [
        (one.verdict.value, [why.text.format_map(why.fields) for why in one.reasons]) for one in report.lines
    ]


def test_unt_09_a_room_and_its_equipment_go_in_from_one_file_and_twice_is_once(door: Door) -> None:
    assert said(units(door, ROOM, PUMP)) == [("accepted", []), ("accepted", [])]
    pump = door.log.get(Unit, unit_stream("s1", "SB-01")).equipment
    assert pump is not None
    assert (pump.entry.name, pump.entry.stands_in, pump.entry.floor) == ("1号生活水泵", "水泵房", "-1")
    assert (pump.entry.system, pump.entry.maker, pump.entry.model) == (System.WATER, "合资泵业", "CR32-4")
    assert pump.entry.in_service_since == date(2019, 5, 1)
    assert said(units(door, ROOM, PUMP)) == [("unchanged", []), ("unchanged", [])]


def test_unt_09_on_trial_a_pump_waits_for_its_room_that_stands_further_up_and_is_refused_without_one(
    door: Door,
) -> None:
    before = door.log.head()
    assert said(units(door, ROOM, PUMP, dry_run=True)) == [
        ("accepted", []),
        ("held_back", ["水泵房 stands on line 2 and goes in first."]),
    ]
    (alone,) = said(units(door, PUMP, dry_run=True))
    assert alone == ("refused", ["There is no unit “水泵房” at this site."])
    assert door.log.head() == before


def test_unt_09_a_home_has_no_maker_and_a_system_is_one_of_those_offered(door: Door) -> None:
    home = "5-2-1203,5,2,12,1203,,,,,合资泵业,,"
    (refused,) = said(units(door, home))
    assert refused == (
        "refused",
        ["5-2-1203 is entered as no equipment, so it has no system, maker, model or first day of service."],
    )
    (odd,) = said(units(door, PUMP.replace("给排水", "水电")))
    assert odd[0] == "refused"
    assert odd[1][0].startswith("设备类别 is 水电; it can be 给排水 (water supply and drainage)")
