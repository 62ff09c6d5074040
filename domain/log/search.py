"""The auditor's question to the log itself: which events have these envelope columns.

Streams and commands are found by their index; any other question reads the log through.
"""

from datetime import datetime
from functools import cache
from itertools import compress

import msgspec
from sqlalchemy import bindparam, select

from domain.log.dialects import Dialect
from domain.log.statements import EVENT, limited
from domain.log.tables import events


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What the events asked for have in common; what is ``None`` does not matter.

    Attributes:
        by: Account that recorded it.
        doer: Account that did it.
        role: Role in which the doer did it.
        name: Stored name of the fact.
        stream_prefix: How the stream begins.
        since: Happened at or after this aware instant.
        until: Happened before this aware instant.
        after: Position that they come after.
    """

    site: str | None = None
    by: str | None = None
    doer: str | None = None
    role: str | None = None
    name: str | None = None
    stream_prefix: str | None = None
    command: str | None = None
    correlation: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    after: int = 0


def search(dialect: Dialect, asked: Question, limit: int) -> tuple[str, list[object]]:
    """The statement for up to ``limit`` events that fit, by position, and its parameters."""
    beyond = None if asked.stream_prefix is None else asked.stream_prefix + chr(0x10FFFF)
    values: list[object] = [
        asked.after,
        asked.site,
        asked.by,
        asked.doer,
        asked.role,
        asked.name,
        asked.stream_prefix,
        beyond,
        asked.command,
        asked.correlation,
        _seconds(asked.since),
        _seconds(asked.until),
    ]
    sql = _statement(dialect, tuple(value is not None for value in values))
    return sql, [*(value for value in values if value is not None), limit]


@cache
def _statement(dialect: Dialect, held: tuple[bool, ...]) -> str:
    column = events.c
    conditions = [
        column.position > bindparam("after"),
        column.site == bindparam("site"),
        column.recorded_by == bindparam("by"),
        column.done_by == bindparam("doer"),
        column.done_as == bindparam("role"),
        column.name == bindparam("name"),
        column.stream >= bindparam("prefix"),
        column.stream < bindparam("beyond"),
        column.command == bindparam("command"),
        column.correlation == bindparam("correlation"),
        column.happened_at >= bindparam("since"),
        column.happened_at < bindparam("until"),
    ]
    statement = select(*EVENT).where(*compress(conditions, held)).order_by(column.position)
    return dialect.compile(limited(statement))


def _seconds(instant: datetime | None) -> int | None:
    return None if instant is None else int(instant.timestamp())
