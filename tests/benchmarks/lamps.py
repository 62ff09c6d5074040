"""A history long enough to rebuild and to look back into: lamps of fifteen events, three hundred at a time."""

import random
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
from sqlalchemy import Engine

from domain.facts import Recorded
from domain.log import Log
from projections.asking.views import Views
from projections.spine.model import Model
from projections.spine.projector import Projector
from projections.spine.reference import Reference
from projections.spine.store import Store, migrate_models, open_models
from tests.benchmarks.contenders.steward import Steward, now
from tests.benchmarks.places import Place
from tests.projections.estate import BURNING, LAMPS, START, Lit, PutOut

ALIVE, STREAM_LENGTH, BATCH = 300, 15, 1000
MODELS = (LAMPS, BURNING)


def history(events: int) -> Iterator[list[Recorded]]:
    """Batches of events; the same for the same number."""
    chance = random.Random(1)  # noqa: S311 - made-up histories
    alive = [[number, 0] for number in range(ALIVE)]
    batch: list[Recorded] = []
    for number in range(events):
        lamp = chance.choice(alive)
        if lamp[1] == STREAM_LENGTH:
            lamp[:] = [number + ALIVE, 0]
        lamp[1] += 1
        fact = PutOut() if lamp[1] % 3 == 0 else Lit(watts=chance.choice([10, 20, 40]))
        stream = f"lamp:{lamp[0]}"
        batch.append(Recorded(originator_id=stream, originator_version=lamp[1], fact=fact, happened_at=START))
        if len(batch) == BATCH or number == events - 1:
            yield batch
            batch = []


class House(msgspec.Struct, frozen=True):
    """A log with its read models."""

    log: Log
    engine: Engine
    projector: Projector
    views: Views


@contextmanager
def house(
    place: Place, prepare: Callable[[Log], None] | None = None, models: Sequence[Model] = MODELS
) -> Generator[House]:
    """The log of a place, made where there is none, with read models beside it, those of the lamps unless told."""
    log = Steward(place).log
    if prepare is not None:
        prepare(log)
    engine = open_models(models_of(place))
    migrate_models(engine, models, log)
    store, reference = Store(engine, models), Reference(log)
    try:
        yield House(log, engine, Projector(store, log, reference, now), Views(store, log, reference, now))
    finally:
        log.close()
        engine.dispose()


def models_of(place: Place) -> Path | str:
    """Where the read models of a place stand: in a file beside its log, or in the same database."""
    return place.url.with_name("models.sqlite") if isinstance(place.url, Path) else place.url


@contextmanager
def told(place: Place, events: int) -> Generator[House]:
    """A house whose log is full and whose read models are up with it."""

    def fill(log: Log) -> None:
        for batch in history(events):
            log.append(batch)

    with house(place, fill) as filled:
        filled.projector.catch_up()
        yield filled
