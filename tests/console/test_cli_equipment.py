"""The equipment register on the command line: recorded with ``apply``, asked with ``ask`` (UNT-09)."""

from pathlib import Path

from tests.console.command_line import Steward
from tests.console.houses import order, small_house

PUMP = {"unit": "SB-01", "name": "1号生活水泵", "stands_in": "水泵房", "system": "water"}
LATE = {"at": "2026-11-21T02:00:00+00:00", "kind": "inspection", "finding": "in_order", "reading": "0.42 MPa"}


def test_unt_09_a_script_asks_for_the_register_and_for_the_records_of_one_piece_by_either_time(
    tmp_path: Path,
) -> None:
    house = small_house(tmp_path / "data")
    order(house, "unit.register", "room", unit="水泵房", building="3", kind="water_pump_room")
    order(house, "equipment.register", "pump", **PUMP)
    empty = house.log.head()
    order(house, "equipment.record", "late", by="tech01", unit="SB-01", **LATE)
    house.close()
    steward = Steward(tmp_path / "data")
    (piece,) = steward("ask equipment --param stands_in=水泵房").json
    assert (piece["unit"], piece["condition"], piece["open_tickets"]) == ("SB-01", "in_order", [])
    assert [(one["kind"], one["reading"], one["doer"]) for one in piece["last"]] == [
        ("inspection", "0.42 MPa", "Lin Feng")
    ]
    assert steward(f"ask equipment --as-of {empty}").json[0]["condition"] == "unrecorded"
    asked = "ask equipment_records --param unit=SB-01"
    (record,) = steward(asked).json
    assert record["happened_at"] == "2026-11-21T02:00:00Z"
    assert record["recorded_at"] > record["happened_at"]
    assert steward(f"{asked} --as-of 2026-11-21T02:00:00Z --axis happened").json == [record]
    assert steward(f"{asked} --as-of 2026-11-21T01:59:59Z --axis happened").json == []
    assert steward(f"{asked.replace('SB-01', '水泵房')}").code == 1
    assert {"equipment", "equipment_records"} <= {one["name"] for one in steward("questions --json").json}
