"""The event log as everybody else uses it: append, load an aggregate, read on from a position, look up."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from time import monotonic
from types import TracebackType
from typing import Any, Self, TypeVar

from eventsourcing.application import Repository

from domain.aggregate import Aggregate
from domain.facts import SHAPES, Entry, Fact, Happened, Recorded
from domain.log.audit import AuditReads
from domain.log.bell import Bell
from domain.log.careful import Undecodable, carefully
from domain.log.codec import P, begun_of, happened_of, recorded_of
from domain.log.connections import Connections
from domain.log.dialects import Place, dialect_of
from domain.log.dialects.dialect import Row
from domain.log.migrate import Store, no_store, read_store
from domain.log.raw import RawEvents
from domain.log.recorder import FactStore, Recorder
from domain.log.register import K, Register, speaking_of
from domain.log.search import Question, search
from domain.log.statements import Statements

A = TypeVar("A", bound=Aggregate)
E = TypeVar("E", bound=Happened)

_LAST = 2**63 - 1


class Log:
    """One open store.

    Attributes:
        store: What the store is.
        recorder: The library's application recorder over it.
        raw: Reads rows with their hashes.
    """

    def __init__(self, connections: Connections, store: Store, clock: Callable[[], datetime]) -> None:
        self.store = store
        self._connections = connections
        self._statements = Statements.of(connections.dialect)
        self.recorder = Recorder(connections, self._statements, clock, self.store.genesis)
        self._events = FactStore(self.recorder)
        self._repository = Repository[str](self._events)
        self._register = Register(connections)
        self.audit = AuditReads(connections, self._statements)
        self.raw = RawEvents(connections, store.genesis)
        self._bell = Bell(connections.dialect, self.recorder.tell)

    @classmethod
    def open(cls, place: Place, clock: Callable[[], datetime], *, durable: bool | None = None) -> Self:
        """Open an existing store.

        Args:
            place: The log's file, or the URL of a PostgreSQL database.
            clock: Stamps ``recorded_at``; aware.
            durable: Whether an append waits for the disk; by default only in a real company's store.

        Raises:
            NoStore: It was never migrated.
            NewerFormat: A newer edition wrote it.
        """
        dialect = dialect_of(place)
        if not dialect.there():
            raise no_store(dialect)
        connections = Connections(dialect)
        try:
            store = read_store(connections)
        except BaseException:
            connections.close()
            raise
        connections.durable = store.purpose == "real" if durable is None else durable
        return cls(connections, store, clock)

    def close(self) -> None:
        """Close the store; whoever is reading finishes."""
        self._bell.stop()
        self._connections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def append(
        self, events: Sequence[Recorded], register: Sequence[Entry] = (), erased: Sequence[str] = ()
    ) -> list[int]:
        """Append events and their register entries in one transaction; answers with their positions.

        Args:
            events: What happened.
            register: Values that the events point to.
            erased: Register ids whose values and salts go with these events, in every version and for good.

        Raises:
            CommandTwice: The command's id is already in the log.
            IntegrityError: Somebody else recorded on one of the streams first.
            TailMissing: The end of the log has been cut off.
        """
        put = self._events.put(events, register=register, erased=erased)
        return [recording.notification.id for recording in put]

    def get(self, cls: type[A], stream: str) -> A:
        """The aggregate as its stream tells it; version 0 where nothing has happened yet."""

        def fold(_: A | None, events: Iterable[Happened]) -> A:
            return cls(stream).replay(events)

        return self._repository.get(stream, projector_func=fold)

    def stream(self, stream: str) -> list[Recorded]:
        """The events of one stream, by version."""
        return self.recorder.select_recorded(stream)

    def read(self, after: int, limit: int, upto: int | None = None) -> Sequence[Recorded | Undecodable]:
        """Up to ``limit`` events after a position, in order; what cannot be read stands in its place."""
        asked: list[Any] = [after, _LAST if upto is None else upto, limit]
        return carefully(self._connections, self._statements.page, asked, recorded_of, stream=2)

    def follow(self, after: int, limit: int, upto: int | None = None) -> Sequence[Happened | Undecodable]:
        """As :meth:`read`, of each event what folds see: it costs half."""
        asked: list[Any] = [after, _LAST if upto is None else upto, limit]
        return carefully(self._connections, self._statements.folded_page, asked, happened_of, stream=1)

    def of_command(self, command: str) -> list[Recorded]:
        """The events that a command recorded; none if it was never accepted."""
        return self._connections.read(recorded_of, self._statements.command, [command])

    def search(
        self,
        *,
        site: str | None = None,
        by: str | None = None,
        doer: str | None = None,
        role: str | None = None,
        name: str | None = None,
        stream_prefix: str | None = None,
        command: str | None = None,
        correlation: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        after: int = 0,
        limit: int = 1000,
    ) -> Sequence[Recorded | Undecodable]:
        """Events whose envelope fits all that is asked (``until`` excluded), by position."""
        asked = Question(
            site=site, by=by, doer=doer, role=role, name=name, stream_prefix=stream_prefix, command=command,
            correlation=correlation, since=since, until=until, after=after,
        )  # fmt: skip
        return carefully(
            self._connections, *search(self._connections.dialect, asked, limit), recorded_of, stream=2
        )

    def times(self, site: str, after: int, upto: int) -> list[Row]:
        """Position, time of recording (Unix microseconds) and name of each event of a site in a stretch of the log."""
        return self._connections.rows(self._statements.times, [after, upto, site])

    def first_time(self, site: str, after: int) -> Row | None:
        """Position and time of recording of a site's first event after a position."""
        return next(iter(self._connections.rows(self._statements.first_time, [site, after, 1])), None)

    def last_time(self, site: str, upto: int) -> Row | None:
        """Position and time of recording of a site's last event up to a position."""
        return next(iter(self._connections.rows(self._statements.last_time, [site, upto, 1])), None)

    def begun(self, stream_prefix: str, kind: type[Fact], part: type[P]) -> list[tuple[str, P]]:
        """The streams of a prefix that begin with a fact of a kind, each with the fields of it that ``part`` has.

        By stream id, and found by its index: of a long log only the first events are read.
        """
        asked = [stream_prefix, stream_prefix + chr(0x10FFFF), SHAPES[kind].name]
        rows = self._connections.read(begun_of(kind, part), self._statements.begun, asked)
        return [row for row in rows if row is not None]

    def last_stream(self, prefix: str) -> str | None:
        """The greatest stream id that begins with a prefix: the last number of a series."""
        before = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        found: str | None = self._connections.rows(self._statements.last_stream, [prefix, before])[0][0]
        return found

    def head(self) -> int:
        """Position of the last event, 0 while there is none."""
        return self.recorder.max_notification_id() or 0

    def wait(self, after: int, timeout: float, ended: Callable[[], bool] = lambda: False) -> int:
        """The head, as soon as it stands after a position, the timeout (seconds) has passed, or nobody waits any more.

        Whoever ends the wait from another thread calls :meth:`wake`.
        """
        self._bell.start()
        deadline = monotonic() + timeout
        recorder = self.recorder
        with recorder.appended:
            recorder.waiting += 1
            try:
                while (head := self.head()) <= after and (left := deadline - monotonic()) > 0 and not ended():
                    recorder.appended.wait(min(left, self._connections.dialect.poll_s))
            finally:
                recorder.waiting -= 1
            return head

    def wake(self) -> None:
        """Let everybody look again who waits for an append."""
        self.recorder.tell()

    def values(self, ids: Iterable[K]) -> dict[K, Entry]:
        """Register entries: the latest version for an id, that one for (id, version); missing means erased."""
        return self._register.values(ids)

    def versions(self, id: str) -> list[Entry]:
        """Every version of one register entry; none where it was erased or never there."""
        return self._register.versions(id)

    def texts(self, ids: Iterable[K]) -> dict[K, str]:
        """The words of each text that is not erased."""
        return self._register.texts(ids)

    def people(self, ids: Iterable[K]) -> dict[K, dict[str, Any]]:
        """What the register says of each person who is not erased."""
        return self._register.people(ids)

    def latest(self, kind: str) -> Iterator[Entry]:
        """Every current register entry of a kind (``text``, ``person``), in the order of their ids."""
        return self._register.latest(kind)

    def every_entry(self) -> Iterator[Entry]:
        """Every version of every register entry, page by page, in the order of their ids."""
        return self._register.every(self._statements.entries)

    def speaking_of(self, ids: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
        """The streams whose events point to register entries, each with its site, by id; the whole log is read."""
        return speaking_of(self._connections, self._statements, frozenset(ids))

    def leave_no_trace(self) -> bool:
        """Take what was erased out of the database's own files; whether nobody stood in the way of it."""
        return self._connections.leave_no_trace()

    def register_mark(self) -> tuple[int, ...]:
        """Differs whenever a register entry has come or gone."""
        return self._register.mark()
