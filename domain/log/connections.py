"""The connections of one open store: one writer behind a lock, and readers kept for the next question."""

from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from threading import BoundedSemaphore, RLock
from time import monotonic, sleep
from typing import Any, TypeVar

from domain.errors import Term, reason
from domain.log.dialects.dialect import (
    Connection,
    ConnectionLost,
    Cursor,
    Dialect,
    Row,
    StoreUnavailable,
    unavailable,
)

T = TypeVar("T")

_IDLE_READERS = 8
_SEAT_S = 5.0
_PATIENCE_S = 5.0
_PAUSE_S = 0.1


class Connections:
    """Pinned driver connections of one store, safe to use from several threads.

    Attributes:
        dialect: What the database does its own way.
        writing: Held by whoever uses the writer.
        durable: Whether the writer waits for the disk; settled when it is first used.
    """

    def __init__(self, dialect: Dialect, *, durable: bool = True) -> None:
        self.dialect = dialect
        self.writing = RLock()
        self.durable = durable
        self._writer: Connection | None = None
        self._cursor: Cursor | None = None
        self._idle: deque[Connection] = deque()
        self._seats = BoundedSemaphore(dialect.most_readers)
        self._closed = False

    @property
    def writer(self) -> Connection:
        """The one writing connection; hold ``writing`` while using it."""
        if self._writer is None:
            self._writer = self._connect(durable=self.durable)
            self._cursor = self._writer.cursor() if self.dialect.serves else None
        return self._writer

    @contextmanager
    def reader(self) -> Generator[Connection]:
        """A connection for reading, alone with it until the block ends.

        Raises:
            StoreUnavailable: Too many are reading, or the database does not answer.
        """
        if not self._seats.acquire(timeout=_SEAT_S):
            raise unavailable(_CROWDED)
        try:
            connection = self._take()
            try:
                yield connection
            finally:
                self._give_back(connection)
        finally:
            self._seats.release()

    @contextmanager
    def moment(self) -> Generator[Connection]:
        """A reader that sees the store as it stands now, whatever is appended until the block ends."""
        with self.reader() as connection:
            self.dialect.begin_read(connection)
            try:
                yield connection
            finally:
                if self.dialect.in_transaction(connection):
                    connection.execute("ROLLBACK")

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """All rows of one statement.

        Raises:
            DatabaseError: As the library names it.
        """
        return self._ask(lambda connection: connection.execute(sql, parameters).fetchall())

    def read(self, make: Callable[[Row], T], sql: str, parameters: Sequence[Any] = ()) -> list[T]:
        """What ``make`` makes of each row.

        Made while reading from a file: a row's memory is used again for the next one. A server's rows are all here
        at once, and its driver is a third faster when it makes them in one go.

        Raises:
            DatabaseError: As the library names it.
        """

        def made(connection: Connection) -> list[T]:
            found = connection.execute(sql, parameters)
            return [make(row) for row in (found.fetchall() if self.dialect.serves else found)]

        return self._ask(made)

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> Cursor:
        """One statement on the writer, by itself or in its open transaction; hold ``writing``.

        A server's rows are there until the next one: making a cursor for each takes longer than sending it.

        Raises:
            DatabaseError: As the library names it.
        """
        writer = self.writer
        try:
            return (self._cursor or writer).execute(sql, parameters)
        except self.dialect.errors as error:
            raise self._writing_failed(error) from error

    @contextmanager
    def transaction(self) -> Generator[Connection]:
        """A write transaction on the writer: whole or not at all.

        Raises:
            DatabaseError: As the library names it, after undoing everything.
        """
        with self.writing:
            writer = self.writer
            try:
                self.dialect.begin_write(writer)
                yield writer
                writer.execute("COMMIT")
            except BaseException as error:
                if self.dialect.in_transaction(writer):
                    writer.execute("ROLLBACK")
                if isinstance(error, self.dialect.errors):
                    raise self._writing_failed(error) from error
                raise

    def leave_no_trace(self) -> bool:
        """Take what was erased out of the database's own files; what stands in the way now does not undo it."""
        with self.writing:
            try:
                return self.dialect.leave_no_trace(self.writer)
            except self.dialect.errors:
                return False

    def wait_for_server(self) -> None:
        """Come back when the database answers again.

        Raises:
            StoreUnavailable: It does not within some seconds.
        """
        deadline = monotonic() + _PATIENCE_S
        while True:
            try:
                self._connect().close()
            except StoreUnavailable:
                if monotonic() > deadline:
                    raise
                sleep(_PAUSE_S)
            else:
                return

    def close(self) -> None:
        """Close all connections that nobody is using; those in use close when they come back."""
        self._closed = True
        with self.writing:
            if self._writer is not None:
                self._writer.close()
                self._writer = self._cursor = None
        self._close_idle()

    def _connect(self, *, durable: bool = False) -> Connection:
        try:
            return self.dialect.connect(durable=durable)
        except self.dialect.errors as error:
            raise self.dialect.translate(error) from error

    def _take(self) -> Connection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._connect()

    def _give_back(self, connection: Connection) -> None:
        lost = self.dialect.lost(connection)
        if lost or self._closed or len(self._idle) >= _IDLE_READERS:
            connection.close()
        else:
            self._idle.append(connection)
        if lost:  # whatever took this one took the others too
            self._close_idle()

    def _close_idle(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _ask(self, use: Callable[[Connection], T]) -> T:
        """Use a reader; where it turns out to be lost, a fresh one."""
        try:
            return self._use(use)
        except ConnectionLost:
            self.wait_for_server()
            return self._use(use)

    def _use(self, use: Callable[[Connection], T]) -> T:
        with self.reader() as connection:
            try:
                return use(connection)
            except self.dialect.errors as error:
                raise self._named(error, connection) from error

    def _writing_failed(self, error: Exception) -> Exception:
        named = self._named(error, self.writer)
        if isinstance(named, ConnectionLost):
            self.writer.close()
            self._writer = self._cursor = None
        return named

    def _named(self, error: Exception, connection: Connection) -> Exception:
        named = self.dialect.translate(error)
        if isinstance(named, StoreUnavailable) and self.dialect.lost(connection):
            return ConnectionLost(*named.reasons)
        return named


_CROWDED = reason(
    "Too many questions are being asked of the database at once.",
    who=Term("you"),
    verb=Term("wait a moment, then try again"),
)
