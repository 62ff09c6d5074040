"""Taking parked streams up again, once the edition can read them."""

from sqlalchemy import Connection, select

from projections.databases import writing
from projections.projector import Projector
from projections.store import Parked
from projections.tables import parked
from projections.track import Track


def retry_parked(projector: Projector, model: str) -> list[Parked]:
    """Tell every parked stream of a model again from its first event; answers with those that are still parked.

    Rows of other streams are not touched, and questions see either the old rows of a stream or all new ones.
    """
    store = projector.store
    with writing(store.engine) as connection:
        for track, position in store.served(connection).items():
            if track.name == model:
                for key in _keys(connection, track):
                    _tell_again(connection, projector, track, key, position)
    return [one for one in store.parked_rows() if one.model == model]


def _keys(connection: Connection, track: Track) -> list[str]:
    mine = (parked.c.model == track.name, parked.c.generation == track.generation)
    return list(connection.execute(select(parked.c.key).where(*mine)).scalars())


def _tell_again(connection: Connection, projector: Projector, track: Track, key: str, position: int) -> None:
    try:
        events = [one for one in projector.log.stream(key) if one.position <= position]
    except Exception:  # noqa: BLE001 - it still cannot be read, for the reason that stands with it
        return
    changes = projector.tell(events, track)
    if changes.parked:
        return
    track.forget(connection, key)
    for turned, batch in changes.states.items():
        turned.write(connection, batch)
    for grown, rows in changes.added.items():
        grown.add(connection, rows)
    projector.store.unpark(connection, track, key)
