"""The demo's equipment register: pumps, lifts, switchboards and monitoring with believable records (UNT-03, UNT-09)."""

from collections import Counter
from collections.abc import Iterator

import pytest

from domain.equipment_facts import EquipmentRecorded, RecordKind
from domain.facts import Recorded
from domain.places import EQUIPMENT_ROOMS
from domain.tickets.ticket import Ticket, ticket_stream
from domain.units import Unit, unit_stream
from seed.demo import Estate
from seed.demo.crew import HEADS, TECHNICIANS
from tests.seed.stage import NOW, Stage, played_once


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """So few homes that next to nothing but equipment and campaigns happens."""
    stage = played_once(tmp_path_factory, "hamlet", Stage, Estate.ending_at(NOW, 11, homes=20))
    yield stage
    stage.log.close()


def pieces(stage: Stage) -> dict[str, Unit]:
    streams = {one.originator_id for one in stage.events() if one.originator_id.startswith("unit:")}
    units = [stage.log.get(Unit, stream) for stream in streams]
    return {unit.code: unit for unit in units if unit.equipment}


def records(stage: Stage) -> list[tuple[Recorded, EquipmentRecorded]]:
    return [(one, one.fact) for one in stage.events() if isinstance(one.fact, EquipmentRecorded)]


def test_unt_03_unt_09_every_equipment_room_has_its_pieces(today: Stage) -> None:
    found = pieces(today)
    rooms = {one.equipment.entry.stands_in for one in found.values() if one.equipment}
    kinds = {today.log.get(Unit, unit_stream("s1", room)).kind for room in rooms}
    assert kinds == EQUIPMENT_ROOMS
    assert 10 <= len(found) <= 12


def test_unt_09_there_are_a_few_dozen_records_of_all_kinds_by_people_on_duty_and_some_late(
    today: Stage,
) -> None:
    told = records(today)
    assert 30 <= len(told) <= 60
    assert set(Counter(fact.kind for _, fact in told)) == {
        RecordKind.OPERATION,
        RecordKind.INSPECTION,
        RecordKind.MAINTENANCE,
    }
    assert {event.doer for event, _ in told} <= {*TECHNICIANS, *HEADS}
    assert len({event.doer for event, _ in told}) >= 4
    late = [one for one, _ in told if one.recorded_at and (one.recorded_at - one.happened_at).seconds > 3600]
    assert 5 <= len(late) <= len(told) / 3


def test_unt_09_one_fault_is_repaired_through_its_ticket_and_one_waits_for_parts(today: Stage) -> None:
    tickets = {
        event.originator_id.rpartition(":")[2]: today.log.get(Ticket, ticket_stream("s1", fact.ticket))
        for event, fact in records(today)
        if fact.ticket
    }
    assert {unit: ticket.unit for unit, ticket in tickets.items()} == {"SB-02": "SB-02", "JK-02": "JK-02"}
    assert "closed" in tickets["SB-02"].steps
    assert tickets["JK-02"].waiting is not None
    gone = pieces(today)["SB-03"].equipment
    assert gone is not None
    assert gone.out_since is not None


def test_unt_09_the_register_goes_on_by_itself(tmp_path_factory: pytest.TempPathFactory) -> None:
    plan = Estate.ending_at(NOW, 11, homes=20).plan
    coming = [one for one in plan if one.do == "equipment.record" and one.at > NOW]
    assert len(coming) >= 10
    repaired = [one for one in plan if one.thread == "equipment-JK-02"]
    assert [one.do for one in repaired][-2:] == ["ticket.finish", "ticket.close"]
