"""Where read models stand: their own file, one table a generation, one position and a list of parked keys each."""

import sqlite3
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from sqlalchemy import (
    URL,
    BigInteger,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    update,
)

from domain.log import Log
from projections.model import Model, late_indexes
from projections.track import Track

metadata = MetaData()

generations = Table(
    "generations",
    metadata,
    Column("model", Text, primary_key=True),
    Column("generation", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("served", Integer, nullable=False, comment="1 for the one generation that answers questions"),
)

source = Table(
    "source",
    metadata,
    Column("store", Text, primary_key=True, comment="Id of the log that the rows were folded from"),
)

parked = Table(
    "parked",
    metadata,
    Column("model", Text, primary_key=True),
    Column("generation", Integer, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("error", Text, nullable=False),
    Column("since", BigInteger, nullable=False, comment="Unix seconds"),
)


class Parked(msgspec.Struct, frozen=True):
    """A stream that one model follows no further, because an event of it could not be read or folded."""

    model: str
    key: str
    position: int
    name: str
    error: str
    since: datetime


def open_models(path: Path) -> Engine:
    """Open the embedded file of read models; it holds nothing that the log does not say better.

    A transaction takes the write lock at its start when its connection has the option ``writes``.
    """
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def writing(engine: Engine) -> Generator[Connection]:
    """One transaction that holds the write lock from its start."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


class Outrun(Exception):
    """Another worker has moved one of these tracks in the meantime; nothing was written."""


class Store:
    """The generations of the models that this edition knows."""

    def __init__(self, engine: Engine, models: Sequence[Model]) -> None:
        self.engine = engine
        self.models = {model.name: model for model in models}
        self._tracks: dict[tuple[str, int], Track] = {}

    def track(self, name: str, generation: int) -> Track:
        known = self._tracks.get((name, generation))
        if known is None:
            known = Track(self.models[name], generation, self.engine.dialect)
            self._tracks[name, generation] = known
        return known

    def served(self, connection: Connection) -> dict[Track, int]:
        """The generations that answer questions in this edition's shape, each with its position."""
        rows = connection.execute(select(generations).where(generations.c.served == 1)).all()
        return {
            self.track(row.model, row.generation): row.position
            for row in rows
            if row.model in self.models and self.models[row.model].version == row.version
        }

    def outdated(self) -> list[Model]:
        """Models that have no served generation in this edition's shape and must be rebuilt."""
        with self.engine.begin() as connection:
            current = {track.name for track in self.served(connection)}
        return [model for model in self.models.values() if model.name not in current]

    def positions(self) -> dict[Track, int]:
        with self.engine.begin() as connection:
            return self.served(connection)

    def claim(self, connection: Connection, track: Track, since: int, to: int) -> None:
        """Move a track's position, or leave everything as it is.

        Raises:
            Outrun: The track no longer stands at ``since``.
        """
        mine = (generations.c.model == track.name, generations.c.generation == track.generation)
        moved = update(generations).where(*mine, generations.c.position == since).values(position=to)
        if connection.execute(moved).rowcount != 1:
            raise Outrun

    def parked(self, tracks: Iterable[Track]) -> dict[Track, set[str]]:
        """The keys that each track follows no further."""
        with self.engine.begin() as connection:
            rows = connection.execute(select(parked.c.model, parked.c.generation, parked.c.key)).all()
        keys: dict[Track, set[str]] = {track: set() for track in tracks}
        for name, generation, key in rows:
            if name in self.models and self.track(name, generation) in keys:
                keys[self.track(name, generation)].add(key)
        return keys

    def parked_rows(self) -> list[Parked]:
        """What is parked in the generations now served, oldest first."""
        served = generations.c.served == 1
        same = (generations.c.model == parked.c.model) & (generations.c.generation == parked.c.generation)
        with self.engine.begin() as connection:
            rows = connection.execute(
                select(parked).join(generations, same).where(served).order_by(parked.c.position)
            ).all()
        return [
            Parked(
                row.model, row.key, row.position, row.name, row.error, datetime.fromtimestamp(row.since, UTC)
            )
            for row in rows
        ]

    def park(self, connection: Connection, track: Track, one: Parked) -> None:
        connection.execute(
            insert(parked).values(
                model=track.name,
                generation=track.generation,
                key=one.key,
                position=one.position,
                name=one.name,
                error=one.error,
                since=int(one.since.timestamp()),
            )
        )

    def unpark(self, connection: Connection, track: Track, key: str) -> None:
        mine = (parked.c.model == track.name, parked.c.generation == track.generation)
        connection.execute(delete(parked).where(*mine, parked.c.key == key))


def migrate_models(engine: Engine, models: Sequence[Model], log: Log) -> None:
    """Make the tables of every model that has none yet; several processes may do so at once.

    Rows that another log told, or that know more than this log does (it was restored from a copy), are removed:
    they are told again from the first event on.
    """
    with writing(engine) as connection:
        metadata.create_all(connection)
        _forget_foreign(connection, log)
        known = set(connection.execute(select(generations.c.model)).scalars())
        for model in models:
            if model.name not in known:
                make_generation(connection, Track(model, 1, engine.dialect), served=True)


def _forget_foreign(connection: Connection, log: Log) -> None:
    told_by = connection.execute(select(source.c.store)).scalar_one_or_none()
    furthest = connection.execute(select(func.max(generations.c.position))).scalar_one() or 0
    if told_by == log.store.id and furthest <= log.head():
        return
    for name, generation in connection.execute(select(generations.c.model, generations.c.generation)).all():
        Table(f"{name}_{generation}", MetaData()).drop(connection, checkfirst=True)
    for table in (generations, parked, source):
        connection.execute(delete(table))
    connection.execute(insert(source).values(store=log.store.id))


def make_generation(connection: Connection, track: Track, *, served: bool) -> None:
    """Create a generation's table at position 0; a served one with all its indexes."""
    track.table.create(connection)
    if served:
        for index in late_indexes(track.model, track.table):
            index.create(connection)
    connection.execute(
        insert(generations).values(
            model=track.name,
            generation=track.generation,
            version=track.model.version,
            position=0,
            served=int(served),
        )
    )
