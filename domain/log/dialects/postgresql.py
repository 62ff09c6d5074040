"""PostgreSQL: one database for several machines; it stamps and chains by itself, in the order of one lock."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from time import sleep
from typing import Any

import psycopg
from eventsourcing.persistence import DatabaseError, IntegrityError, OperationalError
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import Format, TransactionStatus
from sqlalchemy import URL, MetaData, Table
from sqlalchemy.dialects.postgresql import psycopg as driver
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.sql import ClauseElement

from domain.errors import Term, reason
from domain.log.dialects import functions
from domain.log.dialects.dialect import (
    CommandTwice,
    Connection,
    NotAStore,
    PositionTaken,
    TailMissing,
    unavailable,
)

SCHEMA = "steward_log"
CONNECT_S = 5
_LISTEN_S = 0.5
_AGAIN_S = 0.5


class PostgresqlDialect:
    """A database that several consoles and workers share.

    Connections reach the log's tables through their search path; a lock or a machine that does not answer is
    given up after some seconds instead of holding everybody.
    """

    counter = "SELECT position FROM log_counter"
    integrity = "SELECT 'ok'"
    strangers = f"""
    SELECT 'trigger', t.tgname::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal AND t.tgname <> 'register_changed'
    UNION ALL SELECT 'function', proname::text FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
        AND encode(sha256(convert_to(prosrc, 'UTF8')), 'hex') NOT IN {functions.MADE}
    UNION ALL SELECT 'rule', rulename::text FROM pg_rules WHERE schemaname = current_schema()
    UNION ALL SELECT 'policy', policyname::text FROM pg_policies WHERE schemaname = current_schema()
    ORDER BY 1, 2
    """  # noqa: S608 - hashes of our own
    views = "SELECT viewname::text FROM pg_views WHERE schemaname = current_schema()"
    register_mark = "SELECT register, 0 FROM log_counter"
    errors = psycopg.Error
    poll_s = 0.5
    most_readers = 8
    serves = True
    lock_timeout_s = 30.0

    _core = driver.dialect(paramstyle="format")

    def __init__(self, url: URL) -> None:
        """Name the database; the driver is psycopg whatever the URL says.

        Raises:
            psycopg.ProgrammingError: The driver cannot read the URL.
        """
        self.url = url.set(drivername="postgresql+psycopg")
        self.shown = self.url.render_as_string(hide_password=True).replace("+psycopg", "")
        self._target = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        conninfo_to_dict(self._target)

    def there(self) -> bool:
        """A database answers for itself."""
        return True

    def prepare(self) -> None:
        """Make the schema; one process at a time."""
        try:
            with psycopg.connect(self._target, connect_timeout=CONNECT_S) as connection:
                connection.execute("SELECT pg_advisory_xact_lock(%s)", [functions.MIGRATING])
                connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        except psycopg.Error as error:
            raise self.translate(error) from error

    @classmethod
    @cache
    def definitions(cls, metadata: MetaData) -> Sequence[str]:
        """Statements that make what is missing of the tables, and the functions that append."""
        own = MetaData()
        statements: list[str] = []
        for table in metadata.sorted_tables:
            copy = table.to_metadata(own)
            for column in copy.primary_key:
                column.autoincrement = False
            statements.append(cls.compile(CreateTable(copy, if_not_exists=True)))
            indexes = sorted(copy.indexes, key=str)
            statements += [cls.compile(CreateIndex(index, if_not_exists=True)) for index in indexes]
        return [*statements, *functions.DEFINITIONS]

    def connect(self, *, durable: bool = True) -> Connection:
        """Open one pinned driver connection; ``durable`` waits for the disk on each commit."""
        options = {
            "search_path": SCHEMA,
            "lock_timeout": f"{self.lock_timeout_s:.0f}s",
            "synchronous_commit": "on" if durable else "off",
        }
        try:
            return _as_ours(
                psycopg.connect(
                    self._target,
                    autocommit=True,
                    prepare_threshold=0,
                    cursor_factory=_BinaryCursor,
                    connect_timeout=CONNECT_S,
                    application_name="steward",
                    options=" ".join(f"-c{name}={value}" for name, value in options.items()),
                    keepalives_idle=10,
                    keepalives_interval=5,
                    keepalives_count=3,
                )
            )
        except psycopg.Error as error:
            raise self.translate(error) from error

    def begin_read(self, connection: Connection) -> None:
        """See the database as it stands at the first statement."""
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def begin_write(self, connection: Connection) -> None:
        """Take the appenders' lock; what is read afterwards is read after it was given."""
        connection.execute("BEGIN")
        connection.execute(functions.TAKE_LOCK)

    def doubt(self, connection: Connection, *, texts: bool) -> bool:
        """A server holds no text that is none."""
        return False

    def alone(self, connection: Connection) -> bool:
        """Take the lock that all machines share, where nobody holds it."""
        return bool(connection.execute(functions.TRY_CHECKPOINTING).fetchone()[0])

    def written_anew(self, table: Table) -> Sequence[str]:
        """The server clears its own pages away."""
        return ()

    def leave_no_trace(self, connection: Connection) -> bool:
        """Have the server write the register anew: a plain VACUUM leaves what was erased in the file's free places.

        What the server wrote ahead and archived of it is its administrator's.
        """
        connection.execute("VACUUM (FULL) register")
        return True

    @staticmethod
    def in_transaction(connection: Any) -> bool:
        """Whether a transaction is open that must be undone; a lost connection has undone it."""
        return not connection.closed and connection.info.transaction_status != TransactionStatus.IDLE

    @staticmethod
    def lost(connection: Any) -> bool:
        """Whether the server or the way to it has gone."""
        return bool(connection.closed)

    @classmethod
    def compile(cls, statement: ClauseElement) -> str:
        """The statement's text, its parameters as placeholders in the order they are written."""
        return str(statement.compile(dialect=cls._core))

    def listen(self, ring: Callable[[], None], stopped: Callable[[], bool]) -> None:
        """Ring for every append of whichever process; comes back by itself after the connection was lost."""
        while not stopped():
            with suppress(psycopg.Error, OperationalError):
                self._listen(ring, stopped)
            ring()
            sleep(_AGAIN_S)

    def _listen(self, ring: Callable[[], None], stopped: Callable[[], bool]) -> None:
        connection: Any = self.connect()
        try:
            connection.execute(f"LISTEN {functions.CHANNEL}")
            ring()
            while not stopped():
                for _ in connection.notifies(timeout=_LISTEN_S, stop_after=1):
                    ring()
        finally:
            connection.close()

    def translate(self, error: Exception) -> Exception:
        """The library's error for a driver's error; which uniqueness was hurt decides its kind."""
        if isinstance(error, psycopg.Error) and error.sqlstate == functions.TAIL_MISSING:
            head, counter = (error.diag.message_detail or "0 0").split()
            return TailMissing(int(head), int(counter))
        why = next((why for kinds, why in _UNAVAILABLE if isinstance(error, kinds)), None)
        if why:
            return unavailable(why, place=self.shown, problem=_first_line(str(error)))
        return _kind(error)(str(error))


def _kind(error: Exception) -> type[DatabaseError]:
    if isinstance(error, psycopg.IntegrityError):
        hurt = {"events_pkey": PositionTaken, "one_part_of_a_command": CommandTwice}
        return hurt.get(error.diag.constraint_name or "", IntegrityError)
    missing = errors.UndefinedTable, errors.InvalidSchemaName, errors.InvalidCatalogName
    return NotAStore if isinstance(error, missing) else DatabaseError


class _BinaryCursor(psycopg.Cursor[Any]):
    """Answers come as bytes are, not as text."""

    def __init__(self, connection: psycopg.Connection[Any], **options: Any) -> None:
        super().__init__(connection, **options)
        self.format = Format.BINARY


def _as_ours(connection: Any) -> Connection:
    """The driver's connection does what we ask of one; its own types are narrower than that."""
    return connection


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0] if text.strip() else ""


_WHO = Term("the administrator")
_UNREACHED = reason(
    "The database {place} does not answer: {problem}.",
    who=_WHO,
    verb=Term("check that PostgreSQL is running and can be reached, then send it again"),
)
_FULL = reason(
    "The disk of the database {place} is full.",
    who=_WHO,
    verb=Term("make room on the disk, then record it again"),
)
_BUSY = reason(
    "The database {place} is too busy just now.",
    who=_WHO,
    verb=Term("wait a moment, then send it again"),
)
_FORBIDDEN = reason(
    "The database {place} does not allow it: {problem}.",
    who=_WHO,
    verb=Term("give this account its rights with “steward migrate”, run by the database's owner"),
)
_UNAVAILABLE = (
    ((errors.DiskFull,), _FULL),
    ((errors.LockNotAvailable, errors.TooManyConnections), _BUSY),
    ((errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction), _FORBIDDEN),
    ((psycopg.OperationalError, psycopg.InterfaceError), _UNREACHED),
)
