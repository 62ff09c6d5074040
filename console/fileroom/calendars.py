"""The section of the working calendar: years with their state, and entering or correcting one (CAL-03)."""

from collections.abc import Sequence
from datetime import date

import msgspec
import streamlit as st

from console.fileroom import tables
from console.fileroom.forms import may, send
from console.importing import fields
from console.viewer import Viewer
from console.views import frame
from domain.calendar import Calendar, CalendarBook, Year
from domain.errors import Reason, Refused

SHOWN_BACK = 2
FIRST, LAST = 2004, 2100


def draw(viewer: Viewer) -> None:
    """The years around today, one year's days, then the form."""
    region = viewer.house.site(viewer.site).calendar
    calendar = viewer.house.log.get(CalendarBook, f"calendar:{region}").latest
    today = viewer.now().astimezone(viewer.zone).date()
    years = range(today.year - SHOWN_BACK, today.year + 2)
    headings = [
        viewer.t("Year"),
        viewer.t("State of the lists"),
        viewer.t("Days off"),
        viewer.t("Make-up workdays"),
        viewer.t("Source"),
    ]
    tables.table(headings, [_row(viewer, calendar, year) for year in reversed(years)], figures=(2, 3))
    if any(calendar.provisional(date(year, 1, 1)) for year in (today.year, today.year + 1)):
        st.caption(
            viewer.t(
                "In a year without published lists Monday to Friday are counted, and every due day that "
                "reaches into it is shown as provisional."
            )
        )
    _days(viewer, calendar, today.year)
    if may(viewer, "calendar.publish"):
        _entering(viewer, calendar, today.year + 1)


def _row(viewer: Viewer, calendar: Calendar, year: int) -> list[str]:
    lists = calendar.years.get(year)
    if lists is None:
        return [str(year), viewer.t("provisional: not published yet"), "", "", ""]
    state = viewer.t("provisional: expected lists") if lists.provisional else viewer.t("lists published")
    return [str(year), state, str(len(lists.holidays)), str(len(lists.workdays)), lists.source]


def _days(viewer: Viewer, calendar: Calendar, this_year: int) -> None:
    known = sorted(calendar.years, reverse=True)
    if not known:
        return
    with st.expander(viewer.t("The days of a year")):
        start = known.index(this_year) if this_year in known else 0
        year = st.selectbox(viewer.t("Year"), known, start, key="files.year.shown", format_func=str)
        lists = calendar.years[year]
        rows = [
            [viewer.t("Days off"), _listed(viewer, lists.holidays)],
            [viewer.t("Make-up workdays"), _listed(viewer, lists.workdays)],
        ]
        tables.table([viewer.t("Kind of day"), viewer.t("Days")], rows)


def _listed(viewer: Viewer, days: Sequence[date]) -> str:
    return viewer.translator.listed(list(days)) or viewer.t("no days listed")


def _entering(viewer: Viewer, calendar: Calendar, next_year: int) -> None:
    """A year as the authorities published it; a year on file is filled in, to be corrected."""
    st.subheader(viewer.t("Enter or correct a year"))
    year = int(st.number_input(viewer.t("Year"), FIRST, LAST, next_year, key="files.year", width=160))
    known = calendar.years.get(year)
    with st.form(f"files.year.{year}.{calendar.version}"):
        example = f"{year}-01-01"
        off = st.text_area(
            viewer.t("Days off, weekends inside a holiday included, one a line, such as {day}", day=example),
            _typed(known.holidays if known else ()),
        )
        worked = st.text_area(
            viewer.t("Make-up workdays, weekend days that are worked, one a line"),
            _typed(known.workdays if known else ()),
        )
        source = st.text_input(viewer.t("Source, such as the public notice"), known.source if known else "")
        expected = st.checkbox(viewer.t("Expected, not published yet"), bool(known and known.provisional))
        st.caption(viewer.t("Tickets taken before keep the calendar they were taken under."))
        pressed = st.form_submit_button(viewer.t("Record the year"))
    if pressed:
        _record(viewer, year, off, worked, source, provisional=expected)


def _record(viewer: Viewer, year: int, off: str, worked: str, source: str, *, provisional: bool) -> None:
    headline = viewer.t("The year cannot be recorded")
    try:
        days_off = _read(off, viewer.t("Days off"))
        workdays = _read(worked, viewer.t("Make-up workdays"))
    except Refused as refusal:
        frame.refused(viewer, headline, refusal)
        return
    lists = Year(
        year=year, holidays=days_off, workdays=workdays, source=source.strip(), provisional=provisional
    )
    region = viewer.house.site(viewer.site).calendar
    said = viewer.t("The calendar of {year} is recorded.", year=str(year))
    given = msgspec.to_builtins(lists)
    send(viewer, "year", "calendar.publish", headline, said, region=region, year=given)


def _typed(days: Sequence[date]) -> str:
    return "\n".join(day.isoformat() for day in days)


def _read(typed: str, heading: str) -> tuple[date, ...]:
    """The days of a list, sorted.

    Raises:
        Refused: One reason for each that is no day.
    """
    days: list[date] = []
    reasons: list[Reason] = []
    for word in fields.several(typed, heading):
        try:
            days.append(date.fromisoformat(fields.day(word, heading) or ""))
        except Refused as refusal:
            reasons += refusal.reasons
    if reasons:
        raise Refused(*reasons)
    return tuple(sorted(days))
