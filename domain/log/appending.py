"""How events get into the order: stamped and chained here for a file, or by the database for several machines."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol

from domain.facts import Entry
from domain.log import chain
from domain.log.connections import Connections
from domain.log.dialects import functions
from domain.log.dialects.dialect import ConnectionLost, PositionTaken, Row, TailMissing
from domain.log.statements import Statements
from domain.log.tables import events
from domain.log.tables import register as register_table

Clock = Callable[[], datetime]

_TRIES = 3
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_STAMPS = ("position", "recorded_at")


class Appender(Protocol):
    """Appends the contents of events, with what comes into the register and what leaves it, whole or not at all."""

    def append(
        self, contents: Sequence[Row], register: Sequence[Entry], erased: Sequence[str] = ()
    ) -> list[int]:
        """Positions of the contents, in their order."""
        ...


def appender_of(connections: Connections, statements: Statements, clock: Clock, genesis: bytes) -> Appender:
    """The way of appending that suits the database."""
    kind = ServedAppender if connections.dialect.serves else FileAppender
    return kind(connections, statements, clock, genesis)


class Head(NamedTuple):
    """The last event of the log: position 0 and the genesis hash while there is none."""

    position: int
    recorded_at: int
    hash: bytes


class FileAppender:
    """Stamps and chains in this process; one event is one statement as long as nobody else appends."""

    def __init__(
        self, connections: Connections, statements: Statements, clock: Clock, genesis: bytes
    ) -> None:
        self._connections = connections
        self._statements = statements
        self._clock = clock
        self._first = Head(0, 0, genesis)
        self._head: Head | None = None

    def append(
        self, contents: Sequence[Row], register: Sequence[Entry], erased: Sequence[str] = ()
    ) -> list[int]:
        """Positions of the contents, in their order."""
        if len(contents) == 1 and not register and not erased:
            return self._append_one(contents[0])
        return self._append_all(contents, register, erased)

    def _append_one(self, content: Row) -> list[int]:
        content_digest = chain.digest(content)
        with self._connections.writing:
            for _ in range(_TRIES):
                head = self._stamped(self._head or self._read_head(), content_digest)
                try:
                    self._connections.run(self._statements.insert_event, (*head, *content))
                except PositionTaken:
                    self._head = None
                else:
                    self._head = head
                    return [head.position]
            return self._append_all([content], (), ())

    def _append_all(
        self, contents: Sequence[Row], register: Sequence[Entry], erased: Sequence[str]
    ) -> list[int]:
        digests = [chain.digest(content) for content in contents]
        with self._connections.transaction() as writer:
            head = self._read_head()
            rows: list[Row] = []
            for content, content_digest in zip(contents, digests, strict=True):
                head = self._stamped(head, content_digest)
                rows.append((*head, *content))
            cursor = writer.cursor()
            cursor.executemany(self._statements.insert_event, rows)
            if register:
                cursor.executemany(
                    self._statements.insert_entry, [_register_row(entry) for entry in register]
                )
            if erased:
                cursor.executemany(self._statements.erase_entry, [(one,) for one in erased])
                for statement in self._connections.dialect.written_anew(register_table):
                    writer.execute(statement)
        self._head = head
        return [row[0] for row in rows]

    def _read_head(self) -> Head:
        counter, *newest = self._connections.run(self._statements.head).fetchone()
        head = self._first if newest[0] is None else Head(*newest)
        if counter is not None and counter > head.position:
            raise TailMissing(head.position, counter)
        return head

    def _stamped(self, head: Head, content_digest: bytes) -> Head:
        recorded_at = max(_micros(self._clock()), head.recorded_at)
        position = head.position + 1
        return Head(position, recorded_at, chain.link(head.hash, position, recorded_at, content_digest))


class ServedAppender:
    """Lets the database stamp and chain: it holds the one lock that all machines share.

    Where the connection is lost on the way, what was sent is looked for before it is sent once more.
    """

    def __init__(
        self, connections: Connections, statements: Statements, clock: Clock, genesis: bytes
    ) -> None:
        self._connections = connections
        self._statements = statements
        self._clock = clock
        self._genesis = genesis

    def append(
        self, contents: Sequence[Row], register: Sequence[Entry], erased: Sequence[str] = ()
    ) -> list[int]:
        """Positions of the contents, in their order."""
        stamp = _micros(self._clock())
        calls = [(stamp, chain.digest(content), self._genesis, *content) for content in contents]
        entries = [_register_row(entry) for entry in register]
        with self._connections.writing:
            try:
                return self._send(calls, entries, erased)
            except ConnectionLost:
                self._connections.wait_for_server()
            return self._stored(contents) or self._send(calls, entries, erased)

    def _send(self, calls: Sequence[Row], entries: Sequence[Row], erased: Sequence[str]) -> list[int]:
        if 0 < len(calls) <= functions.FEW and len(entries) <= functions.FEW and not erased:
            given = [value for row in (*entries, *calls) for value in row]
            rows = self._connections.run(functions.call_of(len(calls), len(entries)), given).fetchall()
            return [row[0] for row in rows]
        with self._connections.transaction() as writer:
            positions = [writer.execute(functions.CALL, call).fetchone()[0] for call in calls]
            if entries:
                writer.cursor().executemany(self._statements.insert_entry, entries)
            if erased:
                writer.cursor().executemany(self._statements.erase_entry, [(one,) for one in erased])
        return positions

    def _stored(self, contents: Sequence[Row]) -> list[int]:
        """Positions of the contents if just these are in the log: all were sent in one transaction."""
        sql, asked = self._statements.stream(
            events, contents[0][0], gt=contents[0][1] - 1, lte=contents[0][1], desc=False, limit=None
        )
        found = self._connections.rows(sql, asked) if contents else []
        if not found or tuple(found[0][len(_STAMPS) :]) != contents[0]:
            return []
        return list(range(found[0][0], found[0][0] + len(contents)))


def _micros(instant: datetime) -> int:
    return (instant - _EPOCH) // _MICROSECOND


def _register_row(entry: Entry) -> Row:
    return (
        entry.id,
        entry.version,
        entry.kind,
        entry.value,
        entry.salt,
        chain.seal(entry.salt, entry.value),
    )
