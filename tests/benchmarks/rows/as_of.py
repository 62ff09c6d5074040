"""The board as of a past moment against the board now."""

from collections.abc import Generator
from contextlib import contextmanager
from statistics import median

from tests.benchmarks.contest import FLOOR, OURS, Row, Run, Stand, per
from tests.benchmarks.lamps import House, told
from tests.benchmarks.places import Kind
from tests.projections.estate import BURNING

MOMENTS = 19
TIMES = 20


def asked(house: House, moment: int | None) -> float:
    """Seconds that the whole board of a moment takes; ``None`` is now."""
    with house.views.snapshot(moment) as snapshot:
        return per(1, lambda: snapshot.rows(BURNING))


def worst_moment(house: House, events: int) -> int:
    """Of moments spread over the history, the one whose board takes longest."""
    moments = [max(1, events * share // (MOMENTS + 1)) for share in range(1, MOMENTS + 1)]
    return max(moments, key=lambda moment: median(asked(house, moment) for _ in range(9)))


@contextmanager
def _runs(stand: Stand, kind: Kind) -> Generator[dict[str, Run]]:
    with stand.places.place(kind) as place, told(place, stand.events) as house:
        worst = worst_moment(house, stand.events)
        yield {
            FLOOR: lambda _: median(asked(house, None) for _ in range(TIMES)),
            OURS: lambda _: median(asked(house, worst) for _ in range(TIMES)),
        }


AS_OF = Row("as-of", "board as of the worst moment, against now", 2.0, (Kind.SQLITE, Kind.POSTGRESQL), _runs)
