"""Which position of the log a moment means: as of a position, or of the last event recorded by an instant."""

from datetime import datetime
from typing import Literal

from domain.facts import Recorded
from domain.log import Log

AsOf = datetime | int | None
"""A moment asked about: an aware instant, a position of the log, or ``None`` for now."""

Axis = Literal["recorded", "happened"]
"""Which time a moment is of: what the desk knew then, or what was really so."""


def position_at(log: Log, instant: datetime) -> int:
    """Position of the last event recorded at or before an aware instant; 0 before the first.

    ``recorded_at`` never falls along the log, so halving finds it in some twenty look-ups.
    """
    low, high = 0, log.head()
    while low < high:
        middle = (low + high + 1) // 2
        recorded_at = _recorded_at(log, middle)
        if recorded_at is None or recorded_at <= instant:
            low = middle
        else:
            high = middle - 1
    return low


def _recorded_at(log: Log, position: int) -> datetime | None:
    """When the event at a position was recorded; of one that cannot be read, the next that can."""
    while events := log.read(position - 1, 1):
        event = events[0]
        if isinstance(event, Recorded):
            return event.recorded_at
        position = event.position + 1
    return None
