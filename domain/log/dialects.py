"""What one database does its own way; everything else in the log is one code path for all of them."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from eventsourcing.persistence import DatabaseError, IntegrityError, OperationalError
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import ClauseElement

Row = tuple[Any, ...]


class CommandTwice(IntegrityError):
    """The command's id is already in the log."""


class NotAStore(DatabaseError):
    """The file is no database, or its pages are damaged."""


class PositionTaken(IntegrityError):
    """Another process appended first; look at the head again."""


class Cursor(Protocol):
    """Rows of one statement."""

    def fetchone(self) -> Any:
        """The next row, if there is one."""

    def fetchall(self) -> list[Any]:
        """The rows that are left."""
        ...

    def executemany(self, sql: str, rows: Sequence[Sequence[Any]], /) -> object:
        """One statement for each row."""

    def __iter__(self) -> Iterator[Any]:
        """Row by row."""
        ...


class Connection(Protocol):
    """A driver connection in autocommit mode."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Cursor:
        """One statement."""
        ...

    def cursor(self) -> Cursor:
        """For several rows of one statement."""
        ...

    def close(self) -> None:
        """Give it back to the database."""


class SqliteDialect:
    """SQLite: a file, one writer at a time, readers beside it (WAL).

    A real company's store waits for the disk on every commit (``synchronous=FULL``): what the desk was told
    is recorded survives a power cut. The demo can be played again and only survives a crash (``NORMAL``).
    """

    begin_read = "BEGIN"
    begin_write = "BEGIN IMMEDIATE"
    counter = "SELECT seq FROM sqlite_sequence WHERE name = 'events'"
    """Highest position ever given out, even if its row is gone."""
    integrity = "PRAGMA integrity_check(20)"
    """What the database itself finds wrong with its file; one row saying ``ok`` when it is sound."""
    register_mark = "SELECT coalesce(max(rowid), 0), count(*) FROM register"
    """Differs when an entry has come or gone."""
    errors = sqlite3.Error
    lock_timeout_s = 30.0
    write_ahead = "PRAGMA journal_mode=WAL"

    _core = sqlite.dialect()

    def __init__(self, path: Path, *, suspicious: bool = False) -> None:
        """Name the file; a suspicious dialect reads a text that is none as bytes instead of stopping there."""
        self.path = path
        self._text_factory = _text_or_bytes if suspicious else str

    def connect(self, *, durable: bool = False) -> Connection:
        """Open one pinned driver connection."""
        connection = sqlite3.connect(
            self.path,
            timeout=self.lock_timeout_s,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
        )
        connection.text_factory = self._text_factory
        connection.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
        connection.execute(f"PRAGMA fullfsync={'ON' if durable else 'OFF'}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA secure_delete=ON")
        return connection

    def compile(self, statement: ClauseElement) -> str:
        """The statement's text, its parameters as placeholders in the order they are written."""
        return str(statement.compile(dialect=self._core))

    def translate(self, error: Exception) -> DatabaseError:
        """The library's error for a driver's error; which uniqueness was hurt decides its kind."""
        text = str(error)
        if isinstance(error, sqlite3.IntegrityError):
            if "events.position" in text:
                return PositionTaken(text)
            if "events.command" in text:
                return CommandTwice(text)
            return IntegrityError(text)
        if isinstance(error, sqlite3.OperationalError):
            return OperationalError(text)
        if getattr(error, "sqlite_errorcode", 0) in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
            return NotAStore(text)
        return DatabaseError(text)

    @staticmethod
    def in_transaction(connection: Any) -> bool:
        """Whether a transaction is open that must be undone."""
        return bool(connection.in_transaction)


def _text_or_bytes(raw: bytes) -> str | bytes:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw
