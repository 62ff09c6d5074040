"""The place of accounts and sessions, a file or a schema: its schema, transactions, and the fast look-up of a session."""

import sqlite3
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Executable,
    Table,
    bindparam,
    create_engine,
    event,
    func,
    insert,
    make_url,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from console.access.tables import ACCOUNTS, LOOKS, MARKS, METADATA, SESSIONS
from domain.log import Place
from domain.log.dialects import dialect_of
from projections.spine.databases import passing, server, told

SCHEMA = "steward_access"
BUSY_S = 10
PEPPER_BYTES = 32
TAKE_LOCK = f"SELECT pg_advisory_xact_lock(hashtextextended('{SCHEMA}', 0))"

LOOK_UP = (
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
    .where(SESSIONS.c.token_sha256 == bindparam("token"))
)
TOUCH = update(SESSIONS).where(SESSIONS.c.id == bindparam("session")).values(seen_at=bindparam("now"))
REVISION = select(MARKS.c.revision)
LOOK_COLUMNS = tuple(column.name for column in LOOKS.c if column.name != "id")
LOOK = insert(LOOKS).values({name: bindparam(name) for name in LOOK_COLUMNS})


class Store:
    """Connections to the place.

    Transactions begin as the only writer, so that what was read cannot have changed when it is written. The look-up
    of sessions is one compiled statement without a transaction, on a pinned connection of a file.
    """

    def __init__(self, place: Place) -> None:
        self._file = None if isinstance(place, str) and "://" in place else Path(place)
        self.engine = _file_engine(self._file) if self._file else _server_engine(str(place))
        self._passing_by = self.engine.execution_options(alone=False, isolation_level="AUTOCOMMIT")
        self._pinned: sqlite3.Connection | None = None
        self._lock = Lock()
        self._texts: dict[Executable, str] = {
            one: str(one.compile(dialect=sqlite.dialect())) for one in (LOOK_UP, TOUCH, REVISION, LOOK)
        }

    @property
    def shared(self) -> bool:
        """Whether the place is a database."""
        return self._file is None

    def migrate(self, pepper: bytes) -> None:
        """Create what is missing; several processes may do so at once."""
        with self.transaction() as connection:
            if self._file is None:
                connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
            METADATA.create_all(connection)
            add_new(connection, MARKS, one=1, revision=1, pepper=pepper)
        if self._file:
            self._file.chmod(0o600)

    @contextmanager
    def transaction(self) -> Generator[Connection]:
        """One transaction, alone with the place.

        Raises:
            StoreUnavailable: The database does not answer, or somebody else holds it too long.
        """
        with told(self.engine), self.engine.begin() as connection:
            yield connection

    def session_row(self, token_sha256: bytes) -> Sequence[Any] | None:
        """``id, account, opened_at, seen_at, address, agent, revoked_at, disabled_at`` of a session."""
        return self._one(LOOK_UP, token=token_sha256)

    def touch(self, session_id: str, now: int) -> None:
        """Note that a session was used."""
        self._one(TOUCH, now=now, session=session_id)

    def add_look(self, *values: Any) -> None:
        """Keep one look; its columns in their order, from ``at`` on."""
        self._one(LOOK, **dict(zip(LOOK_COLUMNS, values, strict=True)))

    def revision(self) -> int:
        """A number that grows with every revocation, in whichever process."""
        row = self._one(REVISION)
        return row[0] if row else 0

    def close(self) -> None:
        """Let go of the place."""
        with self._lock:
            if self._pinned is not None:
                self._pinned.close()
                self._pinned = None
        self.engine.dispose()

    def _one(self, statement: Executable, **values: Any) -> Sequence[Any] | None:
        """The first row of a statement, asked once more where the connection had gone while nobody used it."""
        with told(self.engine):
            try:
                return self._ask(statement, values)
            except DBAPIError as error:
                if not passing(error):
                    raise
                return self._ask(statement, values)

    def _ask(self, statement: Executable, values: dict[str, Any]) -> Sequence[Any] | None:
        if self._file:
            with self._lock:
                self._pinned = self._pinned or _connect(self._file)
                return self._pinned.execute(self._texts[statement], tuple(values.values())).fetchone()
        with self._passing_by.connect() as connection:
            answer = connection.execute(statement, values)
            return answer.first() if answer.returns_rows else None


def ensure_account(connection: Connection, account: str) -> None:
    """Make the row of an account where there is none; it has no password then."""
    add_new(connection, ACCOUNTS, account=account)


def raise_revision(connection: Connection) -> None:
    """Tell every process that sessions were revoked."""
    connection.execute(update(MARKS).values(revision=MARKS.c.revision + 1))


def add(connection: Connection, table: Table, **values: Any) -> None:
    """Insert one row."""
    connection.execute(insert(table).values(values))


def add_new(connection: Connection, table: Table, **values: Any) -> None:
    """Insert one row unless it is there already."""
    kind = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(kind(table).values(values).on_conflict_do_nothing())


def go_on_counting(connection: Connection, table: Table) -> None:
    """Let a numbered table go on after its highest number; SQLite does so by itself."""
    if connection.dialect.name == "postgresql":
        counter = func.pg_get_serial_sequence(table.name, "id")
        connection.execute(select(func.setval(counter, func.coalesce(func.max(table.c.id), 0) + 1, False)))


def _file_engine(path: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)), creator=lambda: _connect(path))
    event.listen(engine, "begin", lambda connection: _begin(connection, "BEGIN IMMEDIATE"))
    return engine


def _server_engine(url: str) -> Engine:
    dialect_of(url)
    engine = server(make_url(url), SCHEMA)
    event.listen(engine, "begin", lambda connection: _begin(connection, TAKE_LOCK))
    return engine


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    return connection


def _begin(connection: Connection, statement: str) -> None:
    if connection.get_execution_options().get("alone", True):
        connection.exec_driver_sql(statement)
