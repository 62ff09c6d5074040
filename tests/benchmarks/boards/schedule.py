"""When events happen: around a rate, never in step with anybody's timer, the same for both servers of a round."""

import random
import time
from collections.abc import Iterator


def moments(rate: float, seconds: float, seed: int) -> Iterator[None]:
    """Wait for each event's moment in turn, then for the end of the window; a rate of 0 has none."""
    dice, began = random.Random(seed), time.monotonic()  # noqa: S311 - a spread, not a secret
    at = dice.uniform(0.2, 1.2) / rate if rate else seconds
    while at < seconds:
        _sleep_until(began + at)
        yield
        at += dice.uniform(0.5, 1.5) / rate
    _sleep_until(began + seconds)


def _sleep_until(at: float) -> None:
    time.sleep(max(0.0, at - time.monotonic()))
