"""By when each step of a survey is due (SVY-04, SVY-10; CMP-08)."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import assert_never

from domain.calendar import Calendar, add_days, add_months
from domain.surveys.template import AfterStart, Deadline, EndOfMonth, Step, WorkingDaysAfter


def due_days(
    deadlines: Mapping[Step, Deadline], start: date, closed: date | None, calendar: Calendar
) -> dict[Step, date]:
    """The last day of each step, up to 23:59:59 of the site.

    Args:
        start: First day in the field.
        closed: Day on which collection was closed; ``None`` while it is open.
        calendar: The calendar that the survey keeps.
    """
    last = _due(deadlines["collect"], start, start, calendar) if "collect" in deadlines else start
    counted_from = min(closed, last) if closed else last
    return {step: _due(one, start, counted_from, calendar) for step, one in deadlines.items()}


def _due(deadline: Deadline, start: date, closed: date, calendar: Calendar) -> date:
    match deadline:
        case AfterStart(days=days):
            return add_days(start, days)
        case WorkingDaysAfter(days=days, since=since):
            return calendar.add_working_days(start if since == "start" else closed, days)
        case EndOfMonth(months=months):
            month = add_months(start.replace(day=1), months)
            return month.replace(day=monthrange(month.year, month.month)[1])
        case _:
            assert_never(deadline)
