"""Clocks on tickets: each limit to the second on both sides, pauses, and the policy kept from acceptance (section 4)."""

from datetime import timedelta
from typing import Any

import pytest

from domain.facts import Fact
from domain.policy import PauseReason
from domain.tickets import facts
from domain.tickets import repair_facts as did
from domain.tickets.facts import Kind, WaitReason
from domain.tickets.repair_facts import VisitMode
from domain.tickets.ticket import Ticket
from domain.tickets.timing import clocks_of
from projections.spine.reference import Reference
from tests.domain.doorway import Doorway
from tests.domain.given import (
    BILL,
    WORDS,
    Book,
    Done,
    at,
    at_desk,
    due,
    given,
    reported,
    signed,
    to_engineering,
    verdicts,
)

CARE: dict[str, Any] = {
    "pins": {"repair": "CARE@1", "visit": "CARE@1", "billing": "CARE@1"},
    "collector": "technician",
}
BOOKED: dict[str, Any] = {"booked_for": at("14:00:00")}
QUOTED: list[Done] = [
    (did.Assessed(feasible=True, price_cents=26000), "09:19:10"),
    (did.Quoted(), "09:19:10"),
    (did.Consented(price_cents=26000), "09:32:00"),
]
MUCH_LATER = "2026-11-22 12:00:00"


def help_call(**more: Any) -> list[Done]:
    return [reported(number="H260312-001", kind=Kind.HELP, item="", tariff=0, **more)]


VISIT = did.Visited(mode=VisitMode.PHONE, satisfied=True)
LIMITS: list[tuple[str, list[Done], str, Fact, str]] = [
    ("SLA-01", [reported()], "fill_slip", did.SlipFilled(slip="1"), "2026-03-12 09:02:00"),
    ("SLA-02", [reported()], "notify_engineering", did.EngineeringNotified(), "2026-03-12 09:03:00"),
    ("SLA-03", to_engineering(), "arrive", facts.Arrived(), "2026-03-12 09:15:00"),
    ("SLA-03", [*to_engineering(item=""), *QUOTED], "arrive", facts.Arrived(), "2026-03-12 09:42:00"),
    ("SLA-04", to_engineering(**BOOKED), "arrive", facts.Arrived(), "2026-03-12 13:55:00"),
    (
        "SLA-04",
        [*to_engineering(item="", **BOOKED), *QUOTED],
        "arrive",
        facts.Arrived(),
        "2026-03-12 13:55:00",
    ),
    ("SLA-05", to_engineering(item=""), "assess", did.Quoted(), "2026-03-12 09:20:00"),
    ("SLA-06", signed(), "return_slips", did.SlipsReturned(copies=(2, 3)), "2026-03-12 17:00:00"),
    ("SLA-07", at_desk(), "to_finance", did.SentToFinance(), "2026-03-25 23:59:59"),
    ("SLA-11", to_engineering(**CARE, **BOOKED), "arrive", facts.Arrived(), "2026-03-12 14:00:00"),
    ("SLA-13", help_call(), "first_answer", facts.Answered(what=WORDS), "2026-03-12 09:10:00"),
    ("SLA-30", signed(**CARE), "follow_up", VISIT, "2026-03-13 23:59:59"),
]


@pytest.mark.parametrize(("rule", "history", "code", "stop", "last"), LIMITS)
def test_each_limit_is_met_on_its_last_second_and_late_on_the_next(
    rule: str, history: list[Done], code: str, stop: Fact, last: str
) -> None:
    """SLA-01, SLA-02, SLA-03, SLA-04, SLA-05, SLA-06, SLA-07, SLA-11, SLA-13, SLA-30; REP-01 to REP-04, CAL-06."""
    over = at(last) + timedelta(seconds=1)
    open_one, in_time, late = given(history).ticket, given(history).ticket, given(history).ticket
    in_time.record(stop, at(last))
    late.record(stop, over)
    assert due(open_one, code) == last
    clock = next(one for one in clocks_of(open_one, Book()) if one.code == code)
    assert clock.rule == rule
    assert verdicts(in_time, MUCH_LATER)[code] == ("met", None)
    assert verdicts(late, MUCH_LATER)[code] == ("late", 1)
    assert (clock.verdict(at(last)).state, clock.verdict(over).state) == ("soon", "red")


def test_we_02_in_tariff_as_soon_as_possible() -> None:
    """REP-01, REP-02: 110 s of 120, 160 s of 180, 9 min 30 s of 10 min; with 09:15:20 late by 20 s."""
    ticket = given(to_engineering(), (facts.Arrived(), "09:14:30")).ticket
    used = {one.code: one.verdict(at(MUCH_LATER)).used_s for one in clocks_of(ticket, Book())}
    assert (used["fill_slip"], used["notify_engineering"], used["arrive"]) == (110, 160, 570)
    assert due(ticket, "arrive") == "2026-03-12 09:15:00"
    assert {state for state, _ in (verdicts(ticket, MUCH_LATER)[code] for code in used if used[code])} == {
        "met"
    }
    late = given(to_engineering(), (facts.Arrived(), "09:15:20")).ticket
    assert verdicts(late, MUCH_LATER)["arrive"] == ("late", 20)


def test_we_03_out_of_tariff_the_ten_minutes_begin_with_the_consent_or_the_dispatch() -> None:
    """REP-04: order of events ASSESSED, QUOTED, CONSENTED, ARRIVED; assessment due 09:20:00, arrival 09:42:00."""
    ticket = given(to_engineering(item=""), QUOTED, (facts.Arrived(), "09:41:00")).ticket
    assert [one.code for one in ticket.round.taken[-4:]] == ["assessed", "quoted", "consented", "arrived"]
    assert (due(ticket, "assess"), due(ticket, "arrive")) == ("2026-03-12 09:20:00", "2026-03-12 09:42:00")
    assert verdicts(ticket, MUCH_LATER)["assess"] == verdicts(ticket, MUCH_LATER)["arrive"] == ("met", None)
    sent = (did.Dispatched(technicians=("wang",)), "09:32:40")
    assert due(given(to_engineering(item=""), QUOTED, sent).ticket, "arrive") == "2026-03-12 09:42:40"


def arrived_at_13_56(site: Doorway, number: str) -> Ticket:
    site.now = at("09:05:00")
    site.work(number, "repair.dispatch")
    site.now = at("13:56:00")
    site.do("ticket.arrive", "chen", ticket=number)
    site.now = at("09:00:00")
    return site.ticket(number)


def arrival(site: Doorway, number: str) -> tuple[str, str, int | None]:
    clocks = clocks_of(site.ticket(number), Reference(site.log))
    clock = next(one for one in clocks if one.code == "arrive")
    verdict = clock.verdict(at(MUCH_LATER))
    return clock.rule, verdict.state, verdict.over_s


def test_we_04_changing_the_site_s_profile_afterwards_changes_neither_verdict(site: Doorway) -> None:
    booked = "2026-03-12T14:00:00+08:00"
    first = site.repair(booked_for=booked)
    arrived_at_13_56(site, first)
    assert arrival(site, first) == ("SLA-04", "late", 60)
    choice = {"family": "repair", "profile": "CARE", "version": 1, "since": "2026-03-12"}
    site.do("site.choose_policy", "boss", **choice)
    second = site.repair(booked_for=booked)
    arrived_at_13_56(site, second)
    assert (arrival(site, first), arrival(site, second)) == (("SLA-04", "late", 60), ("SLA-11", "met", None))
    site.do("site.choose_policy", "boss", **{**choice, "profile": "COMMUNITY"})
    assert (arrival(site, first), arrival(site, second)) == (("SLA-04", "late", 60), ("SLA-11", "met", None))
    assert site.ticket(first).pins["repair"] == "COMMUNITY@1"
    assert site.ticket(second).pins["repair"] == "CARE@1"


def test_cal_03_a_corrected_calendar_touches_only_later_tickets(site: Doorway) -> None:
    for family in ("visit", "billing"):
        site.do("site.choose_policy", "boss", family=family, profile="CARE", version=1, since="2026-03-12")
    before = site.repair()
    lists = {"year": 2026, "holidays": ["2026-03-13"], "workdays": [], "source": "更正"}
    site.do("calendar.publish", "boss", site="", region="CN", year=lists)
    after = site.repair()
    for number in (before, after):
        site.now = at("10:00:00")
        site.work(number, "repair.dispatch")
        for do, by, more in (
            ("ticket.arrive", "chen", {}),
            ("repair.show_tariff", "chen", {"price_cents": 4000}),
            ("repair.consent_on_site", "chen", {}),
            ("ticket.begin_work", "chen", {}),
            (
                "repair.sign",
                "chen",
                {"charges": [{"name": "换", "quantity": 1, "price_cents": 1}], "site_cleaned": True},
            ),
        ):
            site.do(do, by, ticket=number, **more)
    shelf = Reference(site.log)
    dues = [
        next(one for one in clocks_of(site.ticket(number), shelf) if one.code == "follow_up").due_at
        for number in (before, after)
    ]
    assert dues == [at("2026-03-13 23:59:59"), at("2026-03-16 23:59:59")]


def slip(day_signed: str, *more: Done) -> Ticket:
    sign = (did.Signed(charges=BILL, site_cleaned=True), day_signed)
    return given(reported(day_signed[:10] + " 09:00"), sign, list(more)).ticket


def test_we_05_day_end_slips_and_the_twenty_fifth() -> None:
    """REP-09 and REP-10: A in time, B four minutes late and at finance on the Saturday, C the next day and month."""
    a = slip("2026-04-24 15:20", (did.SlipsReturned(copies=(2, 3)), "2026-04-24 16:58"))
    assert verdicts(a, MUCH_LATER)["return_slips"] == ("met", None)
    b = slip(
        "2026-04-25 16:45",
        (did.SlipsReturned(copies=(2, 3)), "2026-04-25 17:04"),
        (did.SlipsAtDesk(copies=(2, 3)), "2026-04-25 17:20"),
    )
    assert (due(b, "return_slips"), due(b, "to_finance")) == ("2026-04-25 17:00:00", "2026-04-25 23:59:59")
    assert verdicts(b, MUCH_LATER)["return_slips"] == ("late", 240)
    c = slip("2026-04-25 18:10", (did.SlipsAtDesk(copies=(2, 3)), "2026-04-26 09:00"))
    assert (due(c, "return_slips"), due(c, "to_finance")) == ("2026-04-26 17:00:00", "2026-05-25 23:59:59")


@pytest.mark.parametrize(
    ("signed_at", "back_by"),
    [("2026-04-24 17:00:00", "2026-04-24 17:00:00"), ("2026-04-24 17:00:01", "2026-04-25 17:00:00")],
)
def test_rep_09_what_is_signed_after_five_is_due_the_next_calendar_day(signed_at: str, back_by: str) -> None:
    assert due(slip(signed_at), "return_slips") == back_by


@pytest.mark.parametrize(
    ("desk_at", "finance_by"),
    [
        ("2026-04-25 23:59:59", "2026-04-25 23:59:59"),
        ("2026-04-26 00:00:00", "2026-05-25 23:59:59"),
        ("2026-12-26 08:00:00", "2027-01-25 23:59:59"),
    ],
)
def test_rep_10_what_is_back_after_the_twenty_fifth_is_due_the_next_month(
    desk_at: str, finance_by: str
) -> None:
    ticket = slip("2026-04-24 15:20", (did.SlipsAtDesk(copies=(2, 3)), desk_at))
    assert due(ticket, "to_finance") == finance_by


@pytest.mark.parametrize(
    ("signed_at", "visit_by"),
    [("2026-03-13 16:00", "2026-03-16 23:59:59"), ("2026-02-13 16:00", "2026-02-14 23:59:59")],
)
def test_rep_22_sla_30_a_follow_up_counts_working_days_make_up_days_included(
    signed_at: str, visit_by: str
) -> None:
    ticket = given(
        reported(signed_at[:10] + " 09:00", **CARE), (did.Signed(charges=BILL, site_cleaned=True), signed_at)
    ).ticket
    assert due(ticket, "follow_up") == visit_by


def test_care_has_no_limit_that_only_community_defines() -> None:
    codes = {one.code for one in clocks_of(given(signed(**CARE)).ticket, Book())}
    assert codes == {"follow_up"}


AWAY: list[Done] = [
    (facts.WaitingBegun(reason=WaitReason.CUSTOMER), "09:07:00"),
    (facts.Resumed(), "09:27:00"),
]


@pytest.mark.parametrize(("arrived", "verdict"), [("09:35:00", ("met", None)), ("09:35:01", ("late", 1))])
def test_waiting_for_the_customer_stops_the_clock_of_the_arrival(arrived: str, verdict: object) -> None:
    ticket = given(to_engineering(), AWAY, (facts.Arrived(), arrived)).ticket
    assert due(ticket, "arrive") == "2026-03-12 09:35:00"
    assert verdicts(ticket, MUCH_LATER)["arrive"] == verdict


@pytest.mark.parametrize("why", [one for one in WaitReason if one is not WaitReason.CUSTOMER])
def test_any_other_wait_stops_nothing(why: WaitReason) -> None:
    wait: list[Done] = [(facts.WaitingBegun(reason=why), "09:07:00"), (facts.Resumed(), "09:27:00")]
    assert due(given(to_engineering(), wait).ticket, "arrive") == "2026-03-12 09:15:00"


def test_a_wait_that_lasts_holds_the_clock_and_one_after_the_due_time_saves_nothing() -> None:
    waiting = given(to_engineering(), AWAY[:1]).ticket
    assert verdicts(waiting, "2026-03-12 18:00:00")["arrive"] == ("paused", None)
    late: list[Done] = [
        (facts.WaitingBegun(reason=WaitReason.CUSTOMER), "09:15:01"),
        (facts.Resumed(), "09:40:00"),
    ]
    assert due(given(to_engineering(), late).ticket, "arrive") == "2026-03-12 09:15:00"


def test_every_reason_to_wait_is_one_that_a_policy_can_name() -> None:
    assert {one.value for one in WaitReason} == set(PauseReason.__args__)


def test_what_ended_before_the_limit_is_void_and_what_was_missed_stays_late() -> None:
    ended: list[Done] = [(did.SlipFilled(slip="1"), "09:02:30"), (facts.Voided(why=WORDS), "09:04:00")]
    states = verdicts(given(reported(), ended).ticket, MUCH_LATER)
    assert states["fill_slip"] == ("late", 30)
    assert states["notify_engineering"] == ("void", None)


def test_sla_13_help_that_is_there_or_done_needs_no_other_answer() -> None:
    for stop in (facts.Arrived(), facts.Done()):
        assert verdicts(given(help_call(), (stop, "09:10:00")).ticket, MUCH_LATER)["first_answer"] == (
            "met",
            None,
        )
    assert verdicts(given(help_call()).ticket, "2026-03-12 09:10:01")["first_answer"] == ("red", 1)


def test_a_reopened_ticket_is_timed_from_its_reopening() -> None:
    ticket = given(help_call(), (facts.Done(), "09:05:00"), (facts.Closed(), "09:06:00")).ticket
    ticket.reopen(facts.Reopened(why=WORDS), at("11:00:00"))
    assert due(ticket, "first_answer") == "2026-03-12 11:10:00"
