"""The tables of the access store: accounts, sign-in sessions, calendar feeds, who came in from where, who looked."""

from sqlalchemy import (
    DDL,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    event,
)
from sqlalchemy.dialects import postgresql

METADATA = MetaData()
SECONDS = BigInteger().with_variant(Integer(), "sqlite")
WORD = String().with_variant(postgresql.TEXT(collation="C"), "postgresql")

ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("account", WORD, primary_key=True),
    Column("password_hash", WORD),
    Column("password_set_at", SECONDS),
    Column("disabled_at", SECONDS),
)

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("id", WORD, primary_key=True),
    Column("token_sha256", LargeBinary, nullable=False, unique=True),
    Column("account", WORD, ForeignKey("accounts.account"), nullable=False),
    Column("opened_at", SECONDS, nullable=False),
    Column("seen_at", SECONDS, nullable=False),
    Column("revoked_at", SECONDS),
    Column("address", WORD, nullable=False),
    Column("agent", WORD, nullable=False),
    Index("sessions_by_account", "account"),
)

ACCESS_LOG = Table(
    "access_log",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", SECONDS, nullable=False),
    Column("what", WORD, nullable=False),
    Column("account", WORD, nullable=False),
    Column("address", WORD, nullable=False),
    Column("agent", WORD, nullable=False),
    Index("access_log_by_account", "account", "at"),
    Index("access_log_by_address", "address", "at"),
)

LOOKS = Table(
    "looks",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", SECONDS, nullable=False),
    Column("account", WORD, nullable=False),
    Column("site", WORD, nullable=False),
    Column("way", WORD, nullable=False, comment="page, ask or export"),
    Column("what", WORD, nullable=False),
    Column("parameters", WORD, nullable=False, comment="JSON, by name"),
    Column("as_of", WORD, nullable=False, comment="an instant in UTC or a position; empty for now"),
    Column("axis", WORD, nullable=False),
    Index("looks_by_account", "account", "id"),
)

REFUSALS = Table(
    "refusals",
    METADATA,
    Column("day", WORD, primary_key=True, comment="of the site's calendar: 2026-04-24"),
    Column("account", WORD, primary_key=True),
    Column("site", WORD, primary_key=True),
    Column("command", WORD, primary_key=True, comment="its name, never its content"),
    Column("count", Integer, nullable=False),
)

FEEDS = Table(
    "feeds",
    METADATA,
    Column("token_sha256", LargeBinary, primary_key=True),
    Column("site", WORD, nullable=False),
    Column("campaign", WORD, nullable=False),
    Column("person", WORD, nullable=False),
    Column("language", WORD, nullable=False),
    Column("opened_at", SECONDS, nullable=False),
    Column("revoked_at", SECONDS),
    Index("feeds_by_person", "person", "campaign"),
)

MARKS = Table(
    "marks",
    METADATA,
    Column("one", Integer, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("pepper", LargeBinary, nullable=False),
)

APPEND_ONLY = (ACCESS_LOG, LOOKS)
REFUSING = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS TRIGGER LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME; END $$"
)

for table in APPEND_ONLY:
    for verb in ("UPDATE", "DELETE"):
        refusing = (
            f"CREATE TRIGGER {table.name}_refuses_{verb.lower()} BEFORE {verb} ON {table.name} "
            f"BEGIN SELECT RAISE(ABORT, '{table.name} is append-only'); END"
        )
        event.listen(table, "after_create", DDL(refusing).execute_if(dialect="sqlite"))
    trigger = (
        f"CREATE TRIGGER {table.name}_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table.name} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    for statement in (REFUSING, trigger):
        event.listen(table, "after_create", DDL(statement).execute_if(dialect="postgresql"))
