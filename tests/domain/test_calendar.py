"""The working calendar: golden dates, make-up workdays, clamps, versions, and its data."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar
import holidays
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import (
    Calendar,
    CalendarBook,
    CalendarRefused,
    Year,
    YearPublished,
    add_days,
    add_months,
    end_of_day,
    local_date,
    overdue_days,
    waiting_ends,
)
from domain.errors import Unknown
from domain.facts import whole_seconds
from seed.catalogue import calendar_years

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")
AT = datetime(2026, 11, 22, 1, tzinfo=UTC)
PLAIN = Calendar("CN")
DAYS = st.dates(date(2010, 1, 1), date(2027, 12, 31))


def lists(year: int, days_off: list[str], made_up: list[str], source: str = "notice") -> Year:
    return Year(
        year=year,
        holidays=tuple(date.fromisoformat(day) for day in days_off),
        workdays=tuple(date.fromisoformat(day) for day in made_up),
        source=source,
    )


@pytest.fixture(scope="module")
def china() -> Calendar:
    book = CalendarBook("calendar:CN")
    for year in calendar_years("CN"):
        book.publish(year, at=AT)
    return book.latest


def test_the_calendar_file_agrees_with_both_libraries_on_every_day_it_covers(china: Calendar) -> None:
    second_opinion = holidays.country_holidays("CN", years=range(2010, 2027))
    first = date(2010, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(2026, 12, 31) - first).days + 1)]
    ours = [china.is_working_day(day) for day in days]
    assert ours == [chinese_calendar.is_workday(day) for day in days]
    assert ours == [second_opinion.is_working_day(day) for day in days]
    assert not any(china.provisional(day) for day in days)


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        ("2026-05-08", 1, "2026-05-09"),  # a Friday, then a make-up Saturday
        ("2026-04-30", 3, "2026-05-08"),  # over the May holidays
        ("2026-06-15", 10, "2026-06-30"),  # over the Dragon Boat Festival
        ("2026-06-30", 3, "2026-07-03"),
        ("2026-03-07", 1, "2026-03-09"),  # a Saturday is day 0 as well
        ("2026-03-06", 0, "2026-03-06"),
    ],
)
def test_cal_02_working_days_are_counted_from_the_day_after(
    china: Calendar, day: str, count: int, due: str
) -> None:
    assert china.add_working_days(date.fromisoformat(day), count) == date.fromisoformat(due)


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="-1 working days"):
        PLAIN.add_working_days(date(2026, 3, 6), -1)


@given(day=DAYS, count=st.integers(1, 30))
def test_cal_02_exactly_so_many_working_days_lie_behind_the_start(day: date, count: int) -> None:
    due = PLAIN.add_working_days(day, count)
    between = [day + timedelta(days=n) for n in range(1, (due - day).days + 1)]
    assert sum(PLAIN.is_working_day(one) for one in between) == count
    assert PLAIN.is_working_day(due)


def test_cal_03_and_cal_12_a_make_up_workday_is_no_holiday_and_a_weekend_is_one(china: Calendar) -> None:
    kinds = [china.kind(date(2026, 5, day)) for day in (1, 2, 6, 9, 10)]
    assert kinds == ["holiday", "holiday", "working", "make_up", "weekend"]
    assert [china.is_holiday(date(2026, 5, day)) for day in (1, 2, 6, 9, 10)] == [
        True,
        True,
        False,
        False,
        True,
    ]


def test_cal_03_a_year_without_lists_is_monday_to_friday_and_provisional(china: Calendar) -> None:
    assert china.provisional(date(2027, 1, 1))
    assert not china.provisional(date(2026, 12, 31))
    assert china.is_working_day(date(2027, 1, 1))  # a Friday
    assert not china.is_working_day(date(2027, 1, 2))


def test_cal_04_and_cal_09_calendar_days_go_both_ways() -> None:
    assert add_days(date(2026, 3, 6), 3) == date(2026, 3, 9)
    assert add_days(date(2026, 6, 7), -10) == date(2026, 5, 28)
    assert add_days(date(2028, 2, 28), 1) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-01-30", 1, "2026-02-28"),
        ("2026-01-28", 1, "2026-02-28"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-11-15", 2, "2027-01-15"),
        ("2026-12-31", 0, "2026-12-31"),
        ("2026-06-07", -1, "2026-05-07"),
        ("2026-03-31", -1, "2026-02-28"),
    ],
)
def test_cal_05_months_keep_the_day_number_or_end_with_the_month(day: str, months: int, due: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(due)


@given(day=DAYS, months=st.integers(-60, 60))
def test_cal_05_a_day_is_only_ever_moved_to_the_end_of_its_month(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


def test_cal_08_a_return_moves_back_to_the_last_working_day(china: Calendar) -> None:
    assert china.last_working_day_on_or_before(date(2026, 5, 30)) == date(2026, 5, 29)  # a Saturday
    assert china.last_working_day_on_or_before(date(2026, 6, 30)) == date(2026, 6, 30)
    assert china.last_working_day_on_or_before(date(2026, 10, 7)) == date(2026, 9, 30)  # seven holidays
    assert china.last_working_day_on_or_before(date(2026, 10, 10)) == date(2026, 10, 10)  # a make-up Saturday


def test_cal_11_days_begin_and_end_in_the_sites_zone() -> None:
    assert local_date(datetime(2026, 3, 6, 15, 59, 59, tzinfo=UTC), SHANGHAI) == date(2026, 3, 6)
    assert local_date(datetime(2026, 3, 6, 16, 0, 0, tzinfo=UTC), SHANGHAI) == date(2026, 3, 7)
    assert end_of_day(date(2026, 3, 6), SHANGHAI) == datetime(2026, 3, 6, 15, 59, 59, tzinfo=UTC)
    assert end_of_day(date(2026, 11, 1), NEW_YORK) == datetime(2026, 11, 2, 4, 59, 59, tzinfo=UTC)
    assert whole_seconds(datetime(2026, 3, 6, 23, 59, 59, 999999, tzinfo=SHANGHAI)) == end_of_day(
        date(2026, 3, 6), SHANGHAI
    )


def test_cal_02_a_day_that_is_set_back_at_midnight_ends_with_its_second_last_hour() -> None:
    assert end_of_day(date(2018, 2, 17), ZoneInfo("America/Sao_Paulo")) == datetime(
        2018, 2, 18, 2, 59, 59, tzinfo=UTC
    )


def test_cal_12_a_waiting_period_ends_as_its_last_date_begins() -> None:
    assert waiting_ends(date(2026, 5, 6), 3, SHANGHAI) == datetime(2026, 8, 5, 16, tzinfo=UTC)
    assert waiting_ends(date(2026, 11, 30), 3, SHANGHAI) == datetime(2027, 2, 27, 16, tzinfo=UTC)


def test_cal_12_overdue_days_are_a_difference_of_dates() -> None:
    assert [overdue_days(date(2026, 6, 2), date(2026, 6, day)) for day in (1, 2, 3, 5)] == [-1, 0, 1, 3]


def test_cal_03_a_correction_is_a_new_version_and_the_old_one_stays_as_it_was() -> None:
    book = CalendarBook("calendar:CN")
    book.publish(lists(2027, ["2027-01-01"], []), at=AT)
    book.publish(lists(2028, ["2028-01-03"], []), at=AT)
    book.publish(lists(2027, ["2027-01-01", "2027-01-04"], ["2027-01-09"], "correction"), at=AT)
    assert book.latest.version == 3
    assert book.at_version(2).is_working_day(date(2027, 1, 4))
    assert not book.at_version(3).is_working_day(date(2027, 1, 4))
    assert book.at_version(3).is_working_day(date(2027, 1, 9))
    assert book.at_version(3).is_holiday(date(2028, 1, 3))
    assert book.at_version(1).provisional(date(2028, 1, 3))
    with pytest.raises(Unknown, match="no version 4"):
        book.at_version(4)


def test_cal_03_only_the_first_publication_of_a_provisional_year_restates_a_kept_calendar() -> None:
    book = CalendarBook("calendar:CN")
    book.publish(lists(2026, ["2026-12-31"], []), at=AT)
    assert book.first_published(2027) is None
    kept = book.latest
    book.publish(lists(2027, ["2027-01-01"], []), at=AT)
    book.publish(lists(2027, ["2027-01-01", "2027-01-04"], []), at=AT)
    first = book.first_published(2027)
    assert first is not None
    restated = kept.restated_with(first.years[2027])
    assert restated.version == kept.version == 1
    assert kept.add_working_days(date(2026, 12, 30), 1) == date(2027, 1, 1)
    assert restated.add_working_days(date(2026, 12, 30), 1) == date(2027, 1, 4)
    assert not restated.provisional(date(2027, 1, 1))


def test_cal_03_expected_lists_count_but_stay_provisional_until_they_are_published() -> None:
    book = CalendarBook("calendar:CN")
    expected = msgspec.structs.replace(lists(2027, ["2027-01-01"], []), provisional=True)
    book.publish(expected, at=AT)
    assert book.latest.provisional(date(2027, 1, 1))
    assert book.latest.is_holiday(date(2027, 1, 1))
    assert book.first_published(2027) is None
    book.publish(lists(2027, ["2027-01-01"], []), at=AT)
    assert book.first_published(2027) == book.at_version(2)


def test_lists_that_cannot_be_a_year_are_refused_with_every_reason() -> None:
    book = CalendarBook("calendar:CN")
    with pytest.raises(CalendarRefused) as refused:
        book.publish(lists(2027, ["2027-01-01", "2028-01-01", "2027-01-01"], ["2027-01-05"]), at=AT)
    assert [(one.text, one.fields["day"].isoformat()) for one in refused.value.reasons] == [
        ("{day} does not belong to {year}.", "2028-01-01"),
        ("{day} is listed twice.", "2027-01-01"),
        ("{day} is a weekday and cannot be a make-up workday.", "2027-01-05"),
    ]
    assert not book.exists


def test_the_same_lists_are_not_published_twice() -> None:
    book = CalendarBook("calendar:CN")
    book.publish(lists(2027, ["2027-01-01"], []), at=AT)
    with pytest.raises(CalendarRefused, match="already in force"):
        book.publish(lists(2027, ["2027-01-01"], []), at=AT)


def test_a_stored_year_reads_back_and_replays_to_the_same_calendar() -> None:
    book = CalendarBook("calendar:CN")
    book.publish(lists(2026, ["2026-05-01"], ["2026-05-09"]), at=AT)
    (event,) = book.collect_events()
    stored = msgspec.json.encode(event.fact)
    read_back = msgspec.json.decode(stored, type=YearPublished)
    assert read_back == event.fact
    assert CalendarBook("calendar:CN").replay([event]).latest == book.latest
