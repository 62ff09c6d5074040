"""What a store is, and the only place that creates or changes its tables."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Literal

import msgspec
from eventsourcing.persistence import OperationalError
from msgspec.structs import replace
from sqlalchemy import select

from domain.errors import Refused, Term, reason
from domain.log import chain
from domain.log.connections import Connections
from domain.log.dialects import Dialect, Place, dialect_of
from domain.log.dialects.dialect import Connection, NotAStore, Row, StoreUnavailable
from domain.log.tables import FORMAT, log_format, metadata

Purpose = Literal["demo", "real"]


class Store(msgspec.Struct, frozen=True):
    """What a store is.

    Attributes:
        format: Version of its layout.
        id: Unlike that of any other store.
        purpose: ``demo`` or ``real``; never both.
        created_at: Aware UTC instant.
        genesis: Hash that stands before the first event.
        alone: Whether nothing else stands beside it, which somebody might be shown instead.
    """

    format: int
    id: str
    purpose: Purpose
    created_at: datetime
    genesis: bytes
    alone: bool = True

    @property
    def recomputed(self) -> bytes:
        """What ``genesis`` must be if nobody has changed what the store says of itself."""
        return _genesis(self.id, self.purpose, self.created_at)

    @property
    def intact(self) -> bool:
        """Whether the store is what it was created as."""
        return self.format >= 1 and self.genesis == self.recomputed


class NoStore(Refused):
    """There is no store here yet, or the file is not one."""


class NewerFormat(Refused):
    """The store was written by a newer edition than this one."""


class OtherPurpose(Refused):
    """The store holds the demo and a real company was asked for, or the other way round."""


def migrate(place: Place, purpose: Purpose | None, clock: Callable[[], datetime]) -> Store:
    """Create the store's tables, or bring them to this edition's layout; safe to repeat and side by side.

    Args:
        place: The log's file, or the URL of a PostgreSQL database.
        purpose: What a new store is for; ``None`` takes an existing one as it is.
        clock: Tells when a new store was created.

    Raises:
        NewerFormat: A newer edition wrote it.
        OtherPurpose: It is there for the other purpose.
        NoStore: It is not there and no purpose was named, or the file is not a store.
    """
    dialect = dialect_of(place)
    if purpose is None and not dialect.there():
        raise no_store(dialect)
    connections = Connections(dialect)
    try:
        dialect.prepare()
        with connections.transaction() as writer:
            return _build(dialect, writer, purpose, clock)
    except NotAStore as error:
        raise no_store(dialect) from error
    finally:
        connections.close()


def read_store(connections: Connections) -> Store:
    """What an existing store is.

    Raises:
        NoStore: The file holds no store.
        NewerFormat: A newer edition wrote it.
    """
    sql = connections.dialect.compile(_FORMAT_ROW)
    try:
        rows = connections.rows(sql)
    except StoreUnavailable:
        raise
    except (NotAStore, OperationalError) as error:
        raise no_store(connections.dialect) from error
    if not rows:
        raise no_store(connections.dialect)
    return replace(_store(connections.dialect, *rows[0]), alone=len(rows) == 1)


def no_store(dialect: Dialect) -> NoStore:
    """Word that there is no store at a place."""
    begin = Term("run “steward migrate”") if dialect.serves else Term("start the demo or set up a company")
    return NoStore(
        reason("There is no store in {path}.", who=Term("the administrator"), verb=begin, path=dialect.shown)
    )


def _says_nothing(dialect: Dialect) -> NoStore:
    """Word that what a store says of itself is of no form that Steward writes."""
    return NoStore(
        reason(
            "What the store in {path} says of itself was changed beyond reading.",
            who=Term("the administrator"),
            verb=Term("verify the store, then restore a backup"),
            path=dialect.shown,
        )
    )


_ID = re.compile(r"[\w-]{1,64}\Z", re.ASCII)
_FORMAT_ROW = select(*log_format.c)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _micros(instant: datetime) -> int:
    return (instant - _EPOCH) // timedelta(microseconds=1)


def _genesis(store: str, purpose: str, created_at: datetime) -> bytes:
    return chain.digest((store, purpose, _micros(created_at)))


def _store(
    dialect: Dialect, version: int, store: object, purpose: Purpose, created_at: int, genesis: bytes
) -> Store:
    if version > FORMAT:
        raise NewerFormat(
            reason(
                "A newer edition of Steward wrote this store (layout {found}, this edition knows {known}).",
                who=Term("the administrator"),
                verb=Term("install the newer edition"),
                found=version,
                known=FORMAT,
            )
        )
    try:
        created = _EPOCH + timedelta(microseconds=created_at)
    except OverflowError as error:
        raise _says_nothing(dialect) from error
    if not isinstance(store, str) or not _ID.match(store):
        raise _says_nothing(dialect)
    return Store(version, store, purpose, created, genesis)


def _build(
    dialect: Dialect, writer: Connection, purpose: Purpose | None, clock: Callable[[], datetime]
) -> Store:
    for statement in dialect.definitions(metadata):
        writer.execute(statement)
    found: Row | None = writer.execute(dialect.compile(_FORMAT_ROW)).fetchone()
    if not found:
        if purpose is None:
            raise no_store(dialect)
        store, now = token_hex(16), clock()
        found = (FORMAT, store, purpose, _micros(now), _genesis(store, purpose, now))
        writer.execute(dialect.compile(log_format.insert()), found)
    store = _store(dialect, *found)
    if purpose is not None and store.purpose != purpose:
        raise _other_purpose(store.purpose)
    return store


def _other_purpose(held: Purpose) -> OtherPurpose:
    who, verb = Term("the administrator"), Term("name another data folder")
    if held == "demo":
        return OtherPurpose(
            reason("This folder holds a demo, and a demo never becomes a company.", who=who, verb=verb)
        )
    return OtherPurpose(
        reason("This folder holds a real company, and no demo is played into it.", who=who, verb=verb)
    )
