"""The equipment register as asked: last records, open tickets, condition, and every record as of any moment (UNT-09)."""

from datetime import timedelta
from typing import Any

import pytest

from domain.errors import Unknown
from projections.spine.rebuild import rebuild
from projections.tickets.equipment_records import EquipmentRecord, equipment_records
from projections.tickets.equipment_register import Piece, equipment
from projections.tickets.replay import replayed_equipment
from tests.projections.office import MORNING, Office


@pytest.fixture
def plant(office: Office) -> Office:
    """Two pumps in a pump room, and a lift of building 5."""
    office.do("unit.register", unit="水泵房", building="12", floor="-1", kind="water_pump_room")
    for unit, name in (("SB-01", "1号生活水泵"), ("SB-02", "2号生活水泵")):
        office.do("equipment.register", "head", unit=unit, name=name, stands_in="水泵房", system="water")
    office.do("equipment.register", "head", unit="DT-52", name="客梯", building="5", system="lift")
    return office


def note(office: Office, kind: str, finding: str = "in_order", unit: str = "SB-01", **more: Any) -> Any:
    office.later(minutes=10)
    return office.do("equipment.record", "chen", unit=unit, kind=kind, finding=finding, **more)


def asked(office: Office, unit: str = "SB-01", **more: Any) -> Piece:
    office.projector.catch_up()
    (found,) = equipment(office.views, site="s1", unit=unit, **more)
    return found


def records(office: Office, unit: str = "SB-01", **more: Any) -> list[EquipmentRecord]:
    office.projector.catch_up()
    return equipment_records(office.views, site="s1", unit=unit, **more)


def mend(office: Office, number: str, result: str) -> None:
    """A technician answers a ticket and does the work."""
    steps: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("ticket.answer", "desk", {"what": "马上来"}),
        ("ticket.assign", "desk", {"to": ["chen"]}),
        ("ticket.arrive", "chen", {}),
        ("ticket.begin_work", "chen", {}),
        ("ticket.finish", "chen", {"result": result}),
    )
    for do, by, more in steps:
        office.later(minutes=1)
        office.do(do, by, ticket=number, **more)


def test_unt_09_the_register_lists_each_piece_building_by_building_with_its_last_records(
    plant: Office,
) -> None:
    note(plant, "operation", reading="0.40 MPa")
    note(plant, "operation", reading="0.42 MPa")
    note(plant, "inspection", words="运行平稳")
    plant.projector.catch_up()
    found = equipment(plant.views, site="s1")
    assert [(one.unit, one.condition) for one in found] == [
        ("DT-52", "unrecorded"),
        ("SB-01", "in_order"),
        ("SB-02", "unrecorded"),
    ]
    assert [(one.kind, one.reading, one.words, one.doer) for one in found[1].last] == [
        ("operation", "0.42 MPa", "", "陈师傅"),
        ("inspection", "", "运行平稳", "陈师傅"),
    ]
    assert [one.unit for one in equipment(plant.views, site="s1", stands_in="水泵房")] == ["SB-01", "SB-02"]
    assert equipment(plant.views, site="s2") == []


def test_unt_09_what_is_out_of_order_stays_so_until_a_later_record_or_a_finished_ticket(
    plant: Office,
) -> None:
    note(plant, "inspection", "not_in_order", words="异响")
    assert asked(plant).condition == "not_in_order"
    note(plant, "maintenance", "put_right", words="更换轴承")
    assert asked(plant).condition == "in_order"
    number = note(plant, "inspection", "not_in_order", words="渗水", open_a_ticket=True).results["ticket"]
    found = asked(plant)
    assert (found.condition, found.open_tickets) == ("under_repair", [number])
    mend(plant, number, "更换机械密封")
    found = asked(plant)
    assert (found.condition, found.open_tickets) == ("in_order", [number])
    plant.do("ticket.close", "desk", ticket=number)
    assert asked(plant).open_tickets == []


def test_unt_09_a_finished_ticket_about_a_piece_is_its_repair_record_without_a_second_entry(
    plant: Office,
) -> None:
    number = note(plant, "inspection", "not_in_order", words="渗水", open_a_ticket=True).results["ticket"]
    assert [one.kind for one in records(plant)] == ["inspection"]
    mend(plant, number, "更换机械密封")
    repair, inspection = records(plant)
    assert repair == EquipmentRecord(
        kind=repair.kind,
        happened_at=MORNING + timedelta(minutes=15),
        recorded_at=MORNING + timedelta(minutes=15),
        finding=repair.finding,
        words="更换机械密封",
        reading="",
        ticket=number,
        by_ticket=True,
        doer="陈师傅",
    )
    assert (repair.kind, repair.finding, inspection.ticket) == ("repair", "put_right", number)
    last = asked(plant).last[-1]
    assert (last.kind, last.words, last.by_ticket, last.ticket) == ("repair", "更换机械密封", True, number)
    note(plant, "repair", "put_right", words="更换机械密封一套", ticket=number)
    assert [(one.kind, one.by_ticket) for one in records(plant, kind="repair")] == [("repair", False)]
    assert asked(plant).last[-1].words == "更换机械密封一套"


def test_unt_09_a_ticket_done_a_second_time_is_a_second_repair_and_a_voided_one_none(plant: Office) -> None:
    number = note(plant, "inspection", "not_in_order", words="渗水", open_a_ticket=True).results["ticket"]
    mend(plant, number, "紧固")
    note(plant, "repair", "put_right", words="紧固压盖", ticket=number)
    plant.do("ticket.close", "desk", ticket=number)
    plant.later(days=1)
    plant.do("ticket.reopen", "desk", ticket=number, why="又渗水")
    assert asked(plant).condition == "under_repair"
    mend(plant, number, "更换机械密封")
    told = [(one.words, one.by_ticket) for one in records(plant, kind="repair")]
    assert told == [("更换机械密封", True), ("紧固压盖", False)]
    assert asked(plant).last[-1].words == "更换机械密封"
    other = plant.do("help.report", matter="误报", unit="SB-02").results["ticket"]
    plant.do("ticket.void", "desk", ticket=other, why="误报")
    assert asked(plant, "SB-02").condition == "unrecorded"
    assert records(plant, "SB-02") == []


def test_unt_09_records_are_asked_as_they_were_known_and_as_they_had_happened(plant: Office) -> None:
    before = plant.log.head()
    note(plant, "inspection", words="运行平稳", at=plant.clock() - timedelta(hours=3))
    after = plant.log.head()
    note(plant, "operation", reading="0.42 MPa")
    assert records(plant, as_of=before) == []
    assert [one.kind for one in records(plant, as_of=after)] == ["inspection"]
    assert [one.kind for one in records(plant)] == ["operation", "inspection"]
    assert asked(plant, as_of=after).last[0].words == "运行平稳"
    assert asked(plant, as_of=before).condition == "unrecorded"
    happened = records(plant, as_of=MORNING + timedelta(minutes=5), axis="happened")
    assert [one.kind for one in happened] == ["inspection"]
    assert happened[0].recorded_at == MORNING + timedelta(minutes=10)


def test_unt_09_a_piece_out_of_service_says_so(plant: Office) -> None:
    plant.do("equipment.withdraw", "head", unit="SB-01", on="2026-04-24", why="报废")
    found = asked(plant)
    assert (found.condition, str(found.out_since)) == ("withdrawn", "2026-04-24")
    plant.do("equipment.put_back", "head", unit="SB-01", on="2026-04-24")
    assert asked(plant).condition == "unrecorded"


def test_unt_09_what_is_in_no_register_has_no_records(plant: Office) -> None:
    with pytest.raises(Unknown, match="水泵房 is not entered"):
        records(plant, "水泵房")


def test_unt_09_the_register_equals_a_replay_at_every_moment_and_again_after_a_rebuild(plant: Office) -> None:
    first = plant.log.head()
    number = note(plant, "inspection", "not_in_order", words="渗水", open_a_ticket=True).results["ticket"]
    note(plant, "operation", unit="DT-52", reading="3.2 万次")
    mend(plant, number, "紧固")
    note(plant, "repair", "put_right", words="紧固压盖", ticket=number, at=plant.clock())
    plant.do("ticket.close", "desk", ticket=number)
    plant.do("ticket.reopen", "desk", ticket=number, why="又渗水")
    mend(plant, number, "更换机械密封")
    room = plant.do("help.report", matter="地面积水", unit="水泵房").results["ticket"]
    note(plant, "inspection", "not_in_order", unit="SB-02", words="阀门漏水", ticket=room)
    mend(plant, room, "更换阀门")
    plant.do("equipment.withdraw", "head", unit="DT-52", on="2026-04-24", why="大修")
    plant.projector.catch_up()

    def as_replayed() -> list[list[Piece]]:
        told = []
        for position in range(first, plant.log.head() + 1):
            told.append(equipment(plant.views, site="s1", as_of=position))
            assert told[-1] == replayed_equipment(plant.views, site="s1", as_of=position)
        return told

    before = as_replayed()
    assert {one.condition for one in before[-1]} == {"withdrawn", "in_order"}
    assert len({str(one) for one in before}) > 8
    for model in ("equipment", "mendings"):
        assert rebuild(plant.projector, model).differing == 0
    assert as_replayed() == before
