"""The auditor's question to the log itself: which events have these envelope columns.

Streams and commands are found by their index; any other question reads the log through, or a stretch of it at a time.
"""

from datetime import datetime
from functools import cache
from itertools import compress

import msgspec
from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, literal_column, or_, select

from domain.log.dialects import Dialect
from domain.log.statements import EVENT, limited
from domain.log.tables import events


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What the events asked for have in common; what is ``None`` does not matter.

    Attributes:
        by: Account that recorded it.
        doer: Account that did it.
        who: Account that recorded it or did it.
        role: Role in which the doer did it.
        name: Stored name of the fact.
        names: Any of these stored names.
        through: The way it came.
        stream_prefix: How the stream begins.
        since: Happened at or after this aware instant.
        until: Happened before this aware instant.
        late_s: Recorded more than so many seconds after it happened.
        apart: Recorded by somebody else than who did it.
        after: Position that they come after.
        upto: Position up to which they stand.
    """

    site: str | None = None
    by: str | None = None
    doer: str | None = None
    who: str | None = None
    role: str | None = None
    name: str | None = None
    names: tuple[str, ...] | None = None
    through: str | None = None
    stream_prefix: str | None = None
    command: str | None = None
    correlation: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    late_s: int | None = None
    apart: bool = False
    after: int = 0
    upto: int | None = None


Held = tuple[bool, ...]
TALLIED = ("recorded_by", "done_by", "done_as", "name", "through")
"""Columns by which events are counted."""


def search(dialect: Dialect, asked: Question, limit: int) -> tuple[str, list[object]]:
    """The statement for up to ``limit`` events that fit, by position, and its parameters."""
    held, values = _asked(asked)
    return _statement(dialect, held, len(asked.names or ())), [*values, limit]


def stretch(dialect: Dialect, asked: Question, limit: int) -> tuple[str, list[object]]:
    """The same of a stretch of the log, the latest first; it is read by position alone, whatever is asked."""
    held, values = _asked(asked)
    return _backwards(dialect, held, len(asked.names or ())), [*values, limit]


def bodies(dialect: Dialect, asked: Question) -> tuple[str, list[object]]:
    """Position and stored body of the events of a stretch that fit, the latest first."""
    held, values = _asked(asked)
    return _saying(dialect, held, len(asked.names or ())), values


def tally(dialect: Dialect, asked: Question) -> tuple[str, list[object]]:
    """Events of a stretch that fit, counted by :data:`TALLIED`, with the longest delay of recording (microseconds)."""
    held, values = _asked(asked)
    return _counting(dialect, held, len(asked.names or ())), values


def _asked(asked: Question) -> tuple[Held, list[object]]:
    """Which conditions hold, and their values in the order in which they are written."""
    beyond = None if asked.stream_prefix is None else asked.stream_prefix + chr(0x10FFFF)
    groups: list[tuple[object, ...] | None] = [
        (asked.after,),
        _one(asked.upto),
        _one(asked.site),
        _one(asked.by),
        _one(asked.doer),
        None if asked.who is None else (asked.who, asked.who),
        _one(asked.role),
        _one(asked.name),
        asked.names,
        _one(asked.through),
        _one(asked.stream_prefix),
        _one(beyond),
        _one(asked.command),
        _one(asked.correlation),
        _one(_seconds(asked.since)),
        _one(_seconds(asked.until)),
        _one(asked.late_s),
        () if asked.apart else None,
    ]
    values = [value for group in groups if group is not None for value in group]
    return tuple(group is not None for group in groups), values


def _one(value: object) -> tuple[object] | None:
    return None if value is None else (value,)


@cache
def _statement(dialect: Dialect, held: Held, names: int) -> str:
    statement = select(*EVENT).where(*compress(_conditions(names), held)).order_by(events.c.position)
    return dialect.compile(limited(statement))


@cache
def _backwards(dialect: Dialect, held: Held, names: int) -> str:
    found = _in_stretch(select(*EVENT), held, names)
    return dialect.compile(limited(found.order_by(events.c.position.desc())))


@cache
def _saying(dialect: Dialect, held: Held, names: int) -> str:
    found = _in_stretch(select(events.c.position, events.c.body), held, names)
    return dialect.compile(found.order_by(events.c.position.desc()))


@cache
def _counting(dialect: Dialect, held: Held, names: int) -> str:
    by = [events.c[name] for name in TALLIED]
    late = func.max(events.c.recorded_at - events.c.happened_at * literal_column("1000000"))
    found = _in_stretch(select(*by, func.count(), late), held, names)
    return dialect.compile(found.group_by(*by))


def _in_stretch(
    statement: Select[*tuple[object, ...]], held: Held, names: int
) -> Select[*tuple[object, ...]]:
    return statement.where(*compress(_conditions(names, by_position=True), held))


def _conditions(names: int, *, by_position: bool = False) -> list[ColumnElement[bool]]:
    """Every condition that can be asked; ``by_position`` keeps the database from finding streams by their index."""
    column = events.c
    stream = column.stream.concat(literal_column("''")) if by_position else column.stream
    named: list[BindParameter[str]] = [bindparam(f"name{place}") for place in range(names)]
    microseconds = (column.happened_at + bindparam("late")) * literal_column("1000000")
    return [
        column.position > bindparam("after"),
        column.position <= bindparam("upto"),
        column.site == bindparam("site"),
        column.recorded_by == bindparam("by"),
        column.done_by == bindparam("doer"),
        or_(column.recorded_by == bindparam("who_recorded"), column.done_by == bindparam("who_did")),
        column.done_as == bindparam("role"),
        column.name == bindparam("name"),
        column.name.in_(named),
        column.through == bindparam("through"),
        stream >= bindparam("prefix"),
        stream < bindparam("beyond"),
        column.command == bindparam("command"),
        column.correlation == bindparam("correlation"),
        column.happened_at >= bindparam("since"),
        column.happened_at < bindparam("until"),
        column.recorded_at > microseconds,
        column.recorded_by != column.done_by,
    ]


def _seconds(instant: datetime | None) -> int | None:
    return None if instant is None else int(instant.timestamp())
