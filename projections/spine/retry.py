"""Taking parked streams up again, once the edition can read them."""

from contextlib import suppress

from sqlalchemy import Connection

from projections.spine.databases import writing
from projections.spine.projector import Projector
from projections.spine.store import Outrun, Parked
from projections.spine.track import Track


def retry_parked(projector: Projector, model: str) -> list[Parked]:
    """Tell every parked stream of a model again from its first event; answers with those that are still parked.

    Rows of other streams are not touched, and questions see either the old rows of a stream or all new ones.
    """
    store = projector.store
    while True:
        with suppress(Outrun), writing(store.engine) as connection:
            for track, position in store.served(connection).items():
                if track.name == model:
                    store.claim(connection, [track], position, position)
                    for key in store.parked_in(connection, track):
                        _tell_again(connection, projector, track, key, position)
            break
    return [one for one in store.parked_rows() if one.model == model]


def retry_all(projector: Projector) -> None:
    """Take up whatever is parked: an edition that has just been started may read what the one before it could not."""
    for model in {one.model for one in projector.store.parked_rows()}:
        retry_parked(projector, model)


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
