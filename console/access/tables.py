"""The tables of ``access.sqlite``: accounts, sign-in sessions, and the log of who came in from where."""

from sqlalchemy import (
    DDL,
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

METADATA = MetaData()

ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("account", String, primary_key=True),
    Column("password_hash", String),
    Column("password_set_at", Integer),
    Column("disabled_at", Integer),
)

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("id", String, primary_key=True),
    Column("token_sha256", LargeBinary, nullable=False, unique=True),
    Column("account", String, ForeignKey("accounts.account"), nullable=False),
    Column("opened_at", Integer, nullable=False),
    Column("seen_at", Integer, nullable=False),
    Column("revoked_at", Integer),
    Column("address", String, nullable=False),
    Column("agent", String, nullable=False),
    Index("sessions_by_account", "account"),
)

ACCESS_LOG = Table(
    "access_log",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Integer, nullable=False),
    Column("what", String, nullable=False),
    Column("account", String, nullable=False),
    Column("address", String, nullable=False),
    Column("agent", String, nullable=False),
    Index("access_log_by_account", "account", "at"),
    Index("access_log_by_address", "address", "at"),
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
