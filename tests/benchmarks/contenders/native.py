"""The event-sourcing library as it comes: its recorders, its mapper, its repository.

Its table has no columns for the envelope, so the state carries both, as JSON; positions are the library's own.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec
from eventsourcing.application import Repository
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import (
    ApplicationRecorder,
    DatetimeAsISO,
    EventStore,
    JSONTranscoder,
    Mapper,
    UUIDAsHex,
)
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteDatastore,
)
from sqlalchemy import make_url

from domain.facts import Recorded
from tests.benchmarks.places import Kind, Place
from tests.benchmarks.workload import step

_AT_ONCE = 100
"""Its pipeline to PostgreSQL was seen to hang on a thousand."""


class Steps(Aggregate):
    """The workload's steps in the library's own words."""

    def __init__(self, stream: str) -> None:
        self.stream = stream
        self.effort_min = 0

    @staticmethod
    def create_id(stream: str) -> UUID:
        return uuid5(NAMESPACE_URL, stream)

    class Taken(Aggregate.Event):
        step: str
        unit: str
        effort_min: int
        matter: dict[str, str]
        envelope: dict[str, Any]

    @event(Taken)
    def take(
        self, step: str, unit: str, effort_min: int, matter: dict[str, str], envelope: dict[str, Any]
    ) -> None:
        self.effort_min += effort_min


class Native:
    """The library over SQLite or PostgreSQL."""

    def __init__(self, place: Place) -> None:
        self._datastore, self._recorder = (
            _sqlite(place) if isinstance(place.url, Path) else _postgresql(place)
        )
        transcoder = JSONTranscoder()
        transcoder.register(UUIDAsHex())
        transcoder.register(DatetimeAsISO())
        self._mapper = Mapper[UUID](transcoder)
        self._store = EventStore[UUID](self._mapper, self._recorder)
        self._repository = Repository[UUID](self._store)
        self._begun: dict[str, Steps] = {}

    def appending(self, events: Sequence[Recorded]) -> Callable[[], object]:
        entries = [[self._mapper.to_stored_event(one)] for one in self._taken(events)]
        insert = self._recorder.insert_events

        def work() -> None:
            for entry in entries:
                insert(entry)

        return work

    def fill(self, events: Sequence[Recorded]) -> None:
        taken = self._taken(events)
        for first in range(0, len(taken), _AT_ONCE):
            self._store.put(taken[first : first + _AT_ONCE])

    def _taken(self, events: Sequence[Recorded]) -> list[Any]:
        """The same steps as the library's events; each stream begins with one event more, as its aggregates do."""
        taken: list[Any] = []
        for one in events:
            if one.originator_id not in self._begun:
                self._begun[one.originator_id] = Steps(one.originator_id)
                self._store.put(self._begun[one.originator_id].collect_events())
            steps = self._begun[one.originator_id]
            steps.take(**_fields(one))
            taken += steps.collect_events()
        return taken

    def command(self, stream: str) -> None:
        steps: Any = self._repository.get(Steps.create_id(stream))
        steps.take(**_fields(step(stream, steps.version, steps.effort_min)))
        self._store.put(steps.collect_events())

    def load(self, stream: str) -> int:
        steps: Any = self._repository.get(Steps.create_id(stream))
        return steps.effort_min

    def read(self, after: int, limit: int) -> int:
        found = self._recorder.select_notifications(after, limit, inclusive_of_start=False)
        return len([self._mapper.to_domain_event(one) for one in found])

    def close(self) -> None:
        self._datastore.close()


def _fields(one: Recorded) -> dict[str, Any]:
    envelope = msgspec.to_builtins(one)
    fact = envelope.pop("fact")
    return {**fact, "envelope": json.loads(json.dumps(envelope))}


def _sqlite(place: Place) -> tuple[Any, ApplicationRecorder]:
    class Pool(SQLiteConnectionPool):
        """Its connections wait for the disk as often as ours; the library's own always do."""

        def _create_connection(self) -> SQLiteConnection:
            made = super()._create_connection()
            made._sqlite_conn.execute(f"PRAGMA synchronous={'FULL' if place.durable else 'NORMAL'}")
            return made

    datastore = SQLiteDatastore(str(place.url))
    datastore.pool = Pool(db_name=str(place.url))
    recorder = SQLiteApplicationRecorder(datastore)
    recorder.create_table()
    return datastore, recorder


def _postgresql(place: Place) -> tuple[Any, ApplicationRecorder]:
    from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore

    url = make_url(str(place.url))
    assert place.kind is Kind.POSTGRESQL
    datastore = PostgresDatastore(str(url.database), str(url.query["host"]), 5432, "postgres", "")
    recorder = PostgresApplicationRecorder(datastore)
    recorder.create_table()
    return datastore, recorder
