"""What is known to be out of order, unit by unit, until it is gone (UNT-08)."""

from typing import Any

from projections.units.defects import Defective, known_defects
from tests.projections.office import Office

FAULTY = [("16", "1"), ("16", "4"), ("12", "1"), ("12", "4"), ("8", "1")]


def doors(office: Office) -> None:
    """The five entry doors of the source, and one that is in order."""
    for building, entrance in (*FAULTY, ("8", "2")):
        place: dict[str, Any] = {"building": building, "entrance": entrance, "kind": "entry_door"}
        office.do("unit.register", by="desk", unit=f"{building}-{entrance}", **place)
    for building, entrance in FAULTY:
        office.do("unit.open_defect", by="chen", unit=f"{building}-{entrance}", what="门禁失灵")


def told(office: Office, **asked: Any) -> list[str]:
    office.projector.catch_up()
    return [one.unit for one in known_defects(office.views, site="s1", **asked)]


def test_unt_08_the_faulty_entry_doors_are_listed_building_by_building(office: Office) -> None:
    doors(office)
    office.do("unit.open_defect", by="chen", unit="5-2-1203", what="阳台渗水")
    assert told(office, kind="entry_door") == ["8-1", "12-1", "12-4", "16-1", "16-4"]
    assert told(office) == ["5-2-1203", "8-1", "12-1", "12-4", "16-1", "16-4"]
    first = known_defects(office.views, site="s1", kind="entry_door")[0]
    assert isinstance(first, Defective)
    assert (first.building, first.entrance, [one.what for one in first.defects]) == ("8", "1", ["门禁失灵"])


def test_unt_08_a_door_leaves_the_list_with_its_last_defect_and_is_on_it_as_of_before(office: Office) -> None:
    doors(office)
    office.do("unit.open_defect", by="chen", unit="8-1", what="门体变形")
    before = office.log.head()
    first, second = known_defects_of(office, "8-1")
    office.do("unit.close_defect", by="head", unit="8-1", defect=first)
    assert known_defects_of(office, "8-1") == [second]
    office.do("unit.close_defect", by="head", unit="8-1", defect=second)
    assert told(office, kind="entry_door") == ["12-1", "12-4", "16-1", "16-4"]
    assert len(told(office, kind="entry_door", as_of=before)) == 5


def known_defects_of(office: Office, unit: str) -> list[str]:
    office.projector.catch_up()
    (found,) = [one for one in known_defects(office.views, site="s1") if one.unit == unit]
    return [one.number for one in found.defects]
