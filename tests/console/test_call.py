"""What the call form sends becomes commands: a report, and the steps that were ticked."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.call.saving import Stepped, Urge, save, take_step, urge
from console.wiring import House
from domain.tickets.facts import Kind, Urged
from domain.tickets.ticket import Ticket, ticket_stream
from tests.console.call_desk import CALLED, NOW, call, report, tickets, told, viewer
from tests.console.houses import at, build_once, copied_house

BOTH = ("zh", "en")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_once(tmp_path_factory.mktemp("built"), lambda: NOW)


@pytest.fixture
def house(built: Path, tmp_path: Path) -> Iterator[House]:
    opened = copied_house(built, tmp_path, lambda: NOW)
    opened.worker.start()
    yield opened
    opened.close()


def test_a_repair_begins_when_the_call_began_and_keeps_who_took_it(house: House) -> None:
    """REP-01, RSP-01: name, address, phone and content; the receptionist is the first receiver."""
    saved = save(viewer(house), call())
    assert (saved.kind, saved.ticket, saved.repair) == ("saved", "R261122-001", True)
    assert told(house, saved.ticket) == [("ticket.reported", at("16:42:58"))]
    kept = report(house, saved.ticket)
    assert (kept.unit, kept.item, kept.first_receiver, kept.channel) == (
        "5-1-1101",
        "SN-01",
        "desk01",
        "phone",
    )
    assert kept.caller is not None
    assert house.log.people({kept.caller.id})[kept.caller.id] == {"name": "周女士", "phone": "13800001000"}


def test_a_step_is_recorded_only_when_it_was_ticked_and_at_the_second_it_was_ticked(house: House) -> None:
    """SLA-01, SLA-02: 110 s of 120, 160 s of 180 are kept to the second."""
    ticked = save(
        viewer(house),
        call(1, started_at=CALLED - 120_000, fill_slip=CALLED - 10_000, notify_engineering=CALLED + 40_000),
    )
    assert [(step.step, step.reasons) for step in ticked.steps] == [
        ("fill_slip", []),
        ("notify_engineering", []),
    ]
    assert told(house, ticked.ticket) == [
        ("ticket.reported", at("16:40:58")),
        ("repair.slip_filled", at("16:42:48")),
        ("repair.engineering_notified", at("16:43:38")),
    ]
    unticked = save(viewer(house), call(2))
    assert (unticked.steps, len(told(house, unticked.ticket))) == ([], 1)


def test_a_step_can_be_ticked_after_saving(house: House) -> None:
    saved = save(viewer(house), call())
    said = Stepped(id=saved.id, ticket=saved.ticket, step="fill_slip", at=CALLED + 30_000)
    assert take_step(viewer(house), said).steps[0].reasons == []
    assert told(house, saved.ticket)[-1] == ("repair.slip_filled", at("16:43:28"))
    assert take_step(viewer(house), said).steps[0].reasons == []
    assert len(told(house, saved.ticket)) == 2


def test_a_browser_whose_clock_runs_ahead_ticks_now_and_not_in_the_future(house: House) -> None:
    saved = save(viewer(house), call(fill_slip=int(NOW.timestamp() * 1000) + 1900))
    assert told(house, saved.ticket)[-1] == ("repair.slip_filled", NOW)


def test_a_call_that_is_sent_twice_is_saved_once(house: House) -> None:
    given = call(fill_slip=CALLED + 20_000)
    first = save(viewer(house), given)
    before = tickets(house)
    assert save(viewer(house), given) == first
    assert tickets(house) == before


def test_a_call_that_was_saved_and_then_changed_says_so_and_keeps_what_was_saved(house: House) -> None:
    first = save(viewer(house), call())
    again = save(viewer(house), call(matter="厨房龙头关不紧，水漫出来了"))
    assert (again.kind, again.ticket, again.changed) == ("saved", first.ticket, True)
    matter = report(house, first.ticket).matter.id
    assert house.log.texts({matter}) == {matter: "厨房龙头关不紧"}


def test_two_people_may_use_one_form_id_without_meeting(house: House) -> None:
    assert save(viewer(house, "desk01"), call()).ticket != save(viewer(house, "duty01"), call()).ticket


def test_what_stands_in_no_tariff_is_reported_without_an_item(house: House) -> None:
    """REP-04: it is assessed first; TCK-03."""
    saved = save(viewer(house), call(item=""))
    assert (report(house, saved.ticket).item, report(house, saved.ticket).tariff) == ("", 0)


def test_an_appointment_is_the_wall_clock_of_the_site(house: House) -> None:
    """SLA-04 hangs on it."""
    saved = save(viewer(house), call(booked_for="2026-11-23T14:00"))
    assert report(house, saved.ticket).booked_for == datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize("help_class", ["medical", "complaint", "enquiry", "crime", "disaster", "other"])
def test_every_other_class_becomes_a_help_ticket_of_that_class(house: House, help_class: str) -> None:
    """TCK-01, TCK-04."""
    saved = save(viewer(house), call(help_class=help_class, channel="in_person", item=""))
    kept = report(house, saved.ticket)
    assert (saved.ticket[0], saved.repair) == ("H", False)
    assert (kept.help_class, kept.channel, kept.unit) == (help_class, "in_person", "5-1-1101")


def test_help_is_taken_from_somebody_who_leaves_no_name_at_a_place_that_is_no_unit(house: House) -> None:
    saved = save(viewer(house), call(help_class="disaster", name="", unit="", address="地下车库 B1"))
    kept = report(house, saved.ticket)
    assert (kept.unit, kept.place) == ("", "地下车库 B1")
    assert kept.caller is not None
    assert house.log.people({kept.caller.id})[kept.caller.id]["name"] == "13800001000"


@pytest.mark.parametrize(
    ("language", "words_kept"), [("zh", "厨房龙头关不紧"), ("en", "[Common area] 厨房龙头关不紧")]
)
def test_a_common_area_is_taken_as_help_of_class_repair_and_says_so(
    house: House, language: str, words_kept: str
) -> None:
    saved = save(viewer(house, language=language), call(scope="common", fill_slip=CALLED))
    kept = report(house, saved.ticket)
    assert (saved.repair, saved.steps, kept.kind, kept.help_class) == (False, [], Kind.HELP, "repair")
    assert words_kept in house.log.texts({kept.matter.id})[kept.matter.id]


def test_a_unit_that_nobody_knows_is_refused_in_the_persons_language_and_nothing_is_recorded(
    house: House,
) -> None:
    before = house.log.head()
    for language in BOTH:
        answer = save(viewer(house, language=language), call(unit="", address="5-1-9999"))
        assert (answer.kind, answer.field, len(answer.reasons)) == ("refused", "address", 1)
        assert "5-1-9999" in answer.reasons[0]
        assert bool(re.search(r"[\u4e00-\u9fff]", answer.reasons[0])) == (language == "zh")
    assert house.log.head() == before


def test_a_door_number_typed_by_hand_is_the_unit_it_names(house: House) -> None:
    saved = save(viewer(house), call(unit="", address=" 5-1-1102 "))
    assert report(house, saved.ticket).unit == "5-1-1102"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"booked_for": "2026-11-21T09:00"}, "booked"),
        ({"booked_for": "tomorrow"}, "booked"),
        ({"item": "XX-99"}, "item"),
    ],
)
def test_a_refusal_names_the_field_that_it_speaks_of(house: House, given: dict[str, str], field: str) -> None:
    assert save(viewer(house), call(**given)).field == field


def test_who_takes_no_calls_is_refused(house: House) -> None:
    answer = save(viewer(house, "cash01"), call())
    assert (answer.kind, tickets(house)) == ("refused", 0)


def test_a_second_call_of_a_household_is_noted_on_its_ticket(house: House) -> None:
    """MRG-02: no second ticket, and the contact counts from when it called."""
    saved = save(viewer(house), call(started_at=CALLED - 600_000))
    said = Urge(id=f"{7:032x}", ticket=saved.ticket, channel="phone", started_at=CALLED, said="还没人来")  # pyright: ignore[reportArgumentType]
    assert urge(viewer(house), said).kind == "urged"
    assert urge(viewer(house), said).ticket == saved.ticket
    ticket = house.log.get(Ticket, ticket_stream("s1", saved.ticket))
    assert ticket.contacts == (at("16:32:58"), at("16:42:58"))
    assert len([step for step in ticket.round.taken if isinstance(step.fact, Urged)]) == 1
