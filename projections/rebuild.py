"""Making a read model anew: beside the old one, compared at one position, and switched in one transaction."""

import msgspec
from sqlalchemy import Connection, delete, func, select, text, update

from projections.model import late_indexes
from projections.projector import Projector
from projections.store import Store, generations, make_generation, parked, writing
from projections.track import Track


class Rebuilt(msgspec.Struct, frozen=True):
    """What a rebuild did.

    Attributes:
        position: Where old and new were compared and switched.
        differing: Rows that stood in only one of the two; ``None`` where they were not compared.
    """

    model: str
    generation: int
    position: int
    differing: int | None


def rebuild(projector: Projector, name: str, *, compare: bool = True) -> Rebuilt:
    """Make a model anew from the log; one that was interrupted goes on where it stood.

    The old generation answers questions, and follows the log, until the new one takes its place.

    Args:
        projector: Follows the log for it.
        name: The model's name.
        compare: Count the rows that differ, which takes about a tenth of the whole.

    Raises:
        KeyError: There is no such model.
    """
    store = projector.store
    track = _building(store, name)
    while True:
        _follow(projector, track)
        with writing(store.engine) as connection:
            old = _served(connection, store, track)
            position = _position(connection, track)
            if old is track:  # another process has finished the same rebuild
                return Rebuilt(name, track.generation, position, None)
            if old is None or _position(connection, old) == position:
                return _switch(connection, track, old if compare else None, position)


def _building(store: Store, name: str) -> Track:
    """The generation under construction, begun or found."""
    model = store.models[name]
    mine = generations.c.model == name
    with writing(store.engine) as connection:
        rows = connection.execute(select(generations).where(mine)).all()
        unfinished = [row for row in rows if not row.served]
        for row in unfinished:
            if row.version == model.version:
                return store.track(name, row.generation)
            _drop(connection, store.track(name, row.generation))
        track = store.track(name, max((row.generation for row in rows), default=0) + 1)
        make_generation(connection, track, served=False)
        return track


def _follow(projector: Projector, track: Track) -> None:
    """Advance the new generation to where the old one stands, or to the head where the old one follows no more."""
    store = projector.store
    while True:
        with store.engine.begin() as connection:
            old = _served(connection, store, track)
            position = _position(connection, track)
            upto = None if old is None else _position(connection, old)
        if upto is not None and position >= upto:
            return
        if projector.advance([track], position, upto) is None:
            return


def _switch(connection: Connection, track: Track, old: Track | None, position: int) -> Rebuilt:
    for index in late_indexes(track.model, track.table):
        index.create(connection)
    differing = None if old is None else _differing(connection, old, track)
    mine = generations.c.model == track.name
    for row in connection.execute(select(generations).where(mine, generations.c.served == 1)).all():
        _drop(connection, Track(track.model, row.generation, connection.dialect))
    served = update(generations).where(mine, generations.c.generation == track.generation).values(served=1)
    connection.execute(served)
    return Rebuilt(track.name, track.generation, position, differing)


def _differing(connection: Connection, old: Track, new: Track) -> int:
    names = ", ".join(column.name for column in new.table.c)
    one, other = (f"SELECT {names} FROM {track.table.name}" for track in (old, new))  # noqa: S608 - own names
    union = f"SELECT count(*) FROM (SELECT * FROM ({one} EXCEPT {other}) UNION ALL SELECT * FROM ({other} EXCEPT {one}))"  # noqa: S608
    return connection.execute(text(union)).scalar_one()


def _drop(connection: Connection, track: Track) -> None:
    track.table.drop(connection)
    for table in (generations, parked):
        mine = (table.c.model == track.name, table.c.generation == track.generation)
        connection.execute(delete(table).where(*mine))


def _served(connection: Connection, store: Store, track: Track) -> Track | None:
    """The generation of the same model and version that now answers questions."""
    return next((one for one in store.served(connection) if one.name == track.name), None)


def _position(connection: Connection, track: Track) -> int:
    mine = (generations.c.model == track.name, generations.c.generation == track.generation)
    return connection.execute(select(func.max(generations.c.position)).where(*mine)).scalar_one()
