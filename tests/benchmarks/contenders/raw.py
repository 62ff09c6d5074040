"""The floor: the same columns by hand, with the driver alone and one prepared statement at a time.

The table has the same two uniquenesses as ours and no hash; nobody holds a lock, reads a clock or checks anything.
A stream is read with all its columns and ``json.loads`` of each body; a page of the log is read undecoded.
"""

import json
import sqlite3
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from domain.facts import Recorded
from domain.log.codec import FactMapper, content_of
from tests.benchmarks.places import Place

_COLUMNS = """
    recorded_at {number} NOT NULL, stream TEXT NOT NULL, version {number} NOT NULL, name TEXT NOT NULL,
    schema {number} NOT NULL, body {bytes} NOT NULL, happened_at {number} NOT NULL, site TEXT NOT NULL,
    recorded_by TEXT NOT NULL, done_by TEXT NOT NULL, done_as TEXT NOT NULL, through TEXT NOT NULL, command TEXT,
    part {number}, digest {bytes}, correlation TEXT, causation TEXT, UNIQUE (stream, version), UNIQUE (command, part)
"""
_ALONE = "WITH alone AS MATERIALIZED (SELECT pg_advisory_xact_lock(1))"
_WIDTH = 17
_BODY = 6


def row_of(event: Recorded) -> tuple[Any, ...]:
    """The columns of an event after its position, stamped with no clock."""
    return (0, *content_of(FactMapper().to_stored_event(event)))


class Raw:
    """The driver and three statements; with ``ordered`` several writers take their turns under one lock."""

    def __init__(self, place: Place, *, ordered: bool = False) -> None:
        self._embedded = embedded = isinstance(place.url, Path)
        self.number = "INTEGER" if embedded else "bigint"
        mark, position = ("?", "NULL") if embedded else ("%s", "nextval('events_position_seq')")
        values = f"{position}, {', '.join([mark] * _WIDTH)}"
        self._insert = f"{_ALONE} INSERT INTO events SELECT {values} FROM alone" if ordered else (
            f"INSERT INTO events VALUES ({values})"
        )  # fmt: skip
        self._stream = f"SELECT * FROM events WHERE stream = {mark} ORDER BY version"
        self._page = f"SELECT * FROM events WHERE position > {mark} ORDER BY position LIMIT {mark}"
        self._connection, self._driver = _sqlite(place) if embedded else _postgresql(place)

    def appending(self, events: Sequence[Recorded]) -> Callable[[], object]:
        rows, insert, execute = [row_of(event) for event in events], self._insert, self._driver.execute

        def work() -> None:
            for row in rows:
                execute(insert, row)

        return work

    def fill(self, events: Sequence[Recorded]) -> None:
        with self.transaction():
            self._connection.cursor().executemany(self._insert, [row_of(event) for event in events])

    def command(self, stream: str) -> None:
        rows = self._driver.execute(self._stream, (stream,)).fetchall()
        effort_min = sum(json.loads(row[_BODY])["effort_min"] for row in rows)
        matter = {"id": f"text:{stream}:{len(rows) + 1}", "seal": "0f" * 32}
        fact = {"step": "arrived", "unit": "5-2-1203", "effort_min": effort_min, "matter": matter}
        row = (0, stream, len(rows) + 1, "test.step_taken", 1, json.dumps(fact).encode(), *rows[0][7:13],
               f"{stream}:{len(rows) + 1}", 0, b"\x01" * 32, stream, None)  # fmt: skip
        self._driver.execute(self._insert, row)

    def load(self, stream: str) -> int:
        rows = self._driver.execute(self._stream, (stream,)).fetchall()
        return sum(json.loads(row[_BODY])["effort_min"] for row in rows)

    def read(self, after: int, limit: int) -> int:
        return len(self._driver.execute(self._page, (after, limit)).fetchall())

    def close(self) -> None:
        self._connection.close()

    def execute(self, statement: str) -> None:
        """One statement, by itself or in the open transaction."""
        self._driver.execute(statement)

    @contextmanager
    def transaction(self) -> Generator[None]:
        """Whole or not at all."""
        self._driver.execute("BEGIN")
        yield
        self._driver.execute("COMMIT")

    def events(self, columns: str) -> Iterator[tuple[Any, ...]]:
        """All events in order, row by row."""
        statement = f"SELECT {columns} FROM events ORDER BY position"
        if self._embedded:
            return iter(self._driver.execute(statement))
        return self._driver.stream(statement, size=1000)

    def write(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Many rows at once, the way that the database likes best."""
        if self._embedded:
            self._driver.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
            return
        with self._driver.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _sqlite(place: Place) -> tuple[Any, Any]:
    connection = sqlite3.connect(place.url, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(f"PRAGMA synchronous={'FULL' if place.durable else 'NORMAL'}")
    columns = _COLUMNS.format(number="INTEGER", bytes="BLOB")
    connection.execute(
        f"CREATE TABLE IF NOT EXISTS events (position INTEGER PRIMARY KEY AUTOINCREMENT, {columns})"
    )
    return connection, connection


def _postgresql(place: Place) -> tuple[Any, Any]:
    connection = psycopg.connect(place.conninfo, autocommit=True, prepare_threshold=0)
    columns = _COLUMNS.format(number="bigint", bytes="bytea")
    connection.execute(
        f"CREATE TABLE IF NOT EXISTS events (position bigserial PRIMARY KEY, {columns})".encode()
    )
    return connection, connection.cursor(binary=True)
