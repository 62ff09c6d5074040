"""The connections of one open store: one writer behind a lock, and readers kept for the next question."""

from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import Any, TypeVar

from domain.log.dialects import Connection, Cursor, Row, SqliteDialect

T = TypeVar("T")

_IDLE_READERS = 8


class Connections:
    """Pinned driver connections of one store, safe to use from several threads.

    Attributes:
        dialect: What the database does its own way.
        writing: Held by whoever uses the writer.
        durable: Whether the writer waits for the disk; settled when it is first used.
    """

    def __init__(self, dialect: SqliteDialect, *, durable: bool = True) -> None:
        self.dialect = dialect
        self.writing = RLock()
        self.durable = durable
        self._writer: Connection | None = None
        self._idle: deque[Connection] = deque()
        self._closed = False

    @property
    def writer(self) -> Connection:
        """The one writing connection; hold ``writing`` while using it."""
        if self._writer is None:
            self._writer = self.dialect.connect(durable=self.durable)
        return self._writer

    @contextmanager
    def reader(self) -> Generator[Connection]:
        """A connection for reading, alone with it until the block ends."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self.dialect.connect()
        try:
            yield connection
        finally:
            if self._closed or len(self._idle) >= _IDLE_READERS:
                connection.close()
            else:
                self._idle.append(connection)

    @contextmanager
    def moment(self) -> Generator[Connection]:
        """A reader that sees the store as it stands now, whatever is appended until the block ends."""
        with self.reader() as connection:
            connection.execute(self.dialect.begin_read)
            try:
                yield connection
            finally:
                connection.execute("ROLLBACK")

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of one statement.

        Raises:
            DatabaseError: As the library names it.
        """
        try:
            with self.reader() as connection:
                return connection.execute(sql, parameters).fetchall()
        except self.dialect.errors as error:
            raise self.dialect.translate(error) from error

    def read(self, make: Callable[[Row], T], sql: str, parameters: Sequence[Any] = ()) -> list[T]:
        """What ``make`` makes of each row, made while reading: a row's memory is used again for the next one.

        Raises:
            DatabaseError: As the library names it.
        """
        try:
            with self.reader() as connection:
                return [make(row) for row in connection.execute(sql, parameters)]
        except self.dialect.errors as error:
            raise self.dialect.translate(error) from error

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> Cursor:
        """One statement on the writer, by itself or in its open transaction; hold ``writing``.

        Raises:
            DatabaseError: As the library names it.
        """
        try:
            return self.writer.execute(sql, parameters)
        except self.dialect.errors as error:
            raise self.dialect.translate(error) from error

    @contextmanager
    def transaction(self) -> Generator[Connection]:
        """A write transaction on the writer: whole or not at all.

        Raises:
            DatabaseError: As the library names it, after undoing everything.
        """
        with self.writing:
            writer = self.writer
            try:
                writer.execute(self.dialect.begin_write)
                yield writer
                writer.execute("COMMIT")
            except BaseException as error:
                if self.dialect.in_transaction(writer):
                    writer.execute("ROLLBACK")
                if isinstance(error, self.dialect.errors):
                    raise self.dialect.translate(error) from error
                raise

    def close(self) -> None:
        """Close all connections that nobody is using; those in use close when they come back."""
        self._closed = True
        with self.writing:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
        while self._idle:
            self._idle.pop().close()
