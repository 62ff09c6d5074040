"""Making a read model anew: beside the old one, compared at one position, and switched in one transaction."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from time import monotonic, sleep

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, select, text, update
from sqlalchemy.schema import CreateIndex, DropTable

from domain.errors import Refused, Term, reason
from domain.log import StoreUnavailable
from projections.spine.databases import told, writing
from projections.spine.model import late_indexes
from projections.spine.projector import Projector
from projections.spine.store import Store, make_generation
from projections.spine.tables import BUILDING, RETIRED, SERVED, generations, parked
from projections.spine.track import Track

Generation = Row[tuple[str, int, int, int, int]]

PAGES = 4
"""Pages that are told in one transaction: nobody waits for the new generation, and each transaction costs."""


_GIVES_WAY = 9.0
"""How many times as long as it worked a rebuild rests that nobody waits for, where somebody records meanwhile: on two
processors an append in thirty waits 4 ms beside one that does not rest."""
_MANY = 1_000
"""Events of a page after which it rests; a rebuild that has caught up does not, or it would never switch."""


class Overtaken(Refused):
    """A newer edition serves the model in a shape that this edition does not know."""


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


def rebuild(projector: Projector, name: str, *, compare: bool = True, gives_way: bool = True) -> Rebuilt:
    """Make a model anew from the log; one that was interrupted goes on where it stood.

    The old generation answers questions, and follows the log, until the new one takes its place; whoever is in
    the middle of a question keeps it to the end.

    Args:
        projector: Follows the log for it.
        name: The model's name.
        compare: Count the rows that differ, which takes about a tenth of the whole.
        gives_way: Rest between pages while somebody records; not where a board waits for its rows.

    Raises:
        KeyError: There is no such model.
        Overtaken: A newer edition serves it.
    """
    store = projector.store
    track = _building(store, name)
    rest = _GIVES_WAY if gives_way else 0.0
    _follow(projector, track, rest)
    _index(store, track)
    while (done := _switched(store, track, compare=compare)) is None:
        _follow(projector, track, rest)
    with suppress(StoreUnavailable):  # somebody still reads it: the next rebuild drops it
        sweep(store, name)
    return done


def sweep(store: Store, name: str) -> None:
    """Drop what has been replaced, once nobody looks at it any more."""
    retired = (generations.c.model == name, generations.c.served == RETIRED)
    with told(store.engine), writing(store.engine) as connection:
        for row in connection.execute(select(generations).where(*retired).with_for_update()).all():
            _drop(connection, store.track(name, row.generation))


def _building(store: Store, name: str) -> Track:
    """The generation under construction, begun or found; those of older editions are given up."""
    model = store.models[name]
    with told(store.engine), writing(store.engine) as connection:
        store.database.prepare(connection)
        rows = _rows(connection, name)
        _refuse_overtaken(rows, model.version)
        for row in rows:
            if row.served == BUILDING and row.version == model.version:
                return store.track(name, row.generation)
            if row.served == BUILDING and row.version < model.version:
                _drop(connection, store.track(name, row.generation))
        track = store.track(name, max((row.generation for row in rows), default=0) + 1)
        make_generation(connection, track, served=False)
        return track


def _follow(projector: Projector, track: Track, rest: float) -> None:
    """Advance the new generation to where the old one stands, or to the head where the old one follows no more."""
    store, log = projector.store, projector.log
    while True:
        began, head = monotonic(), log.head()
        with told(store.engine), store.engine.begin() as connection:
            at = {row.generation: row for row in connection.execute(_OF_MODEL, {"model": track.name})}
        if track.generation not in at:  # another process has dropped it
            return
        position, old = at[track.generation].position, _served(store, track, at.values())
        upto = None if old is None else at[old.generation].position
        if upto is not None and position >= upto:
            return
        step = projector.advance([track], position, upto, PAGES)
        if step is None:
            return
        if step.to - step.since >= _MANY and log.head() > head:
            sleep(rest * (monotonic() - began))


def _index(store: Store, track: Track) -> None:
    """Make what questions need, before anybody has to wait for it."""
    mine = (generations.c.model == track.name, generations.c.generation == track.generation)
    with told(store.engine), writing(store.engine) as connection:
        building = select(generations).where(*mine, generations.c.served == BUILDING).with_for_update()
        if connection.execute(building).first() is None:
            return
        for index in late_indexes(track.model, track.table):
            connection.execute(CreateIndex(index, if_not_exists=True))
        store.database.settle(connection, track.table_name)


def _switched(store: Store, track: Track, *, compare: bool) -> Rebuilt | None:
    """Let the new generation answer where both stand at one position; ``None`` where the old one has moved on."""
    with told(store.engine), writing(store.engine) as connection:
        rows = {row.generation: row for row in _rows(connection, track.name)}
        _refuse_overtaken(rows.values(), track.model.version)
        old = _served(store, track, rows.values())
        own = rows.get(track.generation)
        if old is not None and (own is None or own.served != BUILDING):  # another process has finished it
            return Rebuilt(track.name, old.generation, rows[old.generation].position, None)
        if own is None or (old is not None and rows[old.generation].position != own.position):
            return None
        differing = _differing(connection, old, track) if compare and old is not None else None
        mine = generations.c.model == track.name
        for state, which in ((RETIRED, generations.c.served == SERVED), (SERVED, _is(track))):
            connection.execute(update(generations).where(mine, which).values(served=state))
        store.database.ring(connection)
        return Rebuilt(track.name, track.generation, own.position, differing)


_OF_MODEL = (
    select(generations).where(generations.c.model == bindparam("model")).order_by(generations.c.generation)
)
_OF_MODEL_HELD = _OF_MODEL.with_for_update()


def _rows(connection: Connection, name: str) -> Sequence[Generation]:
    """The generations of a model, which nobody moves before the transaction ends."""
    return connection.execute(_OF_MODEL_HELD, {"model": name}).all()


def _refuse_overtaken(rows: Iterable[Generation], version: int) -> None:
    if any(row.served == SERVED and row.version > version for row in rows):
        raise Overtaken(
            reason(
                "A newer edition of Steward has taken this over.",
                who=Term("the administrator"),
                verb=Term("install the newer edition"),
            )
        )


def _differing(connection: Connection, old: Track, new: Track) -> int:
    names = ", ".join(column.name for column in new.table.c)
    one, other = (f"SELECT {names} FROM {track.table_name}" for track in (old, new))  # noqa: S608 - own names
    sides = (
        f"(SELECT * FROM ({first} EXCEPT {second}) AS only_{place})"  # noqa: S608 - the same
        for place, (first, second) in enumerate(((one, other), (other, one)))
    )
    counted = " + ".join(f"(SELECT count(*) FROM {side} AS side_{place})" for place, side in enumerate(sides))  # noqa: S608
    return connection.execute(text(f"SELECT {counted}")).scalar_one()


def _drop(connection: Connection, track: Track) -> None:
    connection.execute(DropTable(track.table, if_exists=True))
    for table in (generations, parked):
        mine = (table.c.model == track.name, table.c.generation == track.generation)
        connection.execute(delete(table).where(*mine))


def _served(store: Store, track: Track, rows: Iterable[Generation]) -> Track | None:
    """The generation of the same version that now answers questions."""
    served = (row for row in rows if row.served == SERVED and row.version == track.model.version)
    return next((store.track(track.name, row.generation) for row in served), None)


def _is(track: Track) -> ColumnElement[bool]:
    return generations.c.generation == track.generation
