"""SQLite: a file, one writer at a time, readers beside it."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from time import sleep
from typing import Any

from eventsourcing.persistence import DatabaseError, IntegrityError, OperationalError
from sqlalchemy import MetaData, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.sql import ClauseElement

from domain.errors import Term, reason
from domain.log.dialects.dialect import CommandTwice, Connection, NotAStore, PositionTaken, unavailable
from domain.log.dialects.touched import Touched, touched

_SWITCH_TRIES, _SWITCH_PAUSE_S = 100, 0.05
_EMPTY_TRIES, _EMPTY_PAUSE_S = 40, 0.05
_VERSION = "PRAGMA data_version"
_LISTEN_S = 0.1
_RARELY_S = 0.5
_COMMIT_PAUSES_S = (0.0002, 0.0004, 0.0008, 0.0015, 0.003, 0.006, 0.012, 0.025)
"""Together about as long as the wait for a commit that nobody told of."""


class SqliteDialect:
    """A file with a write-ahead log.

    A real company's store waits for the disk on every commit (``synchronous=FULL``): what the desk was told
    is recorded survives a power cut. The demo can be played again and only survives a crash (``NORMAL``).
    """

    counter = "SELECT seq FROM sqlite_sequence WHERE name = 'events'"
    integrity = "PRAGMA integrity_check(20)"
    strangers = "SELECT type, name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    views = "SELECT name FROM sqlite_master WHERE type = 'view'"
    register_mark = (
        "SELECT coalesce(max(rowid), 0), count(*), (SELECT count(*) FROM events "
        "WHERE stream >= 'register:' AND stream < 'register;') FROM register"
    )
    errors = sqlite3.Error
    poll_s = 0.05
    most_readers = 64
    serves = False
    lock_timeout_s = 30.0

    _core = sqlite.dialect()

    def __init__(self, path: Path, *, suspicious: bool = False) -> None:
        """Name the file; a suspicious dialect reads a text that is none as bytes instead of stopping there."""
        self.path = path
        self.shown = str(path)
        self._text_factory = _text_or_bytes if suspicious else str

    def there(self) -> bool:
        """Whether the file exists."""
        return self.path.exists()

    def prepare(self) -> None:
        """Make the folder and turn the write-ahead log on.

        Several processes may switch at once; SQLite answers the slower ones at once instead of waiting.
        """
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with closing(self.connect()) as connection:
                _switch_to_wal(connection)
        except sqlite3.Error as error:
            raise self.translate(error) from error

    @classmethod
    @cache
    def definitions(cls, metadata: MetaData) -> Sequence[str]:
        """Statements that make what is missing of the tables."""
        statements: list[str] = []
        for table in metadata.sorted_tables:
            statements.append(cls.compile(CreateTable(table, if_not_exists=True)))
            indexes = sorted(table.indexes, key=str)
            statements += [cls.compile(CreateIndex(index, if_not_exists=True)) for index in indexes]
        return statements

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

    def begin_read(self, connection: Connection) -> None:
        """Begin to see the store as it stands now."""
        connection.execute("BEGIN")

    def begin_write(self, connection: Connection) -> None:
        """Take the one write lock."""
        connection.execute("BEGIN IMMEDIATE")

    @staticmethod
    def doubt(connection: Any, *, texts: bool) -> bool:
        """To ask of each text whether it is one takes a tenth of the time of reading."""
        connection.text_factory = _text_or_bytes if texts else str
        return True

    def alone(self, connection: Connection) -> bool:
        """Whoever makes checkpoints of a file holds a lock in its folder already."""
        return True

    def written_anew(self, table: Table) -> Sequence[str]:
        """The same rows in fresh pages; the old ones are zeroed as they are let go (``secure_delete``).

        A deletion alone is not enough: rows that moved as pages were joined leave pieces in the gaps of the old ones.
        """
        kept = table.to_metadata(MetaData(), name=f"{table.name}_kept")
        into, columns = kept.name, ", ".join(column.name for column in table.columns)
        return [
            self.compile(CreateTable(kept)),
            f"INSERT INTO {into} ({columns}) SELECT {columns} FROM {table.name} ORDER BY rowid",  # noqa: S608 - own names
            f"DROP TABLE {table.name}",
            f"ALTER TABLE {into} RENAME TO {table.name}",
            *(self.compile(CreateIndex(index)) for index in sorted(table.indexes, key=str)),
        ]

    def leave_no_trace(self, connection: Connection) -> bool:
        """Carry every change into the file and empty the write-ahead log, which still holds what was erased.

        Whoever reads at that moment stands in the way of it.
        """
        connection.execute("PRAGMA busy_timeout=0")
        try:
            for _ in range(_EMPTY_TRIES):
                busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                if not busy:
                    return True
                sleep(_EMPTY_PAUSE_S)
            return False
        finally:
            connection.execute(f"PRAGMA busy_timeout={self.lock_timeout_s * 1000:.0f}")

    @staticmethod
    def in_transaction(connection: Any) -> bool:
        """Whether a transaction is open that must be undone."""
        return bool(connection.in_transaction)

    def lost(self, connection: Connection) -> bool:
        """A file is never lost while it is open."""
        return False

    def listen(self, ring: Callable[[], None], stopped: Callable[[], bool]) -> None:
        """Ring for every commit of whichever process, where the system tells of writes; else come back at once.

        The write-ahead log is written before a commit can be seen, a disk's wait before it: after a write the
        store is looked at, for as long as a commit may take, until it has changed.
        """
        with suppress(sqlite3.Error, OSError):  # appends are looked for all the same
            self._listen(ring, stopped)

    def _listen(self, ring: Callable[[], None], stopped: Callable[[], bool]) -> None:
        with closing(self.connect()) as connection, touched(Path(f"{self.path}-wal")) as writes:
            if writes is None:
                return
            self.poll_s = _RARELY_S
            seen = connection.execute(_VERSION).fetchone()
            while not stopped():
                if writes.wait(_LISTEN_S):
                    seen = _look_on(connection, writes, seen, ring)

    @classmethod
    def compile(cls, statement: ClauseElement) -> str:
        """The statement's text, its parameters as placeholders in the order they are written."""
        return str(statement.compile(dialect=cls._core))

    def translate(self, error: Exception) -> Exception:
        """The library's error for a driver's error; which uniqueness was hurt decides its kind."""
        why = _UNAVAILABLE.get(getattr(error, "sqlite_errorcode", 0) & _PRIMARY)
        return unavailable(why, file=self.shown) if why else _kind(error)(str(error))


def _kind(error: Exception) -> type[DatabaseError]:
    if isinstance(error, sqlite3.IntegrityError):
        hurt = {"events.position": PositionTaken, "events.command": CommandTwice}
        return next((kind for column, kind in hurt.items() if column in str(error)), IntegrityError)
    if isinstance(error, sqlite3.OperationalError):
        return OperationalError
    damaged = getattr(error, "sqlite_errorcode", 0) in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}
    return NotAStore if damaged else DatabaseError


def _look_on(connection: Connection, writes: Touched, seen: Any, ring: Callable[[], None]) -> Any:
    """Ring for each new version of the store until there is none for as long as a commit may take."""
    pauses = iter(_COMMIT_PAUSES_S)
    while (pause_s := next(pauses, None)) is not None:
        sleep(_COMMIT_PAUSES_S[0])
        if (now := connection.execute(_VERSION).fetchone()) != seen:
            seen = now
            ring()
            pauses = iter(_COMMIT_PAUSES_S)
        elif writes.wait(pause_s):
            pauses = iter(_COMMIT_PAUSES_S)
    return seen


def _switch_to_wal(connection: Connection) -> None:
    for _ in range(_SWITCH_TRIES):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            sleep(_SWITCH_PAUSE_S)
        else:
            return
    connection.execute("PRAGMA journal_mode=WAL")


_PRIMARY = 0xFF
"""The part of SQLite's extended error codes that says what kind it is."""

_WHO = Term("the administrator")
_UNAVAILABLE = {
    sqlite3.SQLITE_FULL: reason(
        "The disk is full: nothing can be recorded in {file}.",
        who=_WHO,
        verb=Term("make room on the disk, then record it again"),
    ),
    sqlite3.SQLITE_READONLY: reason(
        "{file} may only be read, not written.",
        who=_WHO,
        verb=Term("give this account the right to write there"),
    ),
    sqlite3.SQLITE_BUSY: reason(
        "Another program holds {file} and does not let go.",
        who=_WHO,
        verb=Term("end the other program, then record it again"),
    ),
    sqlite3.SQLITE_IOERR: reason(
        "The disk does not take anything for {file}, or does not answer.",
        who=_WHO,
        verb=Term("check the disk and the room on it, then record it again"),
    ),
    sqlite3.SQLITE_CANTOPEN: reason(
        "{file} cannot be opened.",
        who=_WHO,
        verb=Term("check the folder and the rights of this account"),
    ),
}


def _text_or_bytes(raw: bytes) -> str | bytes:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw
