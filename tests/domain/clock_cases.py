"""What the clock tests share: one limit from report to arrival, at local times of one site."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from domain.calendar import Calendar, Year
from domain.clocks import Clock, Line, Pause, run
from domain.policy import (
    Basis,
    Limit,
    PauseReason,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
PLAIN = Calendar("CN")
MAY = Calendar(
    "CN",
    1,
    {
        2026: Year(
            year=2026,
            holidays=tuple(date(2026, 5, day) for day in range(1, 6)),
            workdays=(date(2026, 5, 9),),
            source="notice",
        )
    },
)
SECOND = timedelta(seconds=1)


def at(local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=SHANGHAI)


def limit(basis: Basis, *pauses: PauseReason) -> Limit:
    return Limit(
        rule="SLA-00",
        code="arrive",
        term="On site",
        family="repair",
        kinds=("repair",),
        start=("reported",),
        stop=("arrived",),
        basis=basis,
        pauses=pauses,
    )


def started(
    basis: Basis,
    start: str,
    stop: str | None = None,
    *pauses: Pause,
    calendar: Calendar = PLAIN,
    booked_for: str | None = None,
) -> Clock:
    """A clock of one limit that every waiting for the customer stops."""
    clock = run(
        limit(basis, "customer"),
        {"reported": at(start)} | ({} if stop is None else {"arrived": at(stop)}),
        pauses,
        booked_for=None if booked_for is None else at(booked_for),
        calendar=calendar,
        zone=SHANGHAI,
    )
    assert clock is not None
    return clock


def waiting(since: str, until: str | None, reason: PauseReason = "customer") -> Pause:
    return Pause(at(since), None if until is None else at(until), reason)


def told(clock: Clock, now: str) -> list[tuple[str, str, str]]:
    """Sign, words and value of each line, as somebody at the site would read them."""
    return [(line.sign, line.text.format_map(line.fields), shown(line)) for line in clock.lines(at(now))]


def shown(line: Line) -> str:
    if isinstance(line.value, datetime):
        return f"{line.value.astimezone(SHANGHAI):%m-%d %H:%M:%S}"
    return "" if line.value is None else str(line.value)


PAUSES = st.lists(
    st.tuples(
        st.integers(-500, 3000), st.none() | st.integers(0, 2000), st.sampled_from(["customer", "vendor"])
    ),
    max_size=5,
)
