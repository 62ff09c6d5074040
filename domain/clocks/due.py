"""When a limit is due, for each of its bases (CAL-01..08)."""

from datetime import date, datetime, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from domain.calendar import Calendar, add_days, add_months, at_local, end_of_day, local_date
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

ONE_SECOND = timedelta(seconds=1)


def due_at(
    basis: Basis, *, start: datetime, booked_for: datetime | None, calendar: Calendar, zone: ZoneInfo
) -> datetime | None:
    """The due instant in UTC, without pauses; ``None`` where a booking is asked for and there is none."""
    match basis:
        case Elapsed():
            return start + timedelta(seconds=basis.seconds)
        case TimeOfDay():
            same_day = last_instant(basis, local_date(start, zone), zone)
            return same_day if start <= same_day else last_instant(basis, _day_after(start, zone), zone)
        case BeforeBooking():
            return None if booked_for is None else booked_for - timedelta(minutes=basis.minutes)
        case AtBooking():
            return booked_for
        case _:
            return end_of_day(_due_day(basis, local_date(start, zone), calendar), zone)


def _due_day(basis: WorkingDays | CalendarDays | Months | DayOfMonth, day: date, calendar: Calendar) -> date:
    match basis:
        case WorkingDays():
            return calendar.add_working_days(day, basis.days)
        case CalendarDays():
            return add_days(day, basis.days)
        case Months():
            return add_months(day, basis.months)
        case DayOfMonth():
            this_month = last_day(basis, day)
            return this_month if day <= this_month else last_day(basis, add_months(day.replace(day=1), 1))
        case _:
            assert_never(basis)


def _day_after(start: datetime, zone: ZoneInfo) -> date:
    return add_days(local_date(start, zone), 1)


def last_instant(basis: TimeOfDay, day: date, zone: ZoneInfo) -> datetime:
    """The last second that is before the time of a day: the named one itself, unless excluded (CAL-07)."""
    named = at_local(day, basis.before, zone)
    return named if basis.inclusive else named - ONE_SECOND


def last_day(basis: DayOfMonth, month: date) -> date:
    """The last day that is before the day of a month: the named one, clamped, unless excluded (CAL-07)."""
    named = add_months(date(2000, 1, basis.day), (month.year - 2000) * 12 + month.month - 1)
    return named if basis.inclusive else add_days(named, -1)
