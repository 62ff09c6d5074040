"""The tables of a store: the events, the register of what may be erased, and what the store is.

``events`` has no index for auditors: measured, each one costs an append a sixth of its time or more, and
with any of them an append misses its target. Streams and commands are found by their uniqueness; wider questions scan.

``CONTENT`` is everything an event says; ``position``, ``recorded_at`` and ``hash`` are the log's own stamps
on it. A row's columns stand in this order in every statement and in the hash.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

FORMAT = 1
"""Version of the layout below; a store of a newer one is refused."""

metadata = MetaData()


def whole_number() -> TypeEngine[int]:
    """Eight bytes on every database."""
    return BigInteger().with_variant(Integer(), "sqlite")


def words() -> TypeEngine[str]:
    """Text that is compared and sorted by its bytes on every database, whatever language it is set to."""
    return Text().with_variant(Text(collation="C"), "postgresql")


events = Table(
    "events",
    metadata,
    Column("position", whole_number(), primary_key=True),
    Column("recorded_at", whole_number(), nullable=False, comment="Unix microseconds, never falling"),
    Column("hash", LargeBinary(32), nullable=False),
    Column("stream", words(), nullable=False),
    Column("version", whole_number(), nullable=False),
    Column("name", words(), nullable=False),
    Column("schema", whole_number(), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("happened_at", whole_number(), nullable=False, comment="Unix seconds"),
    Column("site", words(), nullable=False),
    Column("recorded_by", words(), nullable=False),
    Column("done_by", words(), nullable=False),
    Column("done_as", words(), nullable=False),
    Column("through", words(), nullable=False),
    Column("command", words()),
    Column("part", whole_number()),
    Column("digest", LargeBinary),
    Column("correlation", words()),
    Column("causation", words()),
    UniqueConstraint("stream", "version", name="one_version_of_a_stream"),
    UniqueConstraint("command", "part", name="one_part_of_a_command"),
    sqlite_autoincrement=True,
    sqlite_strict=True,
)

register = Table(
    "register",
    metadata,
    Column("id", words(), primary_key=True),
    Column("version", whole_number(), primary_key=True, autoincrement=False),
    Column("kind", words(), nullable=False),
    Column("value", LargeBinary, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("seal", words(), nullable=False),
    Index("register_kind", "kind", "id"),
    sqlite_strict=True,
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("stream", words(), primary_key=True),
    Column("version", whole_number(), primary_key=True, autoincrement=False),
    Column("name", words(), nullable=False),
    Column("body", LargeBinary, nullable=False),
    sqlite_strict=True,
)

log_format = Table(
    "log_format",
    metadata,
    Column("format", whole_number(), nullable=False),
    Column("store", words(), primary_key=True),
    Column("purpose", words(), nullable=False, comment="demo or real"),
    Column("created_at", whole_number(), nullable=False, comment="Unix microseconds"),
    Column(
        "hash", LargeBinary(32), nullable=False, comment="of the three columns before; the chain begins here"
    ),
    sqlite_strict=True,
)

STAMPS = tuple(events.c[name] for name in ("position", "recorded_at", "hash"))
CONTENT = tuple(column for column in events.c if column.name not in {stamp.name for stamp in STAMPS})
