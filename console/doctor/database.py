"""The PostgreSQL database of a shared installation: what it is, what it allows, and who works on it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, text

from console.doctor.findings import Finding, ok, warning, wrong
from console.doctor.installation import Installation
from domain.errors import Term
from projections.spine import turns
from projections.spine.databases import told

OLDEST_VERSION = 140_000
APART = timedelta(seconds=5)
ROOM = 0.8
"""Share of the connections above which the room is called scarce."""


def _engine(installation: Installation) -> Engine | None:
    """The database's connections; ``None`` for an embedded store, or where the check of the store says what is wrong."""
    if installation.embedded or installation.models is None:
        return None
    return installation.models.engine


def _one(connection: Connection, statement: str, **values: Any) -> Any:
    return connection.execute(text(statement), values).scalar_one()


def server(installation: Installation) -> Iterator[Finding]:
    """Whether the server is new enough, speaks UTF-8, and keeps what it acknowledged."""
    if (engine := _engine(installation)) is None:
        return
    with told(engine), engine.connect() as connection:
        version = int(_one(connection, "SHOW server_version_num"))
        encoding = _one(connection, "SHOW server_encoding")
        forgetful = [
            name for name in ("fsync", "full_page_writes") if _one(connection, f"SHOW {name}") != "on"
        ]
    if version < OLDEST_VERSION:
        do = Term("move the company to PostgreSQL 14 or newer")
        yield wrong("server", Term("PostgreSQL {version} is too old."), do, version=str(version // 10_000))
    if encoding != "UTF8":
        do = Term("make the database anew with the encoding UTF8")
        yield wrong("server", Term("The database is encoded in {encoding}."), do, encoding=encoding)
    for name in forgetful:
        do = Term("switch it on in postgresql.conf and start the server anew")
        yield wrong("server", Term("{name} is off: a power cut may lose or damage events."), do, name=name)
    if version >= OLDEST_VERSION and encoding == "UTF8" and not forgetful:
        yield ok(
            "server", Term("PostgreSQL {version}, UTF-8, waits for the disk"), version=str(version // 10_000)
        )


def rights(installation: Installation) -> Iterator[Finding]:
    """Whether this account may append, and may not rewrite history."""
    if (engine := _engine(installation)) is None:
        return
    with told(engine), engine.connect() as connection:
        mighty = _one(connection, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        may = {
            right: _one(connection, "SELECT has_table_privilege('steward_log.events', :one)", one=right)
            for right in ("INSERT", "UPDATE", "DELETE")
        }
    if not may["INSERT"]:
        do = Term("run “steward migrate” as the database's owner")
        yield wrong("rights", Term("This account may not record events."), do)
    elif mighty:
        do = Term("connect as an account of its own that is no superuser")
        yield warning("rights", Term("Steward connects as a superuser, who may rewrite history."), do)
    elif may["UPDATE"] or may["DELETE"]:
        do = Term("run “steward migrate” as the database's owner")
        yield warning("rights", Term("This account may rewrite recorded events."), do)
    else:
        yield ok("rights", Term("May record events, and rewrite none"))


def room(installation: Installation) -> Iterator[Finding]:
    """Whether another console could still connect."""
    if (engine := _engine(installation)) is None:
        return
    with told(engine), engine.connect() as connection:
        most = int(_one(connection, "SHOW max_connections"))
        used = _one(connection, "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'")
    if used > most * ROOM:
        do = Term("let the server take more connections, or end programs that hold some")
        yield warning(
            "room", Term("{used} of {most} connections are in use."), do, used=str(used), most=str(most)
        )
    else:
        yield ok("room", Term("{used} of {most} connections in use"), used=str(used), most=str(most))


def same_time(installation: Installation) -> Iterator[Finding]:
    """Whether the machine and the database agree what time it is."""
    if (engine := _engine(installation)) is None:
        return
    with told(engine), engine.connect() as connection:
        there: datetime = _one(connection, "SELECT clock_timestamp()")
    apart = abs(there.astimezone(UTC) - installation.clock())
    seconds = str(round(apart.total_seconds()))
    if apart > APART:
        do = Term("let both machines follow the same time server")
        yield wrong(
            "same_time",
            Term("The database's clock is {seconds} s apart from this one's."),
            do,
            seconds=seconds,
        )
    else:
        yield ok("same_time", Term("The database and this machine agree on the time"))


def workers(installation: Installation) -> Iterator[Finding]:
    """Whether anybody keeps the pages up to date, and whether somebody stands by."""
    if (engine := _engine(installation)) is None:
        return
    count = turns.workers(engine)
    if count == 0:
        do = Term("start “steward project”, best on two machines")
        yield wrong("workers", Term("No worker applies events: the pages stand still."), do)
    elif count == 1:
        do = Term("start “steward project” on a second machine")
        yield warning("workers", Term("One worker applies events, and none stands by."), do)
    else:
        yield ok("workers", Term("{count} workers share the events"), count=str(count))
