"""When a task is due, counted from the anchor day, and how urgent that is (CAL-05, 08, 09; EXM-36)."""

from datetime import date
from typing import Literal, assert_never

import msgspec

from domain.calendar import add_days, add_months, overdue_days

Colour = Literal["done", "in_progress", "overdue", "soon", "open", "not_applicable", "dropped"]
"""``soon`` is due within one day: today or tomorrow (EXM-36).

``in_progress`` is only what must have begun by its day: once begun it is neither due nor late (EXM-T01, EXM-T02).
"""

SOON_DAYS = 1


class Offset(msgspec.Struct, frozen=True, tag_field="is", tag="offset", forbid_unknown_fields=True):
    """So many calendar days after the anchor; T-5 is -5 (CAL-09)."""

    days: int


class MonthsBefore(
    msgspec.Struct, frozen=True, tag_field="is", tag="months_before", forbid_unknown_fields=True
):
    """The same day number so many months before, clamped to the month's last day (CAL-05, CAL-09)."""

    months: int


class OnDay(msgspec.Struct, frozen=True, tag_field="is", tag="on_day", forbid_unknown_fields=True):
    """A day of the anchor's year; 29 February is clamped."""

    month: int
    day: int


class BeforeAnchor(msgspec.Struct, frozen=True, tag_field="is", tag="before", forbid_unknown_fields=True):
    """Before the anchor day, without a number: the whole of the day before still counts [R]."""


class Undated(msgspec.Struct, frozen=True, tag_field="is", tag="undated", forbid_unknown_fields=True):
    """Without a day."""


Due = Offset | MonthsBefore | OnDay | BeforeAnchor | Undated


def due_on(due: Due, anchor: date) -> date | None:
    """The last day on which it is in time, up to 23:59:59; a day off moves nothing (CAL-08, CAL-09).

    Args:
        anchor: First day of the exam, or whatever day the campaign counts from.
    """
    match due:
        case Offset(days=days):
            return add_days(anchor, days)
        case MonthsBefore(months=months):
            return add_months(anchor, -months)
        case OnDay(month=month, day=day):
            first = date(anchor.year, month, 1)
            return min(add_days(first, day - 1), add_days(add_months(first, 1), -1))
        case BeforeAnchor():
            return add_days(anchor, -1)
        case Undated():
            return None
        case _:
            assert_never(due)


def days_over(due: date | None, today: date) -> int:
    """Whole days past the due day; 0 while it is in time or has no day (CAL-12)."""
    return max(overdue_days(due, today), 0) if due else 0


def colour_open(due: date | None, today: date) -> Colour:
    """The colour of a task that is still to be done (EXM-36)."""
    if due is None:
        return "open"
    left = -overdue_days(due, today)
    if left < 0:
        return "overdue"
    return "soon" if left <= SOON_DAYS else "open"
