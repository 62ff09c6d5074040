"""The recorder: appends events to one global order and reads them back, behind the library's interfaces."""

from collections.abc import Iterator, Sequence
from threading import Condition
from typing import Any
from uuid import UUID

from eventsourcing.persistence import ApplicationRecorder, EventStore, Notification, StoredEvent

from domain.facts import Entry, Happened, Recorded
from domain.log.appending import Clock, appender_of
from domain.log.codec import FactMapper, LogEntry, content_of, entry_of, happened_of, recorded_of
from domain.log.connections import Connections
from domain.log.notifications import LogSubscription, notifications_of
from domain.log.statements import Statements
from domain.log.tables import events


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
        self._appender = appender_of(connections, statements, clock, genesis)

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        register: Sequence[Entry] = (),
        erased: Sequence[str] = (),
        **kwargs: Any,
    ) -> Sequence[int]:
        """Append events, and their register entries, in one transaction; answers with their positions.

        What is ``erased`` leaves the register with them, in every version.

        Raises:
            CommandTwice: The command's id is already in the log.
            IntegrityError: A version of the stream, or of a register entry, is already there.
            TailMissing: The end of the log has been cut off.
            StoreUnavailable: The disk is full, the database does not answer, or another process holds it too long.
        """
        if kwargs:
            raise TypeError(f"the log records nothing of {', '.join(kwargs)}")
        contents = [content_of(entry) for entry in stored_events]
        if not contents and not register:
            return []
        positions = self._appender.append(contents, register, erased)
        if erased:
            self._connections.leave_no_trace()
        self.tell()
        return positions

    def tell(self) -> None:
        """Let everybody look who waits for an append."""
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

    def select_happened(
        self,
        stream: str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> list[Happened]:
        """What folds see of the events of one stream, by version."""
        sql, asked = self._statements.stream(
            events, stream, gt=gt, lte=lte, desc=desc, limit=limit, folded=True
        )
        return self._connections.read(happened_of, sql, asked)

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
    ) -> Iterator[Happened]:
        """What folds see of the events of one stream, by version."""
        return iter(self._recorder.select_happened(originator_id, gt=gt, lte=lte, desc=desc, limit=limit))
