"""The tables of the access store: accounts, sign-in sessions, calendar feeds, and the log of who came in from where."""

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

for verb in ("UPDATE", "DELETE"):
    event.listen(
        ACCESS_LOG,
        "after_create",
        DDL(
            f"CREATE TRIGGER access_log_refuses_{verb.lower()} BEFORE {verb} ON access_log "
            "BEGIN SELECT RAISE(ABORT, 'access_log is append-only'); END"
        ).execute_if(dialect="sqlite"),
    )
for statement in (
    (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS TRIGGER LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'access_log is append-only'; END $$"
    ),
    (
        "CREATE TRIGGER access_log_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    ),
):
    event.listen(ACCESS_LOG, "after_create", DDL(statement).execute_if(dialect="postgresql"))
