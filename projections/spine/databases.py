"""What a database does its own way with read models; everything else is one code path for both.

An embedded store keeps them in a file of their own, a shared one in a schema of its own.
"""

import sqlite3
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import msgspec
import psycopg
from sqlalchemy import URL, Connection, Dialect, Engine, Select, Text, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree

from domain.errors import Term, reason
from domain.log import StoreUnavailable
from domain.log.dialects import dialect_of

SCHEMA = "steward_models"
CHANNEL = "steward_models"
"""Rung for every page of rows, when its transaction is committed."""
POOL, POOL_EXTRA, POOL_WAIT_S = 8, 8, 5
"""Connections kept, more of them in a rush, and how long a question waits for one."""
LOCK_WAIT_S, MIGRATION_WAIT_S = 2, 60
"""How long a transaction waits for a row of another one, and a migration for other migrations and readers."""
_STATISTICS = 10
"""A tenth of the usual sample: how many rows are live is all that the planner must know."""

TEXT = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
"""Text that both databases put in the same order."""


class Database(Protocol):
    """One make of database."""

    begin_reading: Mapping[str, Any]
    """Execution options under which a transaction sees one moment and writes nothing."""

    def among(self, parameter: str) -> str:
        """SQL after a column: it is one of the values of a parameter."""
        ...

    def listed(self, values: Iterable[Any]) -> Any:
        """Those values as the parameter's value."""
        ...

    def prepare(self, connection: Connection) -> None:
        """Let one process at a time make tables, and make the place for them."""

    def hold(self, connection: Connection, tables: Sequence[str]) -> None:
        """Let nobody drop tables before the transaction ends."""

    def settle(self, connection: Connection, table: str) -> None:
        """Tell the planner of a table that was just filled."""

    def ring(self, connection: Connection) -> None:
        """Tell other processes, once the transaction is committed, that positions have moved."""

    def all(self, engine: Engine, statement: Select[*tuple[Any, ...]]) -> Sequence[Any]:
        """All rows of a statement that is a constant, asked by itself; values by the names of their columns."""
        ...


class Sqlite:
    """A file: one writer at a time, and readers keep what they began with."""

    begin_reading: Mapping[str, Any] = {}

    def among(self, parameter: str) -> str:
        return f"IN (SELECT value FROM json_each(:{parameter}))"  # noqa: S608 - a name of ours

    def listed(self, values: Iterable[Any]) -> Any:
        return msgspec.json.encode(list(values)).decode()

    def prepare(self, connection: Connection) -> None:
        """The transaction has the only write lock."""

    def hold(self, connection: Connection, tables: Sequence[str]) -> None:
        """A reader keeps tables that were dropped meanwhile."""

    def settle(self, connection: Connection, table: str) -> None:
        """Questions name the index that they mean."""

    def ring(self, connection: Connection) -> None:
        """Other processes look for themselves."""

    def all(self, engine: Engine, statement: Select[*tuple[Any, ...]]) -> Sequence[Any]:
        """Straight from the driver: it is asked for every event, and the way around takes six times as long."""
        text, values, row = _straight(statement)
        with closing(engine.raw_connection()) as connection:
            return [row(*one) for one in connection.cursor().execute(text, values)]


class Postgresql:
    """A schema that several processes write to, each row by row."""

    begin_reading: Mapping[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

    def among(self, parameter: str) -> str:
        return f"= ANY(:{parameter})"

    def listed(self, values: Iterable[Any]) -> Any:
        return list(values)

    def prepare(self, connection: Connection) -> None:
        run = connection.exec_driver_sql
        run(f"SET LOCAL lock_timeout = '{MIGRATION_WAIT_S}s'")
        run("SET LOCAL synchronous_commit = on")  # nobody makes tables again that a power cut takes
        run(f"SELECT pg_advisory_xact_lock(hashtextextended('{SCHEMA}', 0))")
        there = run("SELECT 1 FROM pg_namespace WHERE nspname = current_setting('search_path')").first()
        if there is None:  # whoever may not make schemas can be given one
            run(f"CREATE SCHEMA {SCHEMA}")

    def hold(self, connection: Connection, tables: Sequence[str]) -> None:
        if tables:
            connection.exec_driver_sql(f"LOCK TABLE {', '.join(sorted(tables))} IN ACCESS SHARE MODE")

    def settle(self, connection: Connection, table: str) -> None:
        connection.exec_driver_sql(f"SET LOCAL default_statistics_target = {_STATISTICS}")
        connection.exec_driver_sql(f"ANALYZE {table}")

    def ring(self, connection: Connection) -> None:
        connection.exec_driver_sql(f"NOTIFY {CHANNEL}")

    def all(self, engine: Engine, statement: Select[*tuple[Any, ...]]) -> Sequence[Any]:
        with engine.begin() as connection:
            return connection.execute(statement).all()


@lru_cache(maxsize=32)
def _straight(statement: Select[*tuple[Any, ...]]) -> tuple[str, tuple[Any, ...], Callable[..., Any]]:
    """A statement of constants as SQLite's driver takes it, and the shape of its rows."""
    compiled = statement.compile(dialect=sqlite.dialect())
    values = tuple(compiled.params[name] for name in compiled.positiontup or ())
    names = [str(column.name) for column in statement.selected_columns]
    return compiled.string, values, msgspec.defstruct("Row", names)


def database_of(dialect: Dialect) -> Database:
    """The database behind an engine or a connection."""
    return Sqlite() if dialect.name == "sqlite" else Postgresql()


def file(path: Path) -> Engine:
    """Connections to an embedded file; a transaction locks it at its start where the option ``writes`` is set."""
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def server(url: URL, schema: str, *, models: bool = False) -> Engine:
    """Connections to one schema of a PostgreSQL database; a server or a lock that does not answer is given up.

    Args:
        url: Names the database; the driver is psycopg whatever the URL says.
        schema: Where tables are looked for.
        models: Whether it holds read models, see :func:`arguments`.
    """
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args=arguments(schema, models=models),
        pool_size=POOL,
        max_overflow=POOL_EXTRA,
        pool_timeout=POOL_WAIT_S,
    )


def arguments(schema: str, *, models: bool) -> dict[str, Any]:
    """What the driver is told beside the URL: the schema, and how long a silent lock or server is waited for.

    Commits to read models do not wait for the disk: what is lost with a server is lost with its position, and told
    again. Their questions are planned once a session, for what differs between two askings changes no plan.
    """
    options = {"search_path": schema, "lock_timeout": f"{LOCK_WAIT_S}s"}
    if models:
        options |= {"synchronous_commit": "off", "plan_cache_mode": "force_generic_plan"}
    return {
        "options": " ".join(f"-c{name}={value}" for name, value in options.items()),
        "application_name": schema,
        "connect_timeout": 5,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
    }


def passing(error: DBAPIError) -> bool:
    """Whether asking once more helps: the connection was lost, or a table was dropped after it was named."""
    return error.connection_invalidated or isinstance(error.orig, psycopg.errors.UndefinedTable)


@contextmanager
def told(engine: Engine) -> Generator[None]:
    """Name what keeps a database from answering.

    Raises:
        StoreUnavailable: It does not answer, or too many ask at once.
    """
    try:
        yield
    except NoneFree as error:
        raise StoreUnavailable(
            reason(
                "Too many questions are being asked of the database at once.",
                who=Term("you"),
                verb=Term("wait a moment, then try again"),
            )
        ) from error
    except (DBAPIError, sqlite3.Error, psycopg.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if not isinstance(cause, Exception):
            raise
        named = dialect_of(engine.url.render_as_string(hide_password=False)).translate(cause)
        if not isinstance(named, StoreUnavailable):
            raise
        raise named from error


@contextmanager
def writing(engine: Engine) -> Generator[Connection]:
    """One transaction that holds SQLite's write lock from its start; on PostgreSQL rows are locked as it goes."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection
