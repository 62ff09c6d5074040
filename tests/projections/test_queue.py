"""The live queue and the stories behind it, worked through the real door."""

from datetime import timedelta

import msgspec
import pytest

from domain.errors import Refused
from projections.asking.registry import ask
from projections.tickets.ledger import tickets
from projections.tickets.queue import BoardRow, queue, queue_of
from projections.tickets.replay import replayed_queue
from projections.tickets.slips import slips
from projections.tickets.story import ticket_story, unit_story
from projections.tickets.ticket import ticket
from tests.projections.office import MORNING, Office


def ms(minutes: float) -> int:
    """Unix milliseconds so many minutes after nine in the morning."""
    return round((MORNING + timedelta(minutes=minutes)).timestamp() * 1000)


def rows(office: Office) -> dict[str, BoardRow]:
    office.projector.catch_up()
    return {row.number: row for row in queue(office.views, site="s1")}


def test_the_most_urgent_ticket_comes_first_with_its_clocks_and_next_verb(office: Office) -> None:
    first = office.take_repair("5-2-1203", "厨房龙头漏水")
    office.later(minutes=1)
    second = office.take_repair("6-1-0302", "阳台推拉门脱轨", item="")
    office.do("repair.fill_slip", ticket=first)
    office.projector.catch_up()
    found = queue(office.views, site="s1")

    assert [(row.number, row.due_at, row.verb and row.verb.code) for row in found] == [
        (first, ms(3), "notify_engineering"),
        (second, ms(3), "fill_slip"),
    ]
    assert [(clock.code, clock.state, clock.due_at, clock.used_s) for clock in found[0].clocks] == [
        ("notify_engineering", "running", ms(3), None),
        ("fill_slip", "met", ms(2), 60),
    ]
    assert (found[0].place, found[0].matter) == ("5-2-1203", "厨房龙头漏水")


def test_an_unsigned_slip_is_flagged_until_engineering_signs_for_it(office: Office) -> None:
    number = office.take_repair("5-2-1203", "漏水")
    office.do("repair.fill_slip", ticket=number)
    office.do("repair.notify_engineering", ticket=number)
    assert rows(office)[number].flags == ["not_signed_for"]
    office.later(minutes=5)
    office.do("repair.receive_slip", "head", ticket=number)
    row = rows(office)[number]

    assert row.flags == []
    assert (row.due_at, row.verb and row.verb.code) == (ms(15), "dispatch")
    assert row.with_note is not None
    assert (row.with_note.code, row.with_note.at) == ("slip_received", ms(5))


def test_waiting_for_the_customer_is_a_paused_row_and_resuming_ends_it(office: Office) -> None:
    number = office.take_repair("5-2-1203", "漏水")
    for verb, who in (("fill_slip", "desk"), ("notify_engineering", "desk"), ("receive_slip", "head")):
        office.do(f"repair.{verb}", who, ticket=number)
    office.later(minutes=4)
    office.do("ticket.wait", ticket=number, reason="customer")
    row = rows(office)[number]

    assert (row.paused, row.paused_since, row.paused_reason) == (True, ms(4), "customer")
    assert (row.due_at, row.flags, row.verb and row.verb.code) == (None, ["waiting_customer"], "resume")
    assert [(clock.code, clock.since) for clock in row.clocks if clock.state == "paused"] == [
        ("arrive", ms(4))
    ]
    office.later(minutes=30)
    office.do("ticket.resume", ticket=number)
    assert rows(office)[number].due_at == ms(40)


def test_a_closed_ticket_leaves_the_queue_and_stays_in_the_list(office: Office) -> None:
    number = str(office.do("help.report", matter="电梯口有水", place="3 栋 B1 电梯厅").results["ticket"])
    other = office.take_repair("5-2-1203", "漏水")
    assert rows(office)[number].verb == msgspec.convert({"code": "answer"}, type(rows(office)[number].verb))
    office.do("ticket.answer", ticket=number, what="马上来")
    office.do("ticket.assign", ticket=number, to=["zhao", "chen"])
    assert rows(office)[number].holder == "赵师傅 +1"
    office.do("ticket.finish", "zhao", ticket=number)
    before = office.log.head()
    office.do("ticket.close", ticket=number)

    assert set(rows(office)) == {other}
    assert queue_of(office.views, "s1", {f"ticket:s1:{number}", f"ticket:s1:{other}"})[0].number == other
    assert {row.number for row in queue(office.views, site="s1", as_of=before)} == {number, other}
    page = tickets(office.views, site="s1", state="closed")
    assert [(row.number, row.place, row.is_open) for row in page.rows] == [(number, "3 栋 B1 电梯厅", False)]
    assert tickets(office.views, site="s1", part="r2604", limit=1).total == 1


def test_as_of_an_instant_means_what_was_recorded_by_then(office: Office) -> None:
    number = office.take_repair("5-2-1203", "漏水")
    office.later(minutes=10)
    office.do("repair.fill_slip", ticket=number, at=MORNING + timedelta(minutes=1))
    office.projector.catch_up()
    early = MORNING + timedelta(minutes=5)

    assert queue(office.views, site="s1", as_of=early)[0].clocks[0].state == "running"
    assert "slip_filled" not in ticket(office.views, site="s1", number=number, as_of=early).steps
    really = ticket(office.views, site="s1", number=number, as_of=early, axis="happened")
    assert really.steps["slip_filled"] == MORNING + timedelta(minutes=1)
    assert [clock.state for clock in really.clocks if clock.code == "fill_slip"] == ["met"]
    assert queue(office.views, site="s1", as_of=MORNING - timedelta(seconds=1)) == []


def test_a_story_tells_both_times_and_marks_what_was_recorded_late(office: Office) -> None:
    number = office.take_repair("5-2-1203", "漏水 <b>很急</b>")
    office.later(minutes=10)
    office.do("repair.notify_engineering", ticket=number)
    office.do("repair.fill_slip", ticket=number, at=MORNING + timedelta(minutes=8))
    office.projector.catch_up()
    recorded = ticket_story(office.views, site="s1", number=number)
    happened = ticket_story(office.views, site="s1", number=number, axis="happened")

    told = [(line.fact, line.recorded_late_s) for line in recorded]
    assert told == [
        ("ticket.reported", None),
        ("repair.engineering_notified", None),
        ("repair.slip_filled", None),
    ]
    assert [line.fact for line in happened] == [told[0][0], told[2][0], told[1][0]]
    assert recorded[0].fields["matter"] == "漏水 <b>很急</b>"
    assert recorded[0].names == {"desk": "刘文员"}
    office.later(minutes=3)
    office.do("repair.receive_slip", "head", at=MORNING + timedelta(minutes=10), ticket=number)
    assert ticket_story(office.views, site="s1", number=number)[-1].recorded_late_s == 180


def test_a_units_story_is_its_own_events_and_those_of_its_tickets(office: Office) -> None:
    mine = office.take_repair("5-2-1203", "漏水")
    other = office.take_repair("5-2-1204", "跳闸")
    office.do("unit.open_defect", unit="5-2-1203", what="窗框渗水")
    office.do("repair.fill_slip", ticket=mine)
    office.do("repair.fill_slip", ticket=other)
    office.projector.catch_up()
    told = [(line.fact, line.stream) for line in unit_story(office.views, site="s1", unit="5-2-1203")]

    assert told == [
        ("unit.registered", "unit:s1:5-2-1203"),
        ("ticket.reported", f"ticket:s1:{mine}"),
        ("unit.defect_opened", "unit:s1:5-2-1203"),
        ("repair.slip_filled", f"ticket:s1:{mine}"),
    ]


def test_slips_are_out_from_the_signature_until_the_desk_has_them(office: Office) -> None:
    """REP-09, REP-10, REP-11."""
    number = signed(office)
    office.projector.catch_up()
    out = slips(office.views, site="s1")

    assert [(slip.number, slip.out_since, slip.holders) for slip in out] == [(number, MORNING, ["陈师傅"])]
    assert out[0].due_at == MORNING.replace(hour=9)
    assert [(copy.number, copy.where) for copy in out[0].copies] == [
        (1, "user"),
        (2, "technician"),
        (3, "technician"),
        (4, "desk"),
    ]
    office.do("repair.return_slips", "chen", ticket=number, copies=[2, 3])
    office.do("repair.hand_slips_to_desk", "head", ticket=number, copies=[2, 3])
    office.projector.catch_up()
    assert slips(office.views, site="s1") == []
    assert [copy.where for copy in slips(office.views, site="s1", show="back")[0].copies][1:3] == [
        "customer_service",
        "desk",
    ]


def signed(office: Office) -> str:
    """A repair in the tariff that the customer has just signed."""
    number = office.take_repair("5-2-1203", "漏水")
    office.do("repair.fill_slip", ticket=number)
    office.do("repair.notify_engineering", ticket=number)
    office.do("repair.receive_slip", "head", ticket=number)
    office.do("repair.dispatch", "head", ticket=number, technicians=["chen"])
    for verb in ("ticket.set_out", "ticket.arrive", "repair.confirm_item"):
        office.do(verb, "chen", ticket=number)
    office.do("repair.show_tariff", "chen", ticket=number, price_cents=3000)
    for verb in ("repair.consent_on_site", "ticket.begin_work"):
        office.do(verb, "chen", ticket=number)
    office.do("repair.try_out", "chen", ticket=number, works=True)
    charge = {"name": "换水龙头", "quantity": 1, "price_cents": 3000}
    office.do("repair.sign", "chen", ticket=number, charges=[charge], site_cleaned=True)
    return number


def test_an_adopted_ticket_stands_in_the_list_and_is_judged_by_no_clock_of_ours(office: Office) -> None:
    run = office.do("import.begin", "boss", source="旧台账", digest="00").results["run"]
    line = {"line": 2, "at": (MORNING - timedelta(days=900)).isoformat(), "key": "k2", "means": "assigned"}
    ledger = {"run": run, "number": "INC-7", "source": "旧台账", "ledger_ends_at": MORNING.isoformat()}
    office.do("ticket.adopt", "boss", **ledger, lines=[{**line, "person": "李工", "team": "水电"}])
    office.projector.catch_up()
    page = tickets(office.views, site="s1", part="inc-7")

    assert queue(office.views, site="s1") == []
    assert [(row.is_adopted, row.is_open, row.with_whom) for row in page.rows] == [(True, True, ["李工"])]
    state = ticket(office.views, site="s1", number="INC-7")
    assert (state.clocks, [holder.name for holder in state.with_whom]) == ([], ["李工"])
    story = ticket_story(office.views, site="s1", number="INC-7")
    assert [line.fact for line in story] == ["ticket.adopted", "ticket.line_adopted"]
    assert story[1].fields["person"] == "李工"


def test_a_question_put_the_wrong_way_is_refused_with_its_reason(office: Office) -> None:
    with pytest.raises(Refused, match="no question"):
        ask(office.views, "horoscope", {})
    with pytest.raises(Refused, match="site"):
        ask(office.views, "queue", {})
    with pytest.raises(Refused, match="limit"):
        ask(office.views, "tickets", {"site": "s1", "limit": "100000"})
    with pytest.raises(Refused, match="recorded only"):
        ask(office.views, "queue", {"site": "s1"}, axis="happened")
    with pytest.raises(Refused, match="names no zone"):
        ask(office.views, "queue", {"site": "s1"}, as_of=MORNING.replace(tzinfo=None))
    assert ask(office.views, "tickets", {"site": "s1", "limit": "5"}).total == 0


def test_the_queue_equals_a_full_replay_of_the_log(office: Office) -> None:
    signed(office)
    office.take_repair("6-1-0302", "门脱轨", item="")
    office.projector.catch_up()
    for position in range(1, office.log.head() + 1):
        assert queue(office.views, site="s1", as_of=position) == replayed_queue(
            office.views, site="s1", as_of=position
        )
    assert len(queue(office.views, site="s1")) == 2
