"""The SQLite file behind accounts and sessions: its engine, its schema, and the fast look-up of a session."""

import sqlite3
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Engine, create_engine, event, insert, select, update
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from console.access.tables import ACCOUNTS, MARKS, METADATA, SESSIONS

BUSY_S = 10
PEPPER_BYTES = 32


def _statement(core: Any) -> str:
    return str(core.compile(dialect=sqlite_dialect()))


LOOK_UP = _statement(
    select(
        SESSIONS.c.id,
        SESSIONS.c.account,
        SESSIONS.c.opened_at,
        SESSIONS.c.seen_at,
        SESSIONS.c.address,
        SESSIONS.c.agent,
        SESSIONS.c.revoked_at,
        ACCOUNTS.c.disabled_at,
    )
    .join_from(SESSIONS, ACCOUNTS)
    .where(SESSIONS.c.token_sha256 == b"")
)
TOUCH = _statement(update(SESSIONS).where(SESSIONS.c.id == "").values(seen_at=0))
REVISION = _statement(select(MARKS.c.revision))


class Store:
    """Connections to the file.

    Transactions begin as writers, so that what was read cannot have changed when it is written. The look-up
    of sessions runs on one pinned driver connection without a transaction (facts: *Statements*).
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.engine = _engine(path)
        self._pinned: sqlite3.Connection | None = None
        self._lock = Lock()

    def migrate(self, pepper: bytes) -> None:
        """Create what is missing; several processes may do so at once."""
        with self.engine.begin() as connection:
            METADATA.create_all(connection)
            row = {"one": 1, "revision": 1, "pepper": pepper}
            connection.execute(sqlite_insert(MARKS).values(row).on_conflict_do_nothing())
        self.path.chmod(0o600)

    def session_row(self, token_sha256: bytes) -> tuple[Any, ...] | None:
        """``id, account, opened_at, seen_at, address, agent, revoked_at, disabled_at`` of a session."""
        return self._one(LOOK_UP, (token_sha256,))

    def touch(self, session_id: str, now: int) -> None:
        """Note that a session was used."""
        self._one(TOUCH, (now, session_id))

    def revision(self) -> int:
        """A number that grows with every revocation, in whichever process."""
        row = self._one(REVISION, ())
        return row[0] if row else 0

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._pinned is not None:
                self._pinned.close()
                self._pinned = None
        self.engine.dispose()

    def _one(self, sql: str, values: tuple[Any, ...]) -> tuple[Any, ...] | None:
        with self._lock:
            if self._pinned is None:
                self._pinned = _connect(str(self.path))
            return self._pinned.execute(sql, values).fetchone()


def ensure_account(connection: Any, account: str) -> None:
    """Make the row of an account where there is none; it has no password then."""
    connection.execute(sqlite_insert(ACCOUNTS).values(account=account).on_conflict_do_nothing())


def raise_revision(connection: Any) -> None:
    """Tell every process that sessions were revoked."""
    connection.execute(update(MARKS).values(revision=MARKS.c.revision + 1))


def add(connection: Any, table: Any, **values: Any) -> None:
    """Insert one row."""
    connection.execute(insert(table).values(values))


def _connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    return connection


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", creator=lambda: _connect(str(path)))
    event.listen(engine, "begin", _begin_as_writer)
    return engine


def _begin_as_writer(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
