"""A peer of another make: python-event-sourcery, over its SQLAlchemy backend, as its documentation shows it."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
from sqlalchemy import Engine, create_engine
from sqlalchemy import event as engine_event
from sqlalchemy.orm import DeclarativeBase, Session

from domain.facts import Recorded
from tests.benchmarks.places import Place
from tests.benchmarks.workload import step


class Sourcery:
    """One session and one transaction a command."""

    def __init__(self, place: Place) -> None:
        self._made = _models()
        self._engine = _engine(place)
        self._made.base.metadata.create_all(self._engine)

    def appending(self, events: Sequence[Recorded]) -> Callable[[], object]:
        ready = [(self._stream(one.originator_id), self._wrapped(one)) for one in events]

        def work() -> None:
            for stream, wrapped in ready:
                with Session(self._engine) as session, session.begin():
                    self._put(session, stream, [wrapped])

        return work

    def fill(self, events: Sequence[Recorded]) -> None:
        stream = self._stream(events[0].originator_id)
        with Session(self._engine) as session, session.begin():
            self._put(session, stream, [self._wrapped(one) for one in events])

    def command(self, stream: str) -> None:
        where = self._stream(stream)
        with Session(self._engine) as session, session.begin():
            found = self._backend(session).event_store.load_stream(where)
            decided = step(stream, len(found) + 1, sum(one.event.effort_min for one in found))
            self._put(session, where, [self._wrapped(decided)])

    def load(self, stream: str) -> int:
        with Session(self._engine) as session:
            found = self._backend(session).event_store.load_stream(self._stream(stream))
            return sum(one.event.effort_min for one in found)

    def read(self, after: int, limit: int) -> int:
        with Session(self._engine) as session:
            page = self._backend(session).subscriber.start_from(after).build_batch(limit, 1)
            return len(next(page))

    def close(self) -> None:
        self._engine.dispose()

    def _put(self, session: Session, stream: Any, wrapped: list[Any]) -> None:
        store = self._backend(session).event_store
        store.append(*wrapped, stream_id=stream, expected_version=wrapped[0].version - 1)

    def _backend(self, session: Session) -> Any:
        return self._made.backend().configure(session)

    def _stream(self, stream: str) -> Any:
        return self._made.stream_id(name=stream)

    def _wrapped(self, one: Recorded) -> Any:
        envelope = msgspec.to_builtins(one)
        fact = envelope.pop("fact")
        context = self._made.context(components={"envelope": envelope})
        return self._made.wrapped.wrap(self._made.taken(**fact), one.originator_version, context=context)


@cache
def _models() -> SimpleNamespace:
    """What the package needs to know once a process: its tables and the workload's event."""
    import event_sourcery  # pyright: ignore[reportMissingImports] - only where the peer is
    import event_sourcery.event  # pyright: ignore[reportMissingImports] - only where the peer is
    import event_sourcery_sqlalchemy  # pyright: ignore[reportMissingImports] - only where the peer is

    class Base(DeclarativeBase):
        pass

    event_sourcery_sqlalchemy.configure_models(Base)
    fields = {"step": str, "unit": str, "effort_min": int, "matter": dict[str, str]}
    taken = type("StepTaken", (event_sourcery.event.Event,), {"__annotations__": fields})
    return SimpleNamespace(
        base=Base,
        backend=event_sourcery_sqlalchemy.SQLAlchemyBackend,
        stream_id=event_sourcery.StreamId,
        context=event_sourcery.event.Context,
        wrapped=event_sourcery.event.WrappedEvent,
        taken=taken,
    )


def _engine(place: Place) -> Engine:
    if not isinstance(place.url, Path):
        return create_engine(place.url)
    engine = create_engine(f"sqlite:///{place.url}")

    @engine_event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={'FULL' if place.durable else 'NORMAL'}")

    return engine
