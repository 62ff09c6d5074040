"""Explanations: lines that say each step and add up to the answer."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from domain.clocks import Clock, Line, Pause, run
from domain.policy import (
    AtBooking,
    Basis,
    BeforeBooking,
    CalendarDays,
    DayOfMonth,
    Elapsed,
    Months,
    PauseReason,
    TimeOfDay,
    WorkingDays,
)
from seed.catalogue import profiles
from tests.domain.clock_cases import MAY, PAUSES, PLAIN, SHANGHAI, at, limit, started, told, waiting


def test_cal_08_a_due_day_off_is_not_moved_and_the_explanation_says_so() -> None:
    clock = started(DayOfMonth(25), "2026-04-25 17:20", calendar=MAY)
    assert clock.due_at == at("2026-04-25 23:59:59")
    assert ("", "The due day is a weekend and is not moved", "2026-04-25") in told(clock, "2026-04-25 18:00")
    assert ("", "The due day is a public holiday and is not moved", "2026-05-02") in told(
        started(CalendarDays(3), "2026-04-29 10:00", calendar=MAY), "2026-04-29 18:00"
    )


def test_the_explanation_of_an_elapsed_clock_reads_as_on_the_ticket_page() -> None:
    community = next(one for one in profiles() if one.name == "COMMUNITY")
    arrive = community.limits_for("repair", "repair")[3]
    marks = {"consented": at("2026-03-12 09:32:00"), "dispatched": at("2026-03-12 09:32:40")}
    clock = run(arrive, marks, calendar=PLAIN, zone=SHANGHAI)
    assert clock is not None
    assert told(clock, "2026-03-12 09:36:20") == [
        ("", "Start: technician dispatched", "03-12 09:32:40"),
        ("+", "Limit: On site", "0:10:00"),
        ("+", "Paused: not at all", "0:00:00"),
        ("=", "Due", "03-12 09:42:40"),
        ("−", "Now", "03-12 09:36:20"),
        ("=", "Left", "0:06:20"),
        ("", arrive.note, ""),
    ]


def test_the_explanation_of_working_days_names_each_day_and_why_it_is_not_counted() -> None:
    clock = started(WorkingDays(2), "2026-04-30 10:00", "2026-05-07 23:59:59", calendar=MAY)
    off = [("", "Not counted: public holiday", f"2026-05-0{day}") for day in range(1, 6)]
    assert told(clock, "2026-06-01 00:00") == [
        ("", "Start: report taken", "04-30 10:00:00"),
        *off,
        ("+", "Day 1 of 2: working day", "2026-05-06"),
        ("+", "Day 2 of 2: working day", "2026-05-07"),
        ("=", "Due", "05-07 23:59:59"),
        ("−", "Ended: technician on site", "05-07 23:59:59"),
        ("=", "To spare", "0:00:00"),
    ]
    over_a_weekend = told(started(WorkingDays(2), "2026-05-08 10:00", calendar=MAY), "2026-05-08 11:00")
    assert over_a_weekend[1:4] == [
        ("+", "Day 1 of 2: make-up workday", "2026-05-09"),
        ("", "Not counted: weekend", "2026-05-10"),
        ("+", "Day 2 of 2: working day", "2026-05-11"),
    ]


def test_the_explanation_says_where_the_next_day_or_month_counts_and_how_before_is_read() -> None:
    slips = told(started(TimeOfDay(time(17)), "2026-04-25 18:10"), "2026-04-26 17:04")
    assert slips[1:4] == [
        ("", "Later than 17:00: it counts for the next day", ""),
        ("+", "Until 17:00", "22:50:00"),
        ("", "“Before” includes the named moment itself", ""),
    ]
    assert slips[-1] == ("=", "Over the limit", "-1 day, 23:56:00")
    finance = told(started(DayOfMonth(25, inclusive=False), "2026-04-25 09:00"), "2026-04-25 10:00")
    assert finance[1] == ("", "Later than day 25: it counts for the next month", "")
    assert finance[3] == ("", "“Before” leaves out the named moment itself", "")
    month = told(started(Months(1), "2026-01-31 10:00"), "2026-02-01 10:00")
    assert month[1:4] == [
        ("+", "Months: 1", "28 days, 0:00:00"),
        ("", "That month has no such day: its last day counts", "2026-02-28"),
        ("+", "To the end of the day", "13:59:59"),
    ]


def test_every_line_of_arithmetic_that_follows_a_rule_names_it() -> None:
    clock = started(Elapsed(600), "2026-03-12 09:00", None, waiting("2026-03-12 09:02", "2026-03-12 09:03"))
    rules = [(line.sign, line.rule) for line in clock.lines(at("2026-03-12 09:05"))]
    assert rules == [
        ("", "SLA-00"),
        ("+", "SLA-00"),
        ("+", "CAL-01"),
        ("=", "CAL-06"),
        ("−", ""),
        ("=", "CAL-06"),
    ]


INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001
BASES = st.one_of(
    st.builds(Elapsed, st.integers(1, 100_000)),
    st.builds(WorkingDays, st.integers(0, 15)),
    st.builds(CalendarDays, st.integers(0, 40)),
    st.builds(Months, st.integers(1, 14)),
    st.builds(TimeOfDay, st.times().map(lambda one: one.replace(microsecond=0)), st.booleans()),
    st.builds(DayOfMonth, st.integers(1, 31), st.booleans()),
    st.builds(BeforeBooking, st.integers(0, 120)),
    st.just(AtBooking()),
)
ZONES = st.sampled_from([SHANGHAI, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe")])


@given(
    basis=BASES,
    start=INSTANTS,
    gaps=PAUSES,
    stop_s=st.none() | st.integers(0, 200_000),
    now_s=st.integers(0, 400_000),
    zone=ZONES,
)
def test_the_lines_add_up_to_the_due_instant_and_to_the_verdict(
    basis: Basis,
    start: datetime,
    gaps: list[tuple[int, int | None, PauseReason]],
    stop_s: int | None,
    now_s: int,
    zone: ZoneInfo,
) -> None:
    def after(seconds: int) -> datetime:
        return start + timedelta(seconds=seconds)

    clock = run(
        limit(basis, "customer"),
        {"reported": start} | ({} if stop_s is None else {"arrived": after(stop_s)}),
        [
            Pause(after(since), None if length is None else after(since + length), reason)
            for since, length, reason in gaps
        ],
        booked_for=after(7200),
        calendar=MAY,
        zone=zone,
    )
    assert clock is not None
    assert clock.started_at is not None
    assert clock.due_at is not None
    now = after(now_s)
    verdict, lines = clock.verdict(now), clock.lines(now)
    total = next(index for index, line in enumerate(lines) if line.text == "Due")
    assert reckoned(clock, lines[:total]) == lines[total].value == clock.due_at
    minus, left = lines[total + 1 : total + 3]
    assert isinstance(minus.value, datetime)
    assert clock.due_at - minus.value == left.value
    seconds = verdict.left_s if verdict.over_s is None else -verdict.over_s
    assert left.value == timedelta(seconds=seconds or 0)
    assert (verdict.left_s is None) is (verdict.state in ("red", "late"))
    assert clock.due_at >= clock.started_at


def reckoned(clock: Clock, lines: list[Line]) -> datetime:
    """The due instant by the signs of the lines alone; working days are counted and end with the last."""
    counted = [line.value for line in lines if line.sign == "+"]
    if isinstance(clock.limit.basis, WorkingDays):
        assert len(counted) == clock.limit.basis.days
        assert clock.started_at is not None
        last = counted[-1] if counted else clock.started_at.astimezone(clock.zone).date()
        assert isinstance(last, date)
        return datetime.combine(last, time(23, 59, 59), tzinfo=clock.zone).astimezone(UTC)
    booked = isinstance(clock.limit.basis, BeforeBooking | AtBooking)
    first = next(line.value for line in lines if line.text == ("Booked for" if booked else "Start: {step}"))
    assert isinstance(first, datetime)
    for line in lines:
        if isinstance(line.value, timedelta):
            first = first - line.value if line.sign == "−" else first + line.value
    return first
