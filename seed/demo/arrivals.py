"""When customers call: so many a day, with two rush hours, quieter nights, weekends and holidays."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from seed.demo.chance import Chance
from seed.demo.days import DAY, is_working_day, local

A_MONTH_PER_100_HOMES: Final = 13.2
WORKING_DAY: Final = 1.12
DAY_OFF: Final = 0.72
Bands = Sequence[tuple[int, int, float]]

_WORKING: Final[Bands] = (
    (0, 420, 0.8), (420, 480, 1.0), (480, 600, 8.5), (600, 720, 3.0), (720, 840, 1.8),
    (840, 1050, 4.0), (1050, 1200, 8.5), (1200, 1320, 2.2), (1320, 1440, 0.5),
)  # fmt: skip
_OFF: Final[Bands] = (
    (0, 480, 0.8), (480, 600, 4.5), (600, 720, 4.0), (720, 840, 2.5), (840, 1050, 4.0),
    (1050, 1200, 5.5), (1200, 1320, 2.4), (1320, 1440, 0.6),
)  # fmt: skip
"""From and to, in minutes of the day, and how much of the day's calls falls there."""


def arrivals(chance: Chance, homes: int, first: date, days: int) -> Iterator[datetime]:
    """The instant of each call, in order."""
    owed, rate = 0.0, A_MONTH_PER_100_HOMES * homes / 100 / 30
    for number in range(days):
        day = first + number * DAY
        working = is_working_day(day)
        owed += rate * (WORKING_DAY if working else DAY_OFF)
        count = max(0, round(owed + 1.6 * (chance.share() - 0.5)))
        owed -= count
        minutes = (_minute(chance, _WORKING if working else _OFF) for _ in range(count))
        yield from sorted(local(day, 0) + timedelta(minutes=minute) for minute in minutes)


def _minute(chance: Chance, bands: Bands) -> float:
    luck = chance.share() * sum(weight for _, _, weight in bands)
    for begin, end, weight in bands:
        if luck < weight:
            return begin + (end - begin) * luck / weight
        luck -= weight
    return bands[-1][1] - 1
