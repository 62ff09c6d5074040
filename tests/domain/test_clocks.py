"""Clocks: what each basis makes due, and both sides of each limit."""

from datetime import datetime, time, timedelta

import msgspec
import pytest

from domain.clocks import Clock, Verdict, run
from domain.errors import Term
from domain.policy import (
    AtBooking,
    Basis,
    BeforeBooking,
    CalendarDays,
    DayOfMonth,
    Elapsed,
    Months,
    TimeOfDay,
    WorkingDays,
)
from seed.catalogue import profiles
from tests.domain.clock_cases import MAY, PLAIN, SECOND, SHANGHAI, at, limit, started, told

BOUNDARIES: list[tuple[str, Basis, str, str]] = [
    ("SLA-01", Elapsed(120), "2026-03-12 09:00:00", "2026-03-12 09:02:00"),
    ("SLA-02", Elapsed(180), "2026-03-12 09:00:00", "2026-03-12 09:03:00"),
    ("SLA-03", Elapsed(600), "2026-03-12 23:55:00", "2026-03-13 00:05:00"),
    ("SLA-05", Elapsed(900), "2026-03-12 09:05:00", "2026-03-12 09:20:00"),
    ("SLA-10", Elapsed(1800), "2026-03-12 09:00:00", "2026-03-12 09:30:00"),
    ("SLA-13", Elapsed(600), "2026-03-12 09:00:00", "2026-03-12 09:10:00"),
    ("SLA-06", TimeOfDay(time(17)), "2026-04-24 15:20:00", "2026-04-24 17:00:00"),
    ("SLA-06", TimeOfDay(time(17)), "2026-04-24 17:00:00", "2026-04-24 17:00:00"),
    ("SLA-06", TimeOfDay(time(17)), "2026-04-24 17:00:01", "2026-04-25 17:00:00"),
    ("SLA-07", DayOfMonth(25), "2026-04-25 23:59:59", "2026-04-25 23:59:59"),
    ("SLA-07", DayOfMonth(25), "2026-04-26 00:00:00", "2026-05-25 23:59:59"),
    ("SLA-07", DayOfMonth(25), "2026-12-26 00:00:00", "2027-01-25 23:59:59"),
    ("CAL-05", DayOfMonth(31), "2026-02-10 09:00:00", "2026-02-28 23:59:59"),
    ("SLA-20", WorkingDays(1), "2026-03-06 16:40:00", "2026-03-09 23:59:59"),
    ("SLA-21", WorkingDays(3), "2026-03-07 00:00:00", "2026-03-11 23:59:59"),
    ("SLA-30", WorkingDays(1), "2026-03-08 23:59:59", "2026-03-09 23:59:59"),
    ("SLA-22", CalendarDays(3), "2026-03-06 16:40:00", "2026-03-09 23:59:59"),
    ("CAL-05", Months(1), "2026-01-31 10:00:00", "2026-02-28 23:59:59"),
    ("CAL-05", Months(1), "2028-01-30 10:00:00", "2028-02-29 23:59:59"),
]


@pytest.mark.parametrize(("rule", "basis", "start", "due"), BOUNDARIES)
def test_cal_06_exactly_at_the_limit_is_met_and_one_second_beyond_is_late(
    rule: str, basis: Basis, start: str, due: str
) -> None:
    clock = started(basis, start)
    assert clock.due_at == at(due), rule
    assert clock.verdict(at(due)).state == "soon"
    assert clock.verdict(at(due) + SECOND).over_s == 1
    assert clock.verdict(at(due) + SECOND).state == "red"
    in_time, late = (
        run(limit(basis), {"reported": at(start), "arrived": stop}, calendar=PLAIN, zone=SHANGHAI)
        for stop in (at(due) + timedelta(microseconds=999_999), at(due) + SECOND)
    )
    assert in_time is not None
    assert late is not None
    assert in_time.verdict(at(due)).state == "met"
    assert (late.verdict(at(due)).state, late.verdict(at(due)).over_s) == ("late", 1)


def test_cal_02_and_cal_03_working_days_mind_holidays_and_make_up_workdays() -> None:
    assert started(WorkingDays(1), "2026-05-08 10:00", calendar=MAY).due_at == at("2026-05-09 23:59:59")
    assert started(WorkingDays(3), "2026-04-30 10:00", calendar=MAY).due_at == at("2026-05-08 23:59:59")
    assert started(WorkingDays(3), "2026-04-30 10:00").due_at == at("2026-05-05 23:59:59")


def test_cal_03_a_clock_that_reaches_into_an_unpublished_year_says_that_it_is_provisional() -> None:
    reaching = started(WorkingDays(2), "2026-12-30 10:00", calendar=MAY)
    assert reaching.provisional
    assert ("", "The holidays of 2027 are not published yet: Monday to Friday are counted", "") in told(
        reaching, "2026-12-30 11:00"
    )
    assert not started(WorkingDays(1), "2026-12-30 10:00", calendar=MAY).provisional
    assert not started(CalendarDays(2), "2026-12-30 10:00", calendar=MAY).provisional
    assert (
        not started(CalendarDays(2), "2026-12-30 10:00", calendar=MAY).verdict(at("2026-12-30 11:00")).over_s
    )


def test_cal_07_before_leaves_out_the_named_moment_where_the_switch_says_so() -> None:
    five, the_25th = TimeOfDay(time(17), inclusive=False), DayOfMonth(25, inclusive=False)
    assert started(five, "2026-04-24 15:20").due_at == at("2026-04-24 16:59:59")
    assert started(five, "2026-04-24 16:59:59").due_at == at("2026-04-24 16:59:59")
    assert started(five, "2026-04-24 17:00:00").due_at == at("2026-04-25 16:59:59")
    assert started(the_25th, "2026-04-24 23:59:59").due_at == at("2026-04-24 23:59:59")
    assert started(the_25th, "2026-04-25 00:00:00").due_at == at("2026-05-24 23:59:59")
    assert started(DayOfMonth(1, inclusive=False), "2026-03-10 09:00").due_at == at("2026-03-31 23:59:59")


def test_cal_01_each_basis_hangs_on_what_it_names() -> None:
    assert started(BeforeBooking(5), "2026-03-12 09:00", booked_for="2026-03-12 14:00").due_at == at(
        "2026-03-12 13:55"
    )
    assert started(AtBooking(), "2026-03-12 09:00", booked_for="2026-03-12 14:00").due_at == at(
        "2026-03-12 14:00"
    )
    assert (
        run(limit(AtBooking()), {"reported": at("2026-03-12 09:00")}, calendar=PLAIN, zone=SHANGHAI) is None
    )


@pytest.mark.parametrize(
    ("arrived", "community", "care"),
    [
        ("13:55:00", Verdict("met", left_s=0, used_s=17700), Verdict("met", left_s=300, used_s=17700)),
        ("13:55:01", Verdict("late", over_s=1, used_s=17701), Verdict("met", left_s=299, used_s=17701)),
        ("14:00:00", Verdict("late", over_s=300, used_s=18000), Verdict("met", left_s=0, used_s=18000)),
        ("14:00:01", Verdict("late", over_s=301, used_s=18001), Verdict("late", over_s=1, used_s=18001)),
    ],
)
def test_sla_04_and_sla_11_differ_by_the_five_minutes_before_the_booked_time(
    arrived: str, community: Verdict, care: Verdict
) -> None:
    for basis, expected in ((BeforeBooking(5), community), (AtBooking(), care)):
        clock = started(basis, "2026-03-12 09:00", f"2026-03-12 {arrived}", booked_for="2026-03-12 14:00")
        assert clock.verdict(at("2026-03-12 15:00")) == expected


def test_a_booking_too_near_for_its_limit_makes_no_late_clock() -> None:
    near = started(BeforeBooking(5), "2026-03-12 13:55:01", booked_for="2026-03-12 14:00")
    assert near.verdict(at("2026-03-12 13:56")) == Verdict("void")
    assert told(near, "2026-03-12 13:56") == [
        ("", "Does not apply: the booked time was too near for this limit", "")
    ]
    just = started(BeforeBooking(5), "2026-03-12 13:55:00", booked_for="2026-03-12 14:00")
    assert just.verdict(at("2026-03-12 13:55")).state == "soon"


def test_a_clock_turns_from_running_to_soon_to_red() -> None:
    clock = started(Elapsed(3600), "2026-03-12 09:00:00")
    assert clock.verdict(at("2026-03-12 09:29:59")) == Verdict("running", left_s=1801, used_s=1799)
    assert clock.verdict(at("2026-03-12 09:30:00")) == Verdict("soon", left_s=1800, used_s=1800)
    assert clock.verdict(at("2026-03-12 10:00:00")) == Verdict("soon", left_s=0, used_s=3600)
    assert clock.verdict(at("2026-03-12 10:00:01")) == Verdict("red", over_s=1, used_s=3601)


def test_a_limit_whose_conditions_do_not_hold_yields_no_clock() -> None:
    asked = msgspec.structs.replace(limit(Elapsed(600)), when=("in_tariff", "!booked"))
    marks = {"reported": at("2026-03-12 09:00")}
    shown_for = [
        set(held)
        for held in ((), ("in_tariff",), ("booked",), ("in_tariff", "booked"))
        if run(asked, marks, conditions=frozenset(held), calendar=PLAIN, zone=SHANGHAI)
    ]
    assert shown_for == [{"in_tariff"}]


def test_a_clock_waits_for_its_start_and_says_for_what() -> None:
    follow_up = next(one for one in profiles() if one.name == "CARE").limits_for("visit", "repair")[0]
    clock = run(follow_up, {"reported": at("2026-03-12 09:00")}, calendar=PLAIN, zone=SHANGHAI)
    assert clock is not None
    assert clock.due_at is None
    assert clock.verdict(at("2026-03-12 09:05")) == Verdict("waiting")
    assert told(clock, "2026-03-12 09:05") == [("", "Starts with: work done", "")]


def test_sla_30_a_follow_up_counts_from_the_signature_and_ends_with_the_next_working_day() -> None:
    follow_up = next(one for one in profiles() if one.name == "CARE").limits_for("visit", "repair")[0]
    marks = {"signed": at("2026-05-08 15:00"), "done": at("2026-05-11 09:00")}
    clock = run(follow_up, marks, calendar=MAY, zone=SHANGHAI)
    assert clock is not None
    assert (clock.rule, clock.start_step, clock.due_at) == ("SLA-30", "signed", at("2026-05-09 23:59:59"))


def test_an_end_without_a_recorded_start_is_a_gap_and_no_verdict() -> None:
    clock = run(limit(Elapsed(600)), {"arrived": at("2026-03-12 09:14")}, calendar=PLAIN, zone=SHANGHAI)
    assert clock is not None
    assert clock.verdict(at("2026-03-12 09:20")) == Verdict("waiting")
    assert told(clock, "2026-03-12 09:20") == [
        ("", "Ended: technician on site", "03-12 09:14:00"),
        ("", "Not recorded yet, so it cannot be judged: report taken", ""),
        ("+", "Limit: On site", "0:10:00"),
    ]


def test_an_end_before_the_start_used_no_time() -> None:
    clock = started(Elapsed(600), "2026-03-12 09:00", "2026-03-12 08:59")
    assert clock.verdict(at("2026-03-12 10:00")) == Verdict("met", left_s=660, used_s=0)


def test_sla_13_help_is_answered_by_whatever_comes_first() -> None:
    (first_answer,) = next(one for one in profiles() if one.name == "COMMUNITY").limits_for("reply", "help")
    marks = {
        "reported": at("2026-03-12 09:00"),
        "done": at("2026-03-12 09:30"),
        "answered": at("2026-03-12 09:08"),
        "arrived": at("2026-03-12 09:20"),
    }
    clock = run(first_answer, marks, calendar=PLAIN, zone=SHANGHAI)
    assert clock is not None
    assert (clock.rule, clock.stop_step) == ("SLA-13", "answered")
    assert clock.verdict(at("2026-03-12 10:00")) == Verdict("met", left_s=120, used_s=480)


def test_sla_10_an_urgent_repair_of_a_project_has_half_an_hour_whatever_is_booked() -> None:
    project = next(one for one in profiles() if one.name == "PROJECT")
    ran = [
        run(
            one,
            {"reported": at("2026-03-12 09:00")},
            conditions=frozenset({"urgent", "booked"}),
            booked_for=at("2026-03-12 14:00"),
            calendar=PLAIN,
            zone=SHANGHAI,
        )
        for one in project.limits_for("repair", "repair")
    ]
    assert [(one.rule, one.due_at) for one in ran if one] == [("SLA-10", at("2026-03-12 09:30"))]


def test_a_void_limit_says_why_and_what_had_ended_before_keeps_its_verdict() -> None:
    why = Term("ticket voided")
    open_marks = {"reported": at("2026-03-12 09:00")}
    ended = {**open_marks, "arrived": at("2026-03-12 09:12")}

    def voided(marks: dict[str, datetime], void_at: str | None) -> Clock:
        instant = None if void_at is None else at(void_at)
        clock = run(limit(Elapsed(600)), marks, calendar=PLAIN, zone=SHANGHAI, void=why, void_at=instant)
        assert clock is not None
        return clock

    now = at("2026-03-12 10:00")
    assert voided(open_marks, "2026-03-12 09:30").verdict(now) == Verdict("void")
    assert told(voided(open_marks, None), "2026-03-12 10:00") == [("", "Does not apply: ticket voided", "")]
    assert voided(ended, "2026-03-12 09:12").verdict(now).state == "late"
    assert voided(ended, "2026-03-12 09:11:59").verdict(now).state == "void"
    assert voided(ended, None).verdict(now).state == "void"
