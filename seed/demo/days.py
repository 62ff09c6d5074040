"""Days and hours of the estate: its zone, working days, waking hours, and the dates of the paper's monthly round."""

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from domain.calendar import Calendar
from seed.catalogue import calendar_years

ZONE: Final = ZoneInfo("Asia/Shanghai")
DAY: Final = timedelta(days=1)
BATCHES: Final = (10, 20)
LAST_BATCH: Final = 25
FIRST_CALL: Final = 9
LAST_CALL: Final = 20
"""Hours between which customers may be called."""


@cache
def calendar() -> Calendar:
    """The published working calendar, as the founding puts it on record."""
    years = calendar_years()
    return Calendar("CN", len(years), {one.year: one for one in years})


def local(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE)


def is_working_day(day: date) -> bool:
    return calendar().is_working_day(day)


def next_working_day(day: date) -> date:
    """The first working day after ``day``."""
    return calendar().add_working_days(day, 1)


def next_batch(after: datetime) -> datetime:
    """When the desk next takes copies to finance: about the 10th and 20th, and on the evening of the 25th (REP-10)."""
    month = after.date().replace(day=1)
    while True:
        for batch in (*(_batch(month.replace(day=number)) for number in BATCHES), last_batch(month)):
            if batch > after:
                return batch
        month = _next_month(month)


def _batch(day: date) -> datetime:
    return local(calendar().last_working_day_on_or_before(day), 15)


def last_batch(month: date) -> datetime:
    """The last run that is still by the 25th of the month."""
    return local(month.replace(day=LAST_BATCH), 19)


def billing(after: datetime) -> datetime:
    """When finance next bills: the last working day of the month, 09:30 (REP-12)."""
    month = after.date().replace(day=1)
    while True:
        day = calendar().last_working_day_on_or_before(_next_month(month) - DAY)
        if local(day, 9, 30) > after:
            return local(day, 9, 30)
        month = _next_month(month)


def waking(instant: datetime) -> datetime:
    """The instant itself where people may be called, 09:00 to 20:00, else the next morning at ten."""
    if instant.hour < FIRST_CALL:
        return local(instant.date(), 10, instant.minute)
    if instant.hour >= LAST_CALL:
        return local(instant.date() + DAY, 10, instant.minute)
    return instant


def slot(earliest: datetime) -> datetime:
    """The next full or half hour that is offered for an appointment."""
    start = waking(earliest).replace(second=0, microsecond=0)
    return start + timedelta(minutes=-start.minute % 30)


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)
