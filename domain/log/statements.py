"""The statements of the log, written once in SQLAlchemy Core and compiled once for the database in use."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Select,
    Table,
    bindparam,
    func,
    literal_column,
    select,
    tuple_,
)

from domain.log.dialects import Dialect
from domain.log.tables import CONTENT, STAMPS, events, register, snapshots

EVENT = (events.c.position, events.c.recorded_at, *CONTENT)
"""What an event is read from; the hash is for verification alone."""

ENTRY = (register.c.id, register.c.version, register.c.kind, register.c.value, register.c.salt)

ENTRIES_AT_ONCE, EVENTS_AT_ONCE = 400, 200
"""How many ids, and positions, one question takes."""

FOLDED = tuple(
    events.c[name]
    for name in (
        "position",
        "stream",
        "version",
        "name",
        "schema",
        "body",
        "happened_at",
        "done_by",
        "done_as",
    )
)
"""What folds read of it: half the columns, and half the time."""


class Statements:
    """Compiled SQL; parameters are positional, in the order that each docstring names."""

    _compiled_once: ClassVar[dict[type[Dialect], Self]] = {}

    @classmethod
    def of(cls, dialect: Dialect) -> Self:
        """Those of a kind of database, compiled once a process."""
        kind = type(dialect)
        if kind not in cls._compiled_once:
            cls._compiled_once[kind] = cls(dialect)
        return cls._compiled_once[kind]

    def __init__(self, dialect: Dialect) -> None:
        self._streams: dict[tuple[str, bool, bool, bool, bool, bool], str] = {}
        compiled = self._compiled = dialect.compile
        self.insert_event = compiled(events.insert())
        """Stamps, then content."""
        self.insert_entry = compiled(register.insert())
        """Id, version, kind, value, salt, seal."""
        self.erase_entry = compiled(register.delete().where(register.c.id == bindparam("id")))
        """Id; all versions go."""
        self.insert_snapshot = compiled(snapshots.insert())
        """Stream, version, name, body."""
        self.head = compiled(_head(dialect.counter))
        """The highest position ever given out, and the last event's stamps, all of one moment."""
        tables = (events, register, snapshots)
        whole = {table.name: compiled(select(*table.c).where(literal_column("1 = 0"))) for table in tables}
        self.required = {**whole, "counter": dialect.counter}
        """For each table without which nothing can be verified, what fails where it is not as it was made."""
        self.top = compiled(select(func.max(events.c.position)))
        begun = select(events.c.stream, events.c.schema, events.c.body).where(
            events.c.stream >= bindparam("prefix"),
            events.c.stream < bindparam("beyond"),
            events.c.version == literal_column("1"),
            events.c.name == bindparam("name"),
        )
        self.begun = compiled(begun.order_by(events.c.stream))
        """Prefix of streams, what lies beyond it, name of their first fact."""
        self.page = compiled(limited(_between(EVENT)))
        """After, up to, limit."""
        self.folded_page = compiled(limited(_between(FOLDED)))
        """The same of what folds read."""
        self.proof_page = compiled(limited(_between((*STAMPS, *CONTENT))))
        """The same with the hashes."""
        at_site = events.c.site == bindparam("site")
        self.times = compiled(
            _between((events.c.position, events.c.recorded_at, events.c.name)).where(at_site)
        )
        """Positions, times of recording and names alone: after, up to, site."""
        timed = select(events.c.position, events.c.recorded_at).where(at_site)
        later = timed.where(events.c.position > bindparam("after")).order_by(events.c.position)
        self.first_time = compiled(limited(later))
        """Site, after, limit."""
        earlier = timed.where(events.c.position <= bindparam("upto")).order_by(events.c.position.desc())
        self.last_time = compiled(limited(earlier))
        """Site, up to, limit."""
        of_command = select(*EVENT).where(events.c.command == bindparam("command"))
        self.command = compiled(of_command.order_by(events.c.position))

        last_stream = select(func.max(events.c.stream)).where(
            events.c.stream >= bindparam("from"), events.c.stream < bindparam("before")
        )
        self.last_stream = compiled(last_stream)
        """From a stream id on, before another."""

        self._of_register()
        self._of_proof()
        spoken = select(events.c.position, events.c.stream, events.c.site, events.c.body)
        self.spoken = compiled(
            limited(spoken.where(events.c.position > bindparam("after")).order_by(events.c.position))
        )
        """After, limit."""
        versions = (func.min(events.c.version), func.max(events.c.version), func.count(events.c.version))
        self.broken_streams = compiled(
            select(events.c.stream, *versions)
            .group_by(events.c.stream)
            .having((versions[0] != literal_column("1")) | (versions[1] != versions[2]))
        )

    def _of_register(self) -> None:
        compiled, entries = self._compiled, select(*ENTRY)
        asked: list[BindParameter[str]] = [bindparam(f"id{place}") for place in range(ENTRIES_AT_ONCE)]
        self.entry = compiled(entries.where(register.c.id == bindparam("id")).order_by(register.c.version))
        """Id."""
        self.entries_among = compiled(
            entries.where(register.c.id.in_(asked)).order_by(register.c.id, register.c.version)
        )
        """As many ids as :data:`ENTRIES_AT_ONCE`."""
        later = register.alias("later")
        newest = select(func.max(later.c.version)).where(later.c.id == register.c.id).scalar_subquery()
        latest = entries.where(register.c.kind == bindparam("kind"), register.c.version == newest)
        self.latest_entries = compiled(latest.order_by(register.c.id))
        """Kind."""
        after = tuple_(register.c.id, register.c.version) > tuple_(bindparam("id"), bindparam("version"))
        self.entries = compiled(
            limited(select(*register.c).where(after).order_by(register.c.id, register.c.version))
        )
        """After id and version, limit."""

    def _of_proof(self) -> None:
        compiled, proofs = self._compiled, select(*STAMPS, *CONTENT)
        asked: list[BindParameter[int]] = [bindparam(f"at{place}") for place in range(EVENTS_AT_ONCE)]
        among = events.c.position.in_(asked)
        self.proofs_among = compiled(proofs.where(among).order_by(events.c.position))
        """As many positions as :data:`EVENTS_AT_ONCE`; the events with their hashes."""
        self.hashes_among = compiled(select(events.c.position, events.c.hash).where(among))
        """The same of positions and hashes alone."""
        own = (events.c.stream == bindparam("stream"), events.c.position <= bindparam("upto"))
        self.proof_stream = compiled(proofs.where(*own).order_by(events.c.version))
        """Stream, up to."""

    @property
    def proof_at(self) -> str:
        """The event at one position, with the hashes: position."""
        return self._compiled(select(*STAMPS, *CONTENT).where(events.c.position == bindparam("position")))

    def stream(
        self,
        table: Table,
        stream: str,
        *,
        gt: int | None,
        lte: int | None,
        desc: bool,
        limit: int | None,
        folded: bool = False,
    ) -> tuple[str, list[object]]:
        """Events, or of them what folds read, or snapshots of one stream, by version, with their parameters."""
        key = (table.name, gt is None, lte is None, desc, limit is None, folded)
        if key not in self._streams:
            columns = FOLDED if folded else EVENT if table is events else table.c
            statement = select(*columns).where(table.c.stream == bindparam("stream"))
            if gt is not None:
                statement = statement.where(table.c.version > bindparam("after"))
            if lte is not None:
                statement = statement.where(table.c.version <= bindparam("upto"))
            statement = statement.order_by(table.c.version.desc() if desc else table.c.version)
            self._streams[key] = self._compiled(statement if limit is None else limited(statement))
        return self._streams[key], [value for value in (stream, gt, lte, limit) if value is not None]


def limited(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Take the limit as the last parameter, on every database."""
    return statement.limit(bindparam("limit")).offset(literal_column("0"))


def _between(columns: Sequence[ColumnElement[Any]]) -> Select[*tuple[Any, ...]]:
    between = (events.c.position > bindparam("after"), events.c.position <= bindparam("upto"))
    return select(*columns).where(*between).order_by(events.c.position)


def _head(counter: str) -> Select[*tuple[Any, ...]]:
    asked: ColumnElement[int] = literal_column(f"({counter})", BigInteger())
    given = select(asked.label("counter")).subquery()
    newest = select(func.max(events.c.position)).scalar_subquery()
    return select(given.c.counter, *STAMPS).select_from(given.outerjoin(events, events.c.position == newest))
