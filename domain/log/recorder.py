"""The recorder: appends events to one global order and reads them back, behind the library's interfaces."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from threading import Condition
from typing import Any, NamedTuple
from uuid import UUID

from eventsourcing.persistence import ApplicationRecorder, EventStore, Notification, StoredEvent

from domain.errors import Refused, Term, reason
from domain.facts import Entry, Recorded
from domain.log import chain
from domain.log.codec import FactMapper, LogEntry, content_of, entry_of, recorded_of
from domain.log.connections import Connections
from domain.log.dialects import PositionTaken, Row
from domain.log.notifications import LogSubscription, notifications_of
from domain.log.statements import Statements
from domain.log.tables import events

Clock = Callable[[], datetime]

_TRIES = 3
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Head(NamedTuple):
    """The last event of the log: position 0 and the genesis hash while there is none."""

    position: int
    recorded_at: int
    hash: bytes


class TailMissing(Refused):
    """Events at the end of the log are gone: nothing may be appended over the hole.

    Attributes:
        head: Position of the last event that is there.
        counter: Highest position ever given out.
    """

    def __init__(self, head: int, counter: int) -> None:
        super().__init__(
            reason(
                "The last events of this store are missing: {counter} were recorded, the last is {head}.",
                who=Term("the administrator"),
                verb=Term("verify the store, then restore a backup"),
                head=head,
                counter=counter,
            )
        )
        self.head = head
        self.counter = counter


class Recorder(ApplicationRecorder):
    """Appends in one order without gaps, stamps ``recorded_at`` and the chain, and tells who waits.

    Attributes:
        appended: Notified after each append of this process, while somebody is ``waiting``.
        waiting: How many wait; change it while holding ``appended``.
    """

    def __init__(
        self, connections: Connections, statements: Statements, clock: Clock, genesis: bytes
    ) -> None:
        self.appended = Condition()
        self.waiting = 0
        self.subscriptions: set[LogSubscription] = set()
        self._connections = connections
        self._statements = statements
        self._clock = clock
        self._first = Head(0, 0, genesis)
        self._head: Head | None = None

    def insert_events(
        self, stored_events: Sequence[StoredEvent], *, register: Sequence[Entry] = (), **kwargs: Any
    ) -> Sequence[int]:
        """Append events, and their register entries, in one transaction; answers with their positions.

        Raises:
            CommandTwice: The command's id is already in the log.
            IntegrityError: A version of the stream, or of a register entry, is already there.
            TailMissing: The end of the log has been cut off.
            OperationalError: The disk is full, or another process holds the store too long.
        """
        if kwargs:
            raise TypeError(f"the log records nothing of {', '.join(kwargs)}")
        contents = [content_of(entry) for entry in stored_events]
        if len(contents) == 1 and not register:
            positions = self._append_one(contents[0])
        elif contents or register:
            positions = self._append_all(contents, register)
        else:
            return []
        self._tell()
        return positions

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
            return self._append_all([content], ())

    def _append_all(self, contents: Sequence[Row], register: Sequence[Entry]) -> list[int]:
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
        self._head = head
        return [row[0] for row in rows]

    def _read_head(self) -> Head:
        counter, *newest = self._connections.run(self._statements.head).fetchone()
        head = self._first if newest[0] is None else Head(*newest)
        if counter is not None and counter > head.position:
            raise TailMissing(head.position, counter)
        return head

    def _stamped(self, head: Head, content_digest: bytes) -> Head:
        now = (self._clock() - _EPOCH) // _MICROSECOND
        recorded_at = max(now, head.recorded_at)
        position = head.position + 1
        return Head(position, recorded_at, chain.link(head.hash, position, recorded_at, content_digest))

    def _tell(self) -> None:
        if self.waiting:
            with self.appended:
                self.appended.notify_all()
        if self.subscriptions:
            for subscription in tuple(self.subscriptions):
                subscription.notify()

    def select_recorded(
        self,
        stream: str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> list[Recorded]:
        """The events of one stream, by version."""
        sql, asked = self._statements.stream(events, stream, gt=gt, lte=lte, desc=desc, limit=limit)
        return self._connections.read(recorded_of, sql, asked)

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> list[LogEntry]:
        """The entries of one stream, by version, as the library stores them."""
        stream = str(originator_id)
        sql, asked = self._statements.stream(events, stream, gt=gt, lte=lte, desc=desc, limit=limit)
        return self._connections.read(entry_of, sql, asked)

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> list[Notification]:
        """The library's view of the global order; the projector reads rows itself."""
        after = (start or 0) - (1 if inclusive_of_start and start is not None else 0)
        return notifications_of(self._connections, after, limit, stop, topics)

    def max_notification_id(self) -> int | None:
        """Position of the last event, or ``None`` while there is none."""
        top: int | None = self._connections.rows(self._statements.top)[0][0]
        return top

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> LogSubscription:
        """Events after ``gt`` as they come, from this process at once and from others within a poll."""
        return LogSubscription(self, gt=gt, topics=topics)


class FactStore(EventStore[str]):
    """The library's event store; it reads rows straight into events."""

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(FactMapper(), recorder)
        self._recorder = recorder

    def get(
        self,
        originator_id: str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Iterator[Recorded]:
        """The events of one stream, by version."""
        return iter(self._recorder.select_recorded(originator_id, gt=gt, lte=lte, desc=desc, limit=limit))


def _register_row(entry: Entry) -> Row:
    return (
        entry.id,
        entry.version,
        entry.kind,
        entry.value,
        entry.salt,
        chain.seal(entry.salt, entry.value),
    )
