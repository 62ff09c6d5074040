"""How the two languages write dates, times, durations and money (look: *Type*, *Chinese setting*)."""

from datetime import date, datetime, timedelta

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MINUS = "\N{MINUS SIGN}"


def clock_time(local: datetime) -> str:
    """``16:45``, or ``16:45:50`` where there are seconds, of an instant already in local time."""
    return local.strftime("%H:%M:%S" if local.second else "%H:%M")


def day(value: date, language: str, *, with_year: bool) -> str:
    """``4月24日``, ``2026年4月24日``, ``24 Apr``, ``24 Apr 2026``."""
    if language == "zh":
        year = f"{value.year}年" if with_year else ""
        return f"{year}{value.month}月{value.day}日"
    return f"{value.day} {MONTHS[value.month - 1]}" + (f" {value.year}" if with_year else "")


def duration(length: timedelta, language: str) -> str:
    """``6:20``, ``1:18:40``, ``3 天``/``3 days``; cut to whole seconds, with a true minus."""
    sign = MINUS if length < timedelta() else ""
    seconds = int(abs(length).total_seconds())
    days, rest = divmod(seconds, 86400)
    if days and not rest:
        word = "天" if language == "zh" else "day" if days == 1 else "days"
        return f"{sign}{days} {word}"
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{sign}{hours}:{minute:02}:{second:02}" if hours else f"{sign}{minute}:{second:02}"


def money(cents: int, language: str) -> str:
    """``260 元`` or ``¥260``; ``260.50 元`` where there are cents."""
    sign = MINUS if cents < 0 else ""
    yuan, rest = divmod(abs(cents), 100)
    amount = f"{yuan:,}.{rest:02}" if rest else f"{yuan:,}"
    return f"{sign}{amount} 元" if language == "zh" else f"{sign}¥{amount}"
