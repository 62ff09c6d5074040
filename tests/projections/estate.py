"""A tiny business of its own, so that the engine is tested without the trade: lamps that are lit and put out."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from domain.aggregate import Aggregate, on
from domain.facts import Fact, Happened, Recorded, stored_as
from domain.log import Log, Place, migrate
from projections.spine.intervals import LIVE
from projections.spine.model import Field, IndexModel, StateModel
from projections.spine.projector import Projector
from projections.spine.reference import Reference
from projections.spine.store import Store, migrate_models, open_models
from tests.projections.places import log_of, models_of

START = datetime(2026, 4, 24, 8, 0, tzinfo=UTC)


class Ticking:
    """A clock that moves on by one second whenever it is read."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@stored_as("test.lamp_lit")
class Lit(Fact, frozen=True):
    watts: int


@stored_as("test.lamp_out")
class PutOut(Fact, frozen=True):
    pass


@stored_as("test.lamp_dusted")
class Dusted(Fact, frozen=True):
    pass


class Lamp(Aggregate):
    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.watts = 0
        self.lit = 0

    @on(Lit)
    def _on_lit(self, fact: Lit, event: Happened) -> None:
        self.watts, self.lit = 100 // fact.watts * fact.watts, self.lit + 1

    @on(PutOut)
    def _on_put_out(self, fact: PutOut, event: Happened) -> None:
        self.watts = 0


def lit_row(lamp: Lamp, reference: Reference) -> Mapping[str, object] | None:
    return {"watts": lamp.watts} if lamp.watts else None


def lamp_row(lamp: Lamp, reference: Reference) -> Mapping[str, object]:
    return {"watts": lamp.watts, "lit": lamp.lit}


def lit_rows(event: Happened) -> list[Mapping[str, object]]:
    return [{"watts": event.fact.watts}] if isinstance(event.fact, Lit) else []


BURNING = StateModel("burning", 1, "lamp", Lamp, (Field("watts", "number"),), lit_row, ("watts",))
LAMPS = StateModel("lamps", 1, "lamp", Lamp, (Field("watts", "number"), Field("lit", "number")), lamp_row)
LIGHTINGS = IndexModel("lightings", 1, ("lamp",), (Field("watts", "number"),), lit_rows, ("watts",))
MODELS = (BURNING, LAMPS, LIGHTINGS)


class Estate:
    """One log, its read models and a projector over them, in a folder or a database."""

    def __init__(
        self, place: Place, models: tuple[StateModel | IndexModel, ...] = MODELS, page: int = 5000
    ) -> None:
        self.place = place
        self.clock = Ticking()
        migrate(log_of(place), "demo", self.clock)
        self.log = Log.open(log_of(place), self.clock)
        self.engine = open_models(models_of(place))
        migrate_models(self.engine, models, self.log)
        self.store = Store(self.engine, models)
        self.reference = Reference(self.log)
        self.projector = Projector(self.store, self.log, self.reference, self.clock, page)
        self._versions: dict[str, int] = {}

    def record(self, lamp: str, *facts: Fact) -> int:
        stream = f"lamp:{lamp}"
        at = 0
        for fact in facts:
            version = self._versions.get(stream) or len(self.log.stream(stream))
            event = Recorded(
                originator_id=stream, originator_version=version + 1, fact=fact, happened_at=START, site="s1"
            )
            at = self.log.append([event])[0]
            self._versions[stream] = version + 1
        return at

    def rows(self, model: str) -> set[tuple[object, ...]]:
        """Every row of a model, past ones too, without the tree's own column."""
        track = next(track for track in self.store.positions() if track.name == model)
        names = ", ".join(column.name for column in track.table.c if column.name != "node")
        with self.engine.begin() as connection:
            rows = connection.exec_driver_sql(f"SELECT {names} FROM {track.table.name}").all()
        assert len(rows) == len(set(rows))
        return {tuple(row) for row in rows}

    def close(self) -> None:
        self.log.close()
        self.engine.dispose()


def told(estate: Estate) -> dict[str, set[tuple[object, ...]]]:
    """The rows of each model as a plain fold of the log has them."""
    lamps: dict[str, Lamp] = {}
    held: dict[tuple[str, str], tuple[int, tuple[object, ...]]] = {}
    rows: dict[str, set[tuple[object, ...]]] = {BURNING.name: set(), LAMPS.name: set(), LIGHTINGS.name: set()}
    for event in estate.log.read(0, 100_000):
        assert isinstance(event, Recorded)
        key = event.originator_id
        lamp = lamps.setdefault(key, Lamp(key))
        lamp.apply(event)
        now = {BURNING.name: (lamp.watts,) if lamp.watts else None, LAMPS.name: (lamp.watts, lamp.lit)}
        for model, row in now.items():
            since, before = held.get((model, key), (0, None))
            if row != before:
                if before is not None:
                    rows[model].add((key, since, event.position, *before))
                held.pop((model, key), None)
                if row is not None:
                    held[model, key] = event.position, row
        if isinstance(event.fact, Lit):
            rows[LIGHTINGS.name].add((key, event.position, event.fact.watts))
    for (model, key), (since, row) in held.items():
        rows[model].add((key, since, LIVE, *row))
    return rows
