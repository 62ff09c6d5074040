"""What of a round is due when, and when its kind must be held again (SVY-04..06, SVY-10; CMP-08)."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.calendar import Calendar, add_months, end_of_day, local_date
from domain.surveys.deadlines import due_days
from domain.surveys.problems import State as ProblemState
from domain.surveys.template import Cycle, Step
from projections.surveys.counted import Tally
from projections.surveys.problems import Course
from projections.surveys.rounds import Held
from projections.surveys.rows import Due, DueStep, State

_ORDER: Sequence[Due] = ("start", "collect", "tally", "slips", "rectify", "accept", "report")
_JUDGED: Sequence[ProblemState] = ("accepted", "rejected")


def state_of(held: Held) -> State:
    """How far a round has come."""
    if held.called_off_at is not None:
        return "called_off"
    if held.frame is None:
        return "planned"
    if not held.frame.base:
        return "not_applicable"
    if held.reports:
        return "reported"
    return "closed" if held.closed_at is not None else "in_field"


def first_day(held: Held) -> date:
    """The first day in the field: as it was, or as it is planned."""
    return local_date(held.frame.at, ZoneInfo(held.zone)) if held.frame else held.starts


def days_of(held: Held, calendar: Calendar) -> dict[Step, date]:
    """The last day of each step."""
    closed = local_date(held.closed_at, ZoneInfo(held.zone)) if held.closed_at else None
    return due_days(held.template.deadlines, first_day(held), closed, calendar)


def collected_by(held: Held, calendar: Calendar) -> int | None:
    """The last second at which a form is back in time; ``None`` where the kind sets no day."""
    day = days_of(held, calendar).get("collect")
    return int(end_of_day(day, ZoneInfo(held.zone)).timestamp()) if day else None


def steps(
    held: Held, tally: Tally, courses: Sequence[Course], calendar: Calendar, today: date
) -> list[DueStep]:
    """Every step of a round that is held, by its day."""
    if state_of(held) in ("called_off", "not_applicable"):
        return []
    zone = ZoneInfo(held.zone)
    days: dict[Due, date] = {"start": last_start(held.template.cycle, held.starts), **days_of(held, calendar)}
    done = _done(held, tally, courses)
    found: list[DueStep] = []
    for step, due in sorted(days.items(), key=lambda one: (one[1], _ORDER.index(one[0]))):
        at = done[step]
        day = local_date(at, zone) if at else None
        found.append(DueStep(step, due, day, late=(day or today) > due))
    return found


def _done(held: Held, tally: Tally, courses: Sequence[Course]) -> dict[Due, datetime | None]:
    """When each step was done.

    Statistics are done when everything that was back at the close stands, at latest with the report; slips when each
    problem has one, rectification when somebody has judged each, acceptance when each is accepted. Without a problem
    those are done with the close.
    """
    closed = held.closed_at
    reported = held.reports[0].at if held.reports else None
    known = max(closed, datetime.fromtimestamp(tally.last_at, UTC)) if closed else None
    tallied = None if tally.to_key else known
    return {
        "start": held.frame.at if held.frame else None,
        "collect": closed,
        "tally": min(tallied or reported, reported) if reported else tallied,
        "slips": _each(courses, closed, lambda one: one.first.get("slip_issued")),
        "rectify": _each(
            courses, closed, lambda one: _earliest(one.first[at] for at in _JUDGED if at in one.first)
        ),
        "accept": _each(courses, closed, lambda one: one.since if one.state == "accepted" else None),
        "report": reported,
    }


def _earliest(instants: Iterable[int]) -> int | None:
    return min(instants, default=None)


def _each(
    courses: Sequence[Course], closed: datetime | None, at: Callable[[Course], int | None]
) -> datetime | None:
    """When the last of all problems got there, once collection is closed; ``None`` while one has not."""
    instants = [at(one) for one in courses]
    if closed is None or None in instants:
        return None
    return max([closed, *(datetime.fromtimestamp(one, UTC) for one in instants if one is not None)])


def last_start(cycle: Cycle, starts: date) -> date:
    """The last day on which the forms of a round go out without a breach (SVY-04)."""
    return window(cycle, slot_of(cycle, starts))[1] if cycle.day else starts


def next_window(cycle: Cycle, last: date) -> tuple[date | None, date]:
    """First and last day on which forms go out for the round after one that began on a day.

    Without named months only the last day is told: the longest time between two rounds (SVY-05, SVY-06).
    """
    if not cycle.months:
        return None, add_months(last, cycle.every_months)
    held = slot_of(cycle, last)
    return window(cycle, min(one for one in _slots(cycle, held.year) if one > held))


def own_window(cycle: Cycle, starts: date) -> tuple[date | None, date]:
    """The same for the first round of a kind, by its own plan."""
    return window(cycle, slot_of(cycle, starts)) if cycle.months else (None, starts)


def slot_of(cycle: Cycle, day: date) -> date:
    """The day on which a round that begins then was to be held: the nearest in one of the named months."""
    return min(_slots(cycle, day.year), key=lambda one: abs((one - day).days))


def window(cycle: Cycle, slot: date) -> tuple[date, date]:
    """The days around a slot that are no breach; the whole month where no day is named."""
    if cycle.day is None:
        return slot.replace(day=1), slot
    slack = timedelta(days=cycle.slack_days)
    return slot - slack, slot + slack


def _slots(cycle: Cycle, year: int) -> list[date]:
    months = [(each, month) for each in (year - 1, year, year + 1) for month in cycle.months]
    return [
        date(each, month, min(cycle.day or monthrange(each, month)[1], monthrange(each, month)[1]))
        for each, month in months
    ]
