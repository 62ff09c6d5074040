"""Where read models stand: one table a generation, one position and a list of parked keys each."""

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from sqlalchemy import (
    Connection,
    Engine,
    MetaData,
    Select,
    Table,
    bindparam,
    delete,
    func,
    insert,
    make_url,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError

from domain.log import Log, Place
from domain.log.dialects import dialect_of
from projections.spine.databases import SCHEMA, database_of, file, passing, server, told, writing
from projections.spine.model import Model, late_indexes
from projections.spine.tables import BUILDING, SERVED, generations, metadata, parked, source
from projections.spine.track import Track

T = TypeVar("T")


class Parked(msgspec.Struct, frozen=True):
    """A stream that one model follows no further, because an event of it could not be read or folded."""

    model: str
    key: str
    position: int
    name: str
    error: str
    since: datetime


def open_models(place: Place) -> Engine:
    """Open the read models in a file, or in their schema of a PostgreSQL database; connects when first used.

    They hold nothing that the log does not say better.

    Raises:
        Refused: The URL is none, or names another make of database.
    """
    if isinstance(place, Path) or "://" not in place:
        return file(Path(place))
    dialect_of(place)
    url = make_url(place)
    return (
        file(Path(url.database or ""))
        if url.get_backend_name() == "sqlite"
        else server(url, SCHEMA, models=True)
    )


class Outrun(Exception):
    """Another worker has moved one of these tracks in the meantime; nothing was written."""


class Store:
    """The generations of the models that this edition knows.

    Attributes:
        database: What the database does its own way.
    """

    def __init__(self, engine: Engine, models: Sequence[Model]) -> None:
        self.engine = engine
        self.database = database_of(engine.dialect)
        self.models = {model.name: model for model in models}
        self._readers = engine.execution_options(**self.database.begin_reading)
        self._tracks: dict[tuple[str, int], Track] = {}

    def track(self, name: str, generation: int) -> Track:
        known = self._tracks.get((name, generation))
        if known is None:
            known = Track(self.models[name], generation, self.engine.dialect)
            self._tracks[name, generation] = known
        return known

    @contextmanager
    def reading(self) -> Generator[tuple[Connection, dict[Track, int]]]:
        """One moment of all served generations; their tables stay until the block ends.

        Raises:
            StoreUnavailable: The database does not answer, or too many ask at once.
        """
        with told(self.engine):
            connection, served = _again(self._begin)
            with connection:
                yield connection, served

    def _begin(self) -> tuple[Connection, dict[Track, int]]:
        connection = self._readers.connect()
        try:
            served = self.served(connection)
            self.database.hold(connection, [track.table_name for track in served])
        except BaseException:
            connection.close()
            raise
        return connection, served

    def _all(self, statement: Select[*tuple[Any, ...]]) -> Sequence[Any]:
        with told(self.engine):
            return _again(lambda: self.database.all(self.engine, statement))

    def served(self, connection: Connection) -> dict[Track, int]:
        """The generations that answer questions in this edition's shape, each with its position, by name."""
        return self._in_shape(connection.execute(_SERVED).all())

    def _in_shape(self, rows: Sequence[Any]) -> dict[Track, int]:
        return {
            self.track(row.model, row.generation): row.position
            for row in rows
            if row.model in self.models and self.models[row.model].version == row.version
        }

    def positions(self) -> dict[Track, int]:
        """The same in a moment of its own."""
        return self._in_shape(self._all(_SERVED))

    def outdated(self) -> list[Model]:
        """Models that are served in no shape or an older one than this edition's, and must be rebuilt."""
        served = {row.model: row.version for row in self._all(_SERVED)}
        return [model for model in self.models.values() if served.get(model.name, -1) < model.version]

    def reached(self) -> dict[str, int]:
        """How far each model is: 0 while it is being made, and without those that a newer edition has taken over."""
        rows = self._all(_SERVED)
        positions = {track.name: position for track, position in self._in_shape(rows).items()}
        overtaken = {
            row.model
            for row in rows
            if row.model in self.models and row.version > self.models[row.model].version
        }
        return {name: positions.get(name, 0) for name in self.models if name not in overtaken}

    def claim(self, connection: Connection, tracks: Iterable[Track], since: int, to: int) -> None:
        """Move the positions of tracks, those first in name first, or leave everything as it is.

        Raises:
            Outrun: One of them no longer stands at ``since``.
        """
        ordered = sorted(tracks, key=lambda one: (one.name, one.generation))
        moves = [{"name": one.name, "number": one.generation, "since": since, "to": to} for one in ordered]
        if connection.execute(_MOVE, moves).rowcount != len(moves):
            raise Outrun

    def parked(self, tracks: Iterable[Track]) -> dict[Track, set[str]]:
        """The keys that each track follows no further."""
        keys: dict[Track, set[str]] = {track: set() for track in tracks}
        for row in self._all(_PARKED):
            if row.model in self.models and self.track(row.model, row.generation) in keys:
                keys[self.track(row.model, row.generation)].add(row.key)
        return keys

    def parked_in(self, connection: Connection, track: Track) -> frozenset[str]:
        """The same for one track, within a transaction."""
        mine = (parked.c.model == track.name, parked.c.generation == track.generation)
        return frozenset(connection.execute(select(parked.c.key).where(*mine)).scalars())

    def parked_rows(self) -> list[Parked]:
        """What is parked in the generations now served, oldest first."""
        return [
            Parked(
                row.model, row.key, row.position, row.name, row.error, datetime.fromtimestamp(row.since, UTC)
            )
            for row in self._all(_PARKED_NOW)
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


_SERVED = select(generations).where(generations.c.served == SERVED).order_by(generations.c.model)
_PARKED = select(parked.c.model, parked.c.generation, parked.c.key)
_PARKED_NOW = (
    select(parked)
    .join(
        generations,
        (generations.c.model == parked.c.model) & (generations.c.generation == parked.c.generation),
    )
    .where(generations.c.served == SERVED)
    .order_by(parked.c.position, parked.c.model)
)
_MOVE = (
    update(generations)
    .where(
        generations.c.model == bindparam("name"),
        generations.c.generation == bindparam("number"),
        generations.c.position == bindparam("since"),
    )
    .values(position=bindparam("to"))
)


def _again(ask: Callable[[], T]) -> T:
    """Ask, and ask once more where what stood in the way has passed."""
    try:
        return ask()
    except DBAPIError as error:
        if not passing(error):
            raise
        return ask()


def migrate_models(engine: Engine, models: Sequence[Model], log: Log) -> None:
    """Make the tables of every model that has none yet; several processes may do so at once.

    Rows that another log told, or that know more than this log does (it was restored from a copy), are removed:
    they are told again from the first event on.

    Raises:
        StoreUnavailable: The database does not answer, or does not allow it.
    """
    with told(engine), writing(engine) as connection:
        database_of(engine.dialect).prepare(connection)
        metadata.create_all(connection)
        ever = _latest(connection)
        _forget_foreign(connection, log)
        known = _latest(connection)
        for model in models:
            if model.name not in known:
                track = Track(model, ever.get(model.name, 0) + 1, engine.dialect)
                make_generation(connection, track, served=True)


def _latest(connection: Connection) -> dict[str, int]:
    """The highest generation of each model: a number is never given twice, for somebody may remember its table."""
    highest = select(generations.c.model, func.max(generations.c.generation)).group_by(generations.c.model)
    return {row[0]: row[1] for row in connection.execute(highest)}


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
    track.table.create(connection, checkfirst=False)
    if served:
        for index in late_indexes(track.model, track.table):
            index.create(connection, checkfirst=False)
    connection.execute(
        insert(generations).values(
            model=track.name,
            generation=track.generation,
            version=track.model.version,
            position=0,
            served=SERVED if served else BUILDING,
        )
    )
