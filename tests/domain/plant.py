"""A pump room with two pumps, and what the tests of the equipment register record there."""

from typing import Any

from domain.equipment import Equipment
from tests.domain.doorway import Doorway
from tests.domain.school import unit_of

PUMP = "SB-01"


def furnish(site: Doorway) -> None:
    """A pump room with two pumps, in service since May 2019, entered by the engineering head."""
    site.do("unit.register", unit="水泵房", building="3", floor="-1", kind="water_pump_room")
    for unit, name in ((PUMP, "1号生活水泵"), ("SB-02", "2号生活水泵")):
        entry = {
            "name": name,
            "stands_in": "水泵房",
            "system": "water",
            "maker": "合资泵业",
            "model": "CR32-4",
        }
        site.do("equipment.register", "head", unit=unit, in_service_since="2019-05-01", **entry)


def piece(site: Doorway, unit: str = PUMP) -> Equipment:
    found = unit_of(site, unit).equipment
    assert found is not None
    return found


def records(finding: str = "in_order", **more: Any) -> dict[str, Any]:
    return {"unit": PUMP, "kind": "inspection", "finding": finding, **more}
