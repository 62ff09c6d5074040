"""Instants as the page's tables write them: always to the second, the day beside them where it is another one."""

from datetime import datetime
from zoneinfo import ZoneInfo

from console.languages import Translator
from console.languages.figures import day


def clock(at: datetime, zone: ZoneInfo) -> str:
    """``16:45:50``, seconds always."""
    return f"{at.astimezone(zone):%H:%M:%S}"


def date_of(at: datetime, speaks: Translator, beside: datetime) -> str:
    """``4月24日``, with its year where that differs from ``beside``."""
    local, other = at.astimezone(speaks.zone).date(), beside.astimezone(speaks.zone).date()
    return day(local, speaks.language, with_year=local.year != other.year)


def same_day(at: datetime, other: datetime, zone: ZoneInfo) -> bool:
    return at.astimezone(zone).date() == other.astimezone(zone).date()


def stamp(at: datetime, speaks: Translator, beside: datetime) -> str:
    """``16:45:50`` on the day of ``beside``, else ``4月24日 16:45:50``."""
    written = clock(at, speaks.zone)
    return written if same_day(at, beside, speaks.zone) else f"{date_of(at, speaks, beside)} {written}"


def millis(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp() * 1000)


def span(seconds: int) -> str:
    """``0:10:00``: hours, minutes, seconds, so that a column of them adds up by eye; a true minus."""
    sign = "\N{MINUS SIGN}" if seconds < 0 else ""
    hours, rest = divmod(abs(seconds), 3600)
    return f"{sign}{hours}:{rest // 60:02}:{rest % 60:02}"
