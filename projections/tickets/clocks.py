"""A ticket's clocks as read models keep them: absolute instants and fixed verdicts, nothing that moves with time."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from domain.clocks import Clock
from domain.tickets.ticket import Ticket
from domain.tickets.timing import clocks_of
from projections.spine.reference import Reference

State = Literal["running", "met", "late", "paused", "void"]


class HeldClock(msgspec.Struct, frozen=True, omit_defaults=True):
    """One clock between two events.

    Attributes:
        state: ``running`` also when it is soon due or over its limit: whoever reads it knows the time.
        due_at: Unix seconds; of a paused clock, as it stood when the pause began.
        used_s: Seconds it took, once met or late.
        late_s: Seconds beyond the limit, once late.
        since: Unix seconds at which the pause began.
        reason: Why it is paused (a code), or void (a message id).
    """

    code: str
    rule: str
    state: State
    due_at: int | None = None
    used_s: int | None = None
    late_s: int | None = None
    since: int | None = None
    reason: str | None = None


def held_clocks(ticket: Ticket, reference: Reference) -> list[HeldClock]:
    """The clocks that have started, the most urgent first; those still waiting for their start are left out."""
    held = [_held(clock) for clock in clocks_of(ticket, reference) if clock.started_at is not None]
    return sorted(held, key=_urgency)


def most_urgent(clocks: Iterable[HeldClock]) -> int | None:
    """Earliest due instant of the clocks that run, in Unix seconds."""
    return min(
        (one.due_at for one in clocks if one.state == "running" and one.due_at is not None), default=None
    )


def _held(clock: Clock) -> HeldClock:
    due_at = None if clock.due_at is None else int(clock.due_at.timestamp())
    if clock.void is not None:
        return HeldClock(clock.code, clock.rule, "void", due_at, reason=str(clock.void))
    if clock.stopped_at is not None:
        verdict = clock.verdict(clock.stopped_at)
        state = "late" if verdict.state == "late" else "met"
        return HeldClock(clock.code, clock.rule, state, due_at, verdict.used_s, verdict.over_s)
    pause = clock.open_pause
    if pause is not None and clock.verdict(pause.since).state == "paused":
        since = int(pause.since.timestamp())
        return HeldClock(clock.code, clock.rule, "paused", due_at, since=since, reason=str(pause.reason))
    return HeldClock(clock.code, clock.rule, "running", due_at)


_ORDER: dict[str, int] = {"running": 0, "paused": 1, "late": 2, "met": 3, "void": 4}


def _urgency(clock: HeldClock) -> tuple[int, int]:
    return _ORDER[clock.state], clock.due_at or 0
