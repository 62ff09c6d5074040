"""How the file room words days, roles with their dates, and limits, in either language."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import assert_never

from console.languages import Translator, figures
from domain.errors import Term
from domain.policy import (
    AtBooking,
    Basis,
    BeforeBooking,
    CalendarDays,
    DayOfMonth,
    Elapsed,
    Family,
    Kind,
    Months,
    TimeOfDay,
    WorkingDays,
)
from domain.roles import EVERYWHERE, TERMS, Grant

MINUTE_S = 60
FAMILY_TERMS: dict[Family, Term] = {
    "reply": Term("Replies"),
    "repair": Term("Repair limits"),
    "visit": Term("Return visits"),
    "billing": Term("Slips and billing"),
}
KIND_TERMS: dict[Kind, Term] = {
    "repair": Term("Repair ticket"),
    "help": Term("Help ticket"),
    "complaint": Term("Complaint ticket"),
}
CONDITION_TERMS: dict[str, Term] = {
    "in_tariff": Term("in the tariff"),
    "!in_tariff": Term("not in the tariff"),
    "booked": Term("with a booked time"),
    "!booked": Term("without a booked time"),
    "asap": Term("as soon as possible"),
    "!asap": Term("not at once"),
    "urgent": Term("urgent"),
    "!urgent": Term("not urgent"),
    "to_department": Term("sent to a department"),
    "!to_department": Term("not sent to a department"),
}


def full_day(translator: Translator, day: date) -> str:
    """A day with its year: files outlive the year."""
    return figures.day(day, translator.language, with_year=True)


def role_with_dates(translator: Translator, grant: Grant) -> str:
    """A role, where it holds, and from when until when."""
    role = translator.t(TERMS[grant.role])
    named = translator.t("{role} at all sites", role=role) if grant.site == EVERYWHERE else role
    since = full_day(translator, grant.since)
    if grant.until is None:
        return translator.t("{role}, from {since}", role=named, since=since)
    until = full_day(translator, grant.until)
    return translator.t("{role}, {since} to {until}", role=named, since=since, until=until)


def conditions(translator: Translator, when: Sequence[str]) -> str:
    """What a limit asks of a ticket; empty where it asks nothing."""
    return translator.listed([CONDITION_TERMS[one] for one in when])


def basis(translator: Translator, due: Basis) -> str:  # noqa: PLR0911 - one sentence for each kind of limit
    """By when a limit wants its step, in a few words (CAL-01..09)."""
    t = translator.t
    match due:
        case Elapsed() if due.seconds % MINUTE_S == 0:
            return t("within {minutes} min", minutes=due.seconds // MINUTE_S)
        case Elapsed():
            return t("within {length}", length=timedelta(seconds=due.seconds))
        case WorkingDays():
            return t("by the end of working day {count}", count=due.days)
        case CalendarDays():
            return t("by the end of day {count}", count=due.days)
        case Months():
            return translator.plural("within {count} month", "within {count} months", due.months)
        case TimeOfDay():
            return t("before {time} of the day", time=f"{due.before:%H:%M}")
        case DayOfMonth():
            return t("before day {day} of the month", day=due.day)
        case BeforeBooking() if due.minutes:
            return t("{minutes} min before the booked time", minutes=due.minutes)
        case BeforeBooking() | AtBooking():
            return t("by the booked time")
        case _:
            assert_never(due)
