"""The explanation of a clock: a list of lines that add up to the answer, each with the rule it follows."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, assert_never

import msgspec

from domain.calendar import DAY_TERMS, Calendar, local_date
from domain.clocks.due import last_day, last_instant
from domain.clocks.pauses import PAUSE_TERMS
from domain.errors import Term
from domain.policy import (
    STEP_TERMS,
    AtBooking,
    BeforeBooking,
    CalendarDays,
    DayOfMonth,
    Elapsed,
    Months,
    TimeOfDay,
    WorkingDays,
)

if TYPE_CHECKING:
    from domain.clocks.clock import Clock

Sign = Literal["", "+", "−", "="]


class Line(msgspec.Struct, frozen=True):
    """One line of the arithmetic.

    Attributes:
        sign: How its value enters: start or remark (empty), plus, minus (U+2212), or the result.
        text: English message id with ``{placeholders}``.
        value: An instant, a day, or a length of time (negative where it is over); ``None`` for a remark.
        rule: The rule it follows; empty where none is needed.
        fields: What fills the placeholders, as in :class:`domain.errors.Reason`.
    """

    sign: Sign
    text: Term
    value: datetime | date | timedelta | None = None
    rule: str = ""
    fields: Mapping[str, Any] = {}


def explain(clock: "Clock", until: datetime) -> list[Line]:
    """All lines of a clock; ``until`` is its end, the begin of the pause that holds it, or now."""
    if clock.void is not None:
        return [Line("", Term("Does not apply: {reason}"), rule=clock.rule, fields={"reason": clock.void})]
    if clock.started_at is None or clock.due_at is None or clock.start_step is None:
        return [*_waiting(clock), *_note(clock)]
    return [
        Line("", Term("Start: {step}"), clock.started_at, clock.rule, {"step": STEP_TERMS[clock.start_step]}),
        *_reckoning(clock, clock.started_at, clock.due_at),
        Line("=", Term("Due"), clock.due_at, "CAL-06"),
        *_outcome(clock, clock.due_at, until),
        *_note(clock),
    ]


def _waiting(clock: "Clock") -> Iterator[Line]:
    step = STEP_TERMS[clock.limit.start[-1]]
    if clock.stop_step is None:
        yield Line("", Term("Starts with: {step}"), rule=clock.rule, fields={"step": step})
    else:
        end = STEP_TERMS[clock.stop_step]
        yield Line("", Term("Ended: {step}"), clock.stopped_at, clock.rule, {"step": end})
        yield Line(
            "",
            Term("Not recorded yet, so it cannot be judged: {step}"),
            rule=clock.rule,
            fields={"step": step},
        )
    if isinstance(clock.limit.basis, Elapsed):
        yield _limit_line(clock, timedelta(seconds=clock.limit.basis.seconds))


def _limit_line(clock: "Clock", value: timedelta) -> Line:
    return Line("+", Term("Limit: {clock}"), value, clock.rule, {"clock": clock.term})


def _note(clock: "Clock") -> list[Line]:
    return [Line("", Term(clock.limit.note), rule=clock.rule)] if clock.limit.note else []


def _reckoning(clock: "Clock", start: datetime, due: datetime) -> Iterator[Line]:
    """From the start to the due instant."""
    basis = clock.limit.basis
    match basis:
        case Elapsed():
            yield _limit_line(clock, timedelta(seconds=basis.seconds))
            yield from _pause_lines(clock)
        case WorkingDays():
            yield from _working_days(basis, clock, start, due)
        case CalendarDays() | Months():
            yield from _days(basis, clock, start, due)
        case TimeOfDay():
            yield from _time_of_day(basis, clock, start, due)
        case DayOfMonth():
            yield from _day_of_month(basis, clock, start, due)
        case BeforeBooking():
            yield Line("", Term("Booked for"), clock.booked_for, clock.rule)
            yield Line("−", Term("Before the booked time"), timedelta(minutes=basis.minutes), clock.rule)
        case AtBooking():
            yield Line("", Term("Booked for"), clock.booked_for, clock.rule)
        case _:
            assert_never(basis)


def _pause_lines(clock: "Clock") -> Iterator[Line]:
    ended = [(one, one.until) for one in clock.pauses if one.until is not None]
    for pause, until in ended:
        fields = {"reason": PAUSE_TERMS[pause.reason]}
        yield Line("+", Term("Paused: {reason}"), until - pause.since, "CAL-01", fields)
    if clock.limit.pausable and not ended:
        yield Line("+", Term("Paused: not at all"), timedelta(), "CAL-01")


def _working_days(basis: WorkingDays, clock: "Clock", start: datetime, due: datetime) -> Iterator[Line]:
    """Each day from the start to the due day: a plus for one that counts, a remark for one that does not."""
    first = local_date(start, clock.zone)
    number = 0
    for day, kind in clock.calendar.days_counted(first, basis.days):
        if kind in ("weekend", "holiday"):
            yield Line("", Term("Not counted: {kind}"), day, "CAL-03", {"kind": DAY_TERMS[kind]})
            continue
        number += 1
        fields = {"number": number, "count": basis.days, "kind": DAY_TERMS[kind]}
        yield Line("+", Term("Day {number} of {count}: {kind}"), day, "CAL-02", fields)
    for year in range(first.year, local_date(due, clock.zone).year + 1):
        if clock.calendar.provisional(date(year, 12, 31)):
            text = Term("The holidays of {year} are not published yet: Monday to Friday are counted")
            yield Line("", text, rule="CAL-03", fields={"year": str(year)})


def _days(basis: CalendarDays | Months, clock: "Clock", start: datetime, due: datetime) -> Iterator[Line]:
    first, last = local_date(start, clock.zone), local_date(due, clock.zone)
    whole = timedelta(days=(last - first).days)
    if isinstance(basis, CalendarDays):
        yield Line("+", Term("Calendar days: {count}"), whole, "CAL-04", {"count": basis.days})
    else:
        yield Line("+", Term("Months: {count}"), whole, "CAL-05", {"count": basis.months})
        if last.day != first.day:
            yield Line("", Term("That month has no such day: its last day counts"), last, "CAL-05")
    yield Line("+", Term("To the end of the day"), due - start - whole, "CAL-04")
    yield from _not_moved(clock.calendar, last)


def _time_of_day(basis: TimeOfDay, clock: "Clock", start: datetime, due: datetime) -> Iterator[Line]:
    named = {"time": f"{basis.before:%H:%M}"}
    if start > last_instant(basis, local_date(start, clock.zone), clock.zone):
        yield Line("", Term("Later than {time}: it counts for the next day"), rule=clock.rule, fields=named)
    yield Line("+", Term("Until {time}"), due - start, clock.rule, named)
    yield _reading(inclusive=basis.inclusive)


def _day_of_month(basis: DayOfMonth, clock: "Clock", start: datetime, due: datetime) -> Iterator[Line]:
    first = local_date(start, clock.zone)
    named = {"day": basis.day}
    if first > last_day(basis, first):
        yield Line(
            "", Term("Later than day {day}: it counts for the next month"), rule=clock.rule, fields=named
        )
    yield Line("+", Term("Until day {day} of the month"), due - start, clock.rule, named)
    yield _reading(inclusive=basis.inclusive)
    yield from _not_moved(clock.calendar, local_date(due, clock.zone))


def _reading(*, inclusive: bool) -> Line:
    if inclusive:
        return Line("", Term("“Before” includes the named moment itself"), rule="CAL-07")
    return Line("", Term("“Before” leaves out the named moment itself"), rule="CAL-07")


def _not_moved(calendar: Calendar, day: date) -> Iterator[Line]:
    if calendar.is_holiday(day):
        fields = {"kind": DAY_TERMS[calendar.kind(day)]}
        yield Line("", Term("The due day is a {kind} and is not moved"), day, "CAL-08", fields)


def _outcome(clock: "Clock", due: datetime, until: datetime) -> Iterator[Line]:
    left = due - until
    if clock.stopped_at is not None and clock.stop_step is not None:
        yield Line("−", Term("Ended: {step}"), until, fields={"step": STEP_TERMS[clock.stop_step]})
        yield Line("=", Term("To spare") if left >= timedelta() else Term("Late"), left, "CAL-06")
    elif clock.open_pause is not None:
        fields = {"reason": PAUSE_TERMS[clock.open_pause.reason]}
        yield Line("−", Term("Stands still since: {reason}"), until, "CAL-01", fields)
        yield Line("=", Term("Left when it goes on"), left, "CAL-06")
    else:
        yield Line("−", Term("Now"), until)
        yield Line("=", Term("Left") if left >= timedelta() else Term("Over the limit"), left, "CAL-06")
