"""When the demo's survey rounds begin: every half-year, the last some days before the demo is first looked at."""

from collections.abc import Sequence
from datetime import date

from domain.calendar import add_months
from seed.demo.days import DAY, is_working_day
from seed.demo.surveys.script import MONTHS, script


def starts(first_day: date) -> Sequence[date]:
    """The first day in the field of each round, oldest first, none more than half a year after the one before it.

    All but the last begin on working days.

    Args:
        first_day: Of the calls.
    """
    found = [first_day + script().newest_day * DAY]
    for _ in script().rounds[1:]:
        day = add_months(found[0], -MONTHS)
        while add_months(day, MONTHS) < found[0] or not is_working_day(day):
            day += DAY
        found.insert(0, day)
    return found
