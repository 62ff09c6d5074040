"""One history that grows, and what each thing costs at every length on the way."""

from collections.abc import Callable, Iterator
from itertools import count
from statistics import median

import msgspec

from domain.log import verify
from projections.spine.rebuild import rebuild
from tests.benchmarks.contest import per
from tests.benchmarks.lamps import BATCH, House, history, house
from tests.benchmarks.places import Kind, Place, Places
from tests.benchmarks.rows.as_of import asked, worst_moment
from tests.benchmarks.workload import Steps, step, steps

LENGTHS = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
LONG, APPENDS = 500, 100
TIMES = 5


class Curve(msgspec.Struct, frozen=True):
    """Seconds that one thing took in one store, by the length of the history."""

    what: str
    store: str
    points: list[tuple[int, float]]


def curves(places: Places, kind: Kind, events: int) -> list[Curve]:
    """What everything costs from a thousand events on, up to a length."""
    points: dict[str, list[tuple[int, float]]] = {}
    with places.place(kind) as place, house(place) as grown:
        grown.log.append(steps("long", LONG))
        batches = history(max(events, LENGTHS[0]))
        fresh = (f"fresh:{number}" for number in count())
        for length in (one for one in LENGTHS if one <= max(events, LENGTHS[0])):
            while grown.log.head() + BATCH <= length:
                grown.log.append(next(batches))
            grown.projector.catch_up()
            for what, cost in costs(place, grown, fresh).items():
                points.setdefault(what, []).append((length, cost()))
    return [Curve(what, kind.value, found) for what, found in points.items()]


def costs(place: Place, grown: House, fresh: Iterator[str]) -> dict[str, Callable[[], float]]:
    """Each thing with the run that answers its seconds."""
    log = grown.log

    def append() -> float:
        stream = next(fresh)
        return per(APPENDS, lambda: [log.append([step(stream, at)]) for at in range(1, APPENDS + 1)])

    def often(work: Callable[[], object]) -> Callable[[], float]:
        return lambda: median(per(1, work) for _ in range(TIMES))

    return {
        "append 1 event": append,
        f"load an aggregate of {LONG} events": often(lambda: log.get(Steps, "long")),
        "board now": lambda: median(asked(grown, None) for _ in range(TIMES * 4)),
        "board as of the worst moment": lambda: _worst(grown),
        "rebuild a read model": lambda: per(1, lambda: rebuild(grown.projector, "lamps", compare=False)),
        "verify the whole log": lambda: per(1, lambda: verify(place.url)),
        f"search: the {LONG} events of one person": often(lambda: log.search(doer="chen", limit=10 * LONG)),
    }


def _worst(grown: House) -> float:
    moment = worst_moment(grown, grown.log.head())
    return median(asked(grown, moment) for _ in range(TIMES * 4))
