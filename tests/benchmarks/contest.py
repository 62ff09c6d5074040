"""A row of the table: who is measured, how often, and what must be reached; and the measuring itself."""

import gc
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

import msgspec

from tests.benchmarks.contenders import Contender
from tests.benchmarks.contenders.hosted import Hosted
from tests.benchmarks.contenders.native import Native
from tests.benchmarks.contenders.raw import Raw
from tests.benchmarks.contenders.sourcery import Sourcery
from tests.benchmarks.contenders.steward import Steward
from tests.benchmarks.places import Kind, Places

FLOOR, LIBRARY, PEER, OURS = "floor", "library", "peer", "ours"
COLUMNS = (FLOOR, LIBRARY, PEER, OURS)

Run = Callable[[int], float]
"""One round, by its number: seconds a unit of the row."""


class Stand(msgspec.Struct, frozen=True):
    """What a row is measured with.

    Attributes:
        events: Length of the history, and the measure of every batch.
        peer: Folder of the peer's packages; ``None`` where they could not be had.
        library: Folder of what the library's recorder needs on PostgreSQL; ``None`` the same.
    """

    places: Places
    events: int
    peer: Path | None = None
    library: Path | None = None

    def batch(self, most: int) -> int:
        """How many operations a round has: fewer in a short history."""
        return max(5, min(most, self.events // 75))

    @contextmanager
    def contenders(self, kind: Kind) -> Generator[dict[str, Contender]]:
        """Floor, library, peer and ours, each over an empty place; on a server the floor, too, keeps one order."""
        with ExitStack() as stack:

            def opened(make: Callable[..., Contender], *arguments: object, **more: bool) -> Contender:
                place = stack.enter_context(self.places.place(kind))
                return stack.enter_context(closing(make(*arguments, place=place, **more)))

            found = {FLOOR: opened(Raw, ordered=kind is Kind.POSTGRESQL)}
            if self.library or kind is not Kind.POSTGRESQL:
                found[LIBRARY] = opened(Native)
            if self.peer:
                found[PEER] = opened(Hosted, Sourcery, self.peer)
            found[OURS] = opened(Steward)
            yield found


class Row(msgspec.Struct, frozen=True):
    """One line of the table for each of its stores.

    Attributes:
        name: By which it is chosen on the command line.
        what: Said in the table.
        target: Ratio of ours to the floor that must be reached.
        runs: The column's runs, ready to be timed until the context ends.
        rounds: At least five.
    """

    name: str
    what: str
    target: float
    kinds: tuple[Kind, ...]
    runs: Callable[[Stand, Kind], AbstractContextManager[dict[str, Run]]]
    rounds: int = 11


class Result(msgspec.Struct, frozen=True):
    """What a row came to in one store.

    Attributes:
        seconds: Median a unit, by column.
        ratio: Median over the rounds of ours to the floor of the same round; ``None`` where ours does not run.
        spread: The middle half of those ratios.
    """

    what: str
    store: str
    seconds: dict[str, float]
    ratio: float | None
    spread: tuple[float, float] | None
    target: float
    rounds: int

    @property
    def met(self) -> bool | None:
        return None if self.ratio is None else self.ratio <= self.target


def measured(row: Row, stand: Stand, kind: Kind, rounds: int) -> Result:
    """Measure a row in one store: in each round every column once, and each round begins with another."""
    taken: dict[str, list[float]] = {}
    with row.runs(stand, kind) as runs:
        columns = list(runs)
        for number in range(rounds):
            first = number % len(columns)
            for column in columns[first:] + columns[:first]:
                gc.collect()
                taken.setdefault(column, []).append(runs[column](number))
    ratio, spread = None, None
    if OURS in taken:
        ratios = [ours / floor for ours, floor in zip(taken[OURS], taken[FLOOR], strict=True)]
        ratio, quarters = median(ratios), quantiles(ratios, n=4)
        spread = (quarters[0], quarters[2])
    seconds = {column: median(times) for column, times in taken.items()}
    return Result(row.what, kind.value, seconds, ratio, spread, row.target, rounds)


def per(units: int, work: Callable[[], object]) -> float:
    """Seconds that each unit of some work took."""
    began = perf_counter()
    work()
    return (perf_counter() - began) / units


def duration(seconds: float) -> str:
    """Three figures and a unit."""
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size * 0.9995:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"
