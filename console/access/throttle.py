"""How many tries are left before sign-in stops, from the failures alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

ACCOUNT_TRIES = 5
ADDRESS_TRIES = 20
WINDOW_S = 15 * 60
STOP_S = 15 * 60


@dataclass(frozen=True)
class Standing:
    """Whether an account may try from an address.

    Attributes:
        tries_left: Wrong passwords that are still possible before sign-in stops; 0 while it is stopped.
        stopped_until: Aware instant from which a try is possible again; ``None`` when it is possible now.
        minutes_stopped: How long that is from now, rounded up.
    """

    tries_left: int
    stopped_until: datetime | None = None
    minutes_stopped: int = 0


def standing(failures: Sequence[int], tries: int, now: int) -> Standing:
    """Judge the failures of one account or one address.

    Args:
        failures: Unix seconds of the latest failures, newest first; at least ``tries`` where there are.
        tries: Failures within 15 minutes that stop sign-in for 15 minutes.
        now: Unix seconds.
    """
    crowded = len(failures) >= tries and failures[0] - failures[tries - 1] <= WINDOW_S
    if crowded and now < failures[0] + STOP_S:
        ends = failures[0] + STOP_S
        return Standing(0, datetime.fromtimestamp(ends, UTC), -((now - ends) // 60))
    recent = sum(1 for at in failures[:tries] if now - at < WINDOW_S)
    return Standing(tries - recent)


def stricter(one: Standing, other: Standing) -> Standing:
    """The one of two standings that leaves fewer tries, or stops longer."""
    stops = [each for each in (one, other) if each.stopped_until]
    if stops:
        return max(stops, key=lambda each: each.stopped_until or datetime.min.replace(tzinfo=UTC))
    return min(one, other, key=lambda each: each.tries_left)
