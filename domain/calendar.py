"""Working calendar: which days count, when a day ends, and which lists a ticket keeps (CAL-02..12)."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

import msgspec

from domain.aggregate import Aggregate, on
from domain.errors import Reason, Refused, Term, Unknown, reason
from domain.facts import Fact, Happened, stored_as

DayKind = Literal["working", "make_up", "weekend", "holiday"]
DAY_TERMS: Final[Mapping[DayKind, Term]] = {
    "working": Term("working day"),
    "make_up": Term("make-up workday"),
    "weekend": Term("weekend"),
    "holiday": Term("public holiday"),
}
LAST_SECOND: Final = time(23, 59, 59)
SATURDAY: Final = 5


class Year(msgspec.Struct, frozen=True, kw_only=True):
    """The lists of one calendar year as the authorities published them.

    Attributes:
        year: Calendar year.
        holidays: Days off, weekends inside a holiday period included; sorted.
        workdays: Weekend days that are worked in exchange (调休); sorted.
        source: The public notice, or the library, that the lists were taken from.
        provisional: The lists are expected, not published.
    """

    year: int
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]
    source: str
    provisional: bool = False


class Calendar(msgspec.Struct, frozen=True):
    """One version of a region's working calendar; a year without lists is plain Monday to Friday.

    Attributes:
        region: Region code, ``CN``.
        version: Version of the region's :class:`CalendarBook`; 0 before any year is published.
        years: Lists by calendar year.
    """

    region: str
    version: int = 0
    years: Mapping[int, Year] = {}

    def kind(self, day: date) -> DayKind:
        """Say what sort of day it is (CAL-03)."""
        lists = self.years.get(day.year)
        if lists is not None and day in lists.holidays:
            return "holiday"
        if lists is not None and day in lists.workdays:
            return "make_up"
        return "working" if day.weekday() < SATURDAY else "weekend"

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday, less public holidays, plus make-up workdays (CAL-03)."""
        return self.kind(day) in ("working", "make_up")

    def is_holiday(self, day: date) -> bool:
        """Any day that is not worked: weekend or public holiday, never a make-up workday (CAL-12)."""
        return not self.is_working_day(day)

    def provisional(self, day: date) -> bool:
        """Whether the lists of the day's year are still to be published (CAL-03)."""
        lists = self.years.get(day.year)
        return lists is None or lists.provisional

    def days_counted(self, day: date, count: int) -> list[tuple[date, DayKind]]:
        """Every day after ``day`` up to the ``count``-th working day, with what it is (CAL-02).

        Raises:
            ValueError: ``count`` is negative.
        """
        if count < 0:
            raise ValueError(f"{count} working days cannot be counted forward")
        walked: list[tuple[date, DayKind]] = []
        while count > 0:
            day += timedelta(days=1)
            kind = self.kind(day)
            walked.append((day, kind))
            count -= kind in ("working", "make_up")
        return walked

    def add_working_days(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``, which itself is day 0 (CAL-02)."""
        walked = self.days_counted(day, count)
        return walked[-1][0] if walked else day

    def last_working_day_on_or_before(self, day: date) -> date:
        """The day a return moves to when it falls on a day off (CAL-08, SLA-77)."""
        while self.is_holiday(day):
            day -= timedelta(days=1)
        return day

    def restated_with(self, year: Year) -> "Calendar":
        """This version, with the first published lists of a year it held as provisional (CAL-03)."""
        return msgspec.structs.replace(self, years={**self.years, year.year: year})


def add_days(day: date, count: int) -> date:
    """``count`` calendar days later; earlier where it is negative, as in T-5 (CAL-04, CAL-09)."""
    return day + timedelta(days=count)


def add_months(day: date, count: int) -> date:
    """The same day number ``count`` months on, clamped to that month's last day (CAL-05, CAL-09)."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def overdue_days(due: date, today: date) -> int:
    """Days from the due date to today; 0 or less while it is not overdue (CAL-12)."""
    return (today - due).days


def local_date(instant: datetime, zone: ZoneInfo) -> date:
    """The site's date at an aware instant (CAL-11)."""
    return instant.astimezone(zone).date()


def at_local(day: date, clock_time: time, zone: ZoneInfo) -> datetime:
    """The aware UTC instant of a wall-clock time; the later one where the clock is set back over it."""
    return datetime.combine(day, clock_time.replace(fold=1), tzinfo=zone).astimezone(UTC)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """23:59:59 of a site's day, as an aware UTC instant (CAL-02, CAL-04, CAL-05)."""
    return at_local(day, LAST_SECOND, zone)


def waiting_ends(start: date, months: int, zone: ZoneInfo) -> datetime:
    """The instant from which a waiting period allows the action: 00:00 of its last date (CAL-12)."""
    return datetime.combine(add_months(start, months), time(), tzinfo=zone).astimezone(UTC)


@stored_as("calendar.year_published")
class YearPublished(Fact, frozen=True):
    """A year's lists are published or corrected; ``version`` is that of the whole calendar from here on."""

    version: int
    lists: Year


class CalendarRefused(Refused):
    """Lists that cannot be a calendar year."""


class CalendarBook(Aggregate):
    """All versions of a region's calendar, in the stream ``calendar:<region>``.

    A correction publishes its year again.
    """

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.region = stream.partition(":")[2]
        self._versions = [Calendar(self.region)]

    @property
    def latest(self) -> Calendar:
        """The calendar that tickets accepted from now on keep."""
        return self._versions[-1]

    def at_version(self, version: int) -> Calendar:
        """The calendar as it stood at a version that a ticket keeps (CAL-03).

        Raises:
            Unknown: No such version was published.
        """
        if not 0 <= version < len(self._versions):
            raise Unknown(
                reason("Calendar {region} has no version {version}.", region=self.region, version=version)
            )
        return self._versions[version]

    def first_published(self, year: int) -> Calendar | None:
        """The version that first held a year's published lists; ``None`` while it is provisional (CAL-03)."""
        known = (one for one in self._versions if not one.provisional(date(year, 1, 1)))
        return next(known, None)

    def publish(self, lists: Year, *, at: datetime) -> None:
        """Publish a year's lists, or correct them.

        Args:
            lists: The year's days off and make-up workdays.
            at: Aware instant of the publication.

        Raises:
            CalendarRefused: One reason for each thing wrong with the lists.

        Rules: CAL-03.
        """
        obstacles = _obstacles(lists)
        if self.latest.years.get(lists.year) == lists:
            obstacles.append(reason("These lists of {year} are already in force.", year=lists.year))
        if obstacles:
            raise CalendarRefused(*obstacles)
        self.record(YearPublished(version=self.latest.version + 1, lists=lists), at)

    @on(YearPublished)
    def _on_year_published(self, fact: YearPublished, _: Happened) -> None:
        years = {**self.latest.years, fact.lists.year: fact.lists}
        self._versions.append(Calendar(self.region, fact.version, years))


def _obstacles(lists: Year) -> list[Reason]:
    """Everything that keeps the lists from being a calendar year."""
    days = (*lists.holidays, *lists.workdays)
    found = [
        reason("{day} does not belong to {year}.", day=day, year=lists.year)
        for day in days
        if day.year != lists.year
    ]
    found += [
        reason("{day} is listed twice.", day=day)
        for day in sorted({day for day in days if days.count(day) > 1})
    ]
    found += [
        reason("{day} is a weekday and cannot be a make-up workday.", day=day)
        for day in lists.workdays
        if day.weekday() < SATURDAY
    ]
    return found
