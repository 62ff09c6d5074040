"""Reading what people type into forms: money in yuan, times of day, whole commands."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

_TIME = re.compile(r"(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?")


def cents(yuan: float) -> int:
    """An amount typed in yuan, in cents, rounded half up to the cent."""
    return int((Decimal(str(yuan)) * 100 + Decimal("0.5")).to_integral_value(rounding="ROUND_FLOOR"))


def time_of_day(typed: str) -> time | None:
    """``9:32`` or ``09:32:40``, with half- or full-width colons; ``None`` where it is no time of day."""
    found = _TIME.fullmatch(typed.strip())
    try:
        if found is None:
            return None
        hour, minute, second = (int(part or 0) for part in found.groups())
        return time(hour, minute, second)
    except ValueError:
        return None


def instant(day: date, typed: str, zone: ZoneInfo) -> datetime | None:
    """The aware instant of a day and a typed time in the site's zone; ``None`` where it is no time."""
    at = time_of_day(typed)
    return None if at is None else datetime.combine(day, at, zone)
