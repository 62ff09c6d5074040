"""Reading what people type into forms: money in yuan, times of day, whole commands."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from domain.errors import Refused, reason
from projections.asking.moments import AsOf

_EXAMPLE = "2026-06-07T07:10:00+08:00"
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


def moment_asked(text: str, zone: ZoneInfo) -> datetime | int | None:
    """What ``as_of`` in an address means: a position of the log, or an instant; one without a zone is the site's.

    ``None`` for no moment, and for what is none.
    """
    if text.isdigit() and text.isascii():
        return int(text[:18])
    try:
        at = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=zone)


def moment_of(text: str, zone: ZoneInfo) -> AsOf:
    """The moment that an address asks for; ``None``, now, where it asks for none.

    Raises:
        Refused: It is no moment.
    """
    moment = moment_asked(text, zone)
    if text and moment is None:
        raise Refused(
            reason("“{asked}” is no moment: write it like {example}.", asked=text, example=_EXAMPLE)
        )
    return moment
