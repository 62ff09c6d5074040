"""Records of equipment and tickets, and who may record them (UNT-09)."""

from typing import Any

import pytest

from domain.equipment_facts import RecordKind
from domain.tickets.facts import HelpClass, Kind
from tests.domain.doorway import Doorway
from tests.domain.plant import PUMP, piece, records


def test_unt_09_what_an_inspection_finds_out_of_order_opens_a_ticket_in_the_same_press(
    plant: Doorway,
) -> None:
    found = records("not_in_order", words="机械密封渗水", open_a_ticket=True)
    outcome = plant.do("equipment.record", "chen", **found)
    number = str(outcome.results["ticket"])
    ticket = plant.ticket(number)
    assert (ticket.unit, ticket.kind, ticket.first_receiver) == (PUMP, Kind.HELP, "chen")
    assert ticket.report is not None
    assert ticket.report.help_class is HelpClass.REPAIR
    assert plant.log.texts([ticket.report.matter.id])[ticket.report.matter.id] == "1号生活水泵：机械密封渗水"
    assert piece(plant).last[RecordKind.INSPECTION].said.ticket == number
    assert {event.command for event in plant.log.stream(ticket.id)} == {outcome.id}


@pytest.mark.parametrize("more", [{"finding": "in_order"}, {"finding": "put_right"}, {"words": ...}])
def test_unt_09_a_ticket_is_opened_only_for_what_is_not_in_order_and_told(
    plant: Doorway, more: dict[str, Any]
) -> None:
    given = {**records("not_in_order", words="渗水", open_a_ticket=True), **more}
    assert plant.refused("equipment.record", "chen", **given) == [
        "A ticket is opened only for what is not in order, with words that say what it is."
    ]


def test_unt_09_a_repair_names_a_ticket_of_its_own_place_that_was_reported_before(plant: Doorway) -> None:
    def reported(**where: str) -> str:
        caller = {"name": "李女士", "phone": "13800000001"}
        return str(plant.do("help.report", matter="水压低", caller=caller, **where).results["ticket"])

    of_pump, of_room, of_home = reported(unit=PUMP), reported(unit="水泵房"), reported(unit="5-2-1203")
    of_hall = reported(place="大堂")
    plant.later(minutes=1)
    repair = {"unit": PUMP, "kind": "repair", "finding": "put_right", "words": "更换密封"}
    for number in (of_pump, of_room, of_hall):
        plant.do("equipment.record", "chen", ticket=number, **repair)
    elsewhere = f"Ticket {of_home} is about 5-2-1203, not about {PUMP}."
    assert plant.refused("equipment.record", "chen", ticket=of_home, **repair) == [elsewhere]
    assert plant.refused("equipment.record", "chen", ticket="H000000-001", **repair) == [
        "There is no ticket H000000-001 at this site."
    ]
    early = (
        f"Ticket {of_home} was reported at 2026-03-12 01:00:00+00:00; its repair cannot have happened before."
    )
    told = plant.refused("equipment.record", "chen", ticket=of_home, at="2026-03-12T00:59:59Z", **repair)
    assert told == [elsewhere, early]
    plant.do("equipment.record", "chen", ticket=of_pump, at="2026-03-12T01:00:00Z", **repair)
    inspected = records(ticket=of_pump, at="2026-03-12T00:59:59Z")
    plant.do("equipment.record", "chen", **inspected)
    assert plant.refused("equipment.record", "chen", open_a_ticket=True, ticket=of_pump, **repair) == [
        f"Ticket {of_pump} is named already; no second one is opened."
    ]


@pytest.mark.parametrize("by", ["chen", "head", "duty"])
def test_unt_09_engineering_and_the_duty_manager_record(plant: Doorway, by: str) -> None:
    plant.do("equipment.record", by, **records())
    assert piece(plant).last[RecordKind.INSPECTION].doer == by


@pytest.mark.parametrize("by", ["desk", "guard", "fin", "area"])
def test_unt_09_nobody_else_records(plant: Doorway, by: str) -> None:
    (told,) = plant.refused("equipment.record", by, **records())
    assert told.startswith(f"{by} may not do this at this site")


def test_unt_09_the_duty_manager_writes_down_what_a_technician_did_and_a_technician_nobody_elses(
    plant: Doorway,
) -> None:
    plant.do("equipment.record", "duty", doer="chen", **records())
    event = plant.log.stream(f"unit:s1:{PUMP}")[-1]
    assert (event.doer, event.by, event.role) == ("chen", "duty", "technician")
    told = plant.refused("equipment.record", "zhao", doer="chen", **records())
    assert told == ["zhao may not write down what chen does."]


@pytest.mark.parametrize(
    ("do", "more"),
    [
        ("register", {"name": "风机", "building": "3"}),
        ("withdraw", {"on": "2026-03-12", "why": "报废"}),
        ("put_back", {"on": "2026-03-12"}),
    ],
)
def test_unt_09_a_technician_does_not_keep_the_register_itself(
    plant: Doorway, do: str, more: dict[str, Any]
) -> None:
    (told,) = plant.refused(f"equipment.{do}", "chen", unit=PUMP, **more)
    assert told.startswith("chen may not do this at this site")
