"""Limits that tickets still open have missed so far, at any moment.

No event says that a limit has run out: it is reckoned from the limits that the board keeps, at the moment asked about.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from projections.asking.views import Snapshot
from projections.tickets.clocks import HeldClock
from projections.tickets.queue import Held, held_of


class LateSoFar(msgspec.Struct, frozen=True):
    """An open ticket.

    Attributes:
        limits: How many it has missed so far.
        late_s: Seconds beyond the one that it missed by most, 0 where it missed none.
    """

    held: Held
    limits: int
    late_s: int


def late_so_far(snapshot: Snapshot, site: str, at: datetime) -> dict[str, LateSoFar]:
    """Every ticket of a site that was open at the snapshot's moment, by key, its limits read at an instant."""
    now = int(at.timestamp())
    return {key: _read(held, now) for key, held in held_of(snapshot, site).items()}


def _read(held: Held, now: int) -> LateSoFar:
    late = _seconds_late(held.clocks, now)
    return LateSoFar(held, len(late), max(late, default=0))


def _seconds_late(clocks: Sequence[HeldClock], now: int) -> list[int]:
    missed = [one.late_s or 0 for one in clocks if one.state == "late"]
    running = [one.due_at for one in clocks if one.state == "running" and one.due_at is not None]
    return missed + [now - due_at for due_at in running if due_at < now]
