"""When the demo's survey rounds begin: every half-year, the last some days before the demo is first looked at."""

from collections.abc import Sequence
from datetime import date

from domain.calendar import add_months
from seed.demo.days import DAY, calendar
from seed.demo.surveys.script import MONTHS, script


def starts(first_day: date) -> Sequence[date]:
    """The first day in the field of each round, oldest first; the earlier ones begin on working days.

    Args:
        first_day: Of the calls.
    """
    newest, count = first_day + script().newest_day * DAY, len(script().rounds)
    earlier = (add_months(newest, -MONTHS * back) for back in range(count - 1, 0, -1))
    return (*(calendar().last_working_day_on_or_before(day) for day in earlier), newest)
