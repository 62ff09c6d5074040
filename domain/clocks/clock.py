"""One running or ended limit of one ticket: when it is due, how it stands, and the arithmetic behind both."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

import msgspec

from domain.calendar import Calendar, local_date
from domain.clocks import pauses as pausing
from domain.clocks.due import due_at
from domain.clocks.explanation import Line, explain
from domain.clocks.pauses import Pause
from domain.errors import Term
from domain.facts import whole_seconds
from domain.policy import AtBooking, BeforeBooking, Elapsed, Limit, WorkingDays

State = Literal["waiting", "running", "soon", "paused", "red", "met", "late", "void"]
SOON: Final = timedelta(minutes=30)
BOOKED_TOO_NEAR: Final = Term("the booked time was too near for this limit")


class Verdict(msgspec.Struct, frozen=True):
    """How a clock stands at one instant, in whole seconds (CAL-06).

    Attributes:
        state: ``waiting`` for its start; ``running``, ``soon``, ``paused`` or ``red`` while open; ``met`` or
            ``late`` once ended; ``void`` where it does not apply any more.
        left_s: Seconds to the due instant, or to spare when it ended; ``None`` once over, waiting or void.
        over_s: Seconds beyond the due instant; ``None`` unless red or late.
        used_s: Seconds from the start to the end or to now, without pauses; ``None`` while waiting or void.
    """

    state: State
    left_s: int | None = None
    over_s: int | None = None
    used_s: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One limit applied to one ticket; all instants are aware UTC, cut to whole seconds.

    Attributes:
        limit: The number of the profile.
        calendar: The calendar version it was reckoned with.
        zone: The site's zone.
        start_step: The step it started with; ``None`` while it waits for one.
        started_at: When that step happened.
        booked_for: The booked time, where there is one.
        due_at: Last instant that is in time, without a pause that is still open; ``None`` while it waits.
        stop_step: The step that ended it.
        stopped_at: When that step happened.
        pauses: The waiting that counts; the last one may be open.
        void: Why it does not apply any more.
    """

    limit: Limit
    calendar: Calendar
    zone: ZoneInfo
    start_step: str | None = None
    started_at: datetime | None = None
    booked_for: datetime | None = None
    due_at: datetime | None = None
    stop_step: str | None = None
    stopped_at: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    void: Term | None = None

    @property
    def code(self) -> str:
        """What it is called in data: ``arrive``."""
        return self.limit.code

    @property
    def rule(self) -> str:
        """The rule behind the limit: ``SLA-03``."""
        return self.limit.rule

    @property
    def term(self) -> Term:
        """What people call it, as a message id."""
        return Term(self.limit.term)

    @property
    def open_pause(self) -> Pause | None:
        """The waiting that holds it now."""
        return self.pauses[-1] if self.pauses and self.pauses[-1].until is None else None

    @property
    def provisional(self) -> bool:
        """Whether it counts working days of a year whose lists are still to be published (CAL-03)."""
        if not isinstance(self.limit.basis, WorkingDays) or self.started_at is None or self.due_at is None:
            return False
        first, last = local_date(self.started_at, self.zone), local_date(self.due_at, self.zone)
        return self.calendar.provisional(first) or self.calendar.provisional(last)

    def verdict(self, now: datetime) -> Verdict:
        """How it stands at an aware instant; exactly at the due instant is in time (CAL-06)."""
        if self.void is not None:
            return Verdict("void")
        if self.started_at is None or self.due_at is None:
            return Verdict("waiting")
        until, held = self._judged_at(now)
        left_s = _seconds(self.due_at - until)
        used_s = max(0, _seconds(until - self.started_at - pausing.length(self.pauses)))
        if left_s < 0:
            return Verdict("red" if self.stopped_at is None else "late", over_s=-left_s, used_s=used_s)
        return Verdict(self._state_in_time(left_s, held=held), left_s=left_s, used_s=used_s)

    def lines(self, now: datetime) -> list[Line]:
        """The arithmetic behind the verdict: lines that add up to the due instant and to what is left."""
        return explain(self, self._judged_at(now)[0])

    def _judged_at(self, now: datetime) -> tuple[datetime, bool]:
        """The instant that is held against the due instant, and whether a pause holds it."""
        if self.stopped_at is not None:
            return self.stopped_at, False
        if self.open_pause is not None:
            return self.open_pause.since, True
        return whole_seconds(now), False

    def _state_in_time(self, left_s: int, *, held: bool) -> State:
        if self.stopped_at is not None:
            return "met"
        if held:
            return "paused"
        return "soon" if left_s <= _seconds(SOON) else "running"


def run(
    limit: Limit,
    marks: Mapping[str, datetime],
    pauses: Sequence[Pause] = (),
    conditions: frozenset[str] = frozenset(),
    booked_for: datetime | None = None,
    *,
    calendar: Calendar,
    zone: ZoneInfo,
    void: Term | None = None,
    void_at: datetime | None = None,
) -> Clock | None:
    """Apply one limit to one ticket.

    Args:
        limit: From ``Profile.limits_for``, which minds the profile's switch ``before_inclusive``.
        marks: When each step happened, by step code; steps not taken or not yet recorded are absent.
        pauses: All waiting of the ticket; those that the limit names are counted.
        conditions: What holds for the ticket; those not named do not hold.
        booked_for: The booked time, if any.
        calendar: The version that the ticket keeps.
        zone: The site's zone.
        void: Why the limit does not apply any more.
        void_at: Since when; what had ended by then keeps its verdict. Without it, nothing does.

    Returns:
        ``None`` where the limit's conditions do not hold, or where it hangs on a booking and there is none.

    Rules: CAL-01, CAL-06.
    """
    hangs_on_booking = isinstance(limit.basis, BeforeBooking | AtBooking)
    if not limit.applies(conditions) or (hangs_on_booking and booked_for is None):
        return None
    booked_for = None if booked_for is None else whole_seconds(booked_for)
    stop_step, stopped_at = _earliest(limit.stop, marks)
    if void_at is not None and stopped_at is not None and stopped_at <= whole_seconds(void_at):
        void = None
    start_step = next((step for step in limit.start if step in marks), None)
    if start_step is None:
        return Clock(
            limit=limit, calendar=calendar, zone=zone, booked_for=booked_for,
            stop_step=stop_step, stopped_at=stopped_at, void=void,
        )  # fmt: skip
    start = whole_seconds(marks[start_step])
    due = due_at(limit.basis, start=start, booked_for=booked_for, calendar=calendar, zone=zone)
    kept = _counted(limit, pauses, start, stopped_at)
    if void is None and hangs_on_booking and due is not None and due < start:
        void = BOOKED_TOO_NEAR
    return Clock(
        limit=limit, calendar=calendar, zone=zone, booked_for=booked_for,
        start_step=start_step, started_at=start, due_at=None if due is None else due + pausing.length(kept),
        stop_step=stop_step, stopped_at=stopped_at, pauses=kept, void=void,
    )  # fmt: skip


def _counted(
    limit: Limit, pauses: Iterable[Pause], start: datetime, stop: datetime | None
) -> tuple[Pause, ...]:
    if not isinstance(limit.basis, Elapsed):
        return ()
    mine = [one.in_whole_seconds() for one in pauses if one.reason in limit.pauses]
    return pausing.counted(mine, start=start, limit=timedelta(seconds=limit.basis.seconds), stop=stop)


def _earliest(steps: Iterable[str], marks: Mapping[str, datetime]) -> tuple[str | None, datetime | None]:
    taken = [(whole_seconds(marks[step]), step) for step in steps if step in marks]
    at, step = min(taken, default=(None, None))
    return step, at


def _seconds(length: timedelta) -> int:
    return length // timedelta(seconds=1)
