"""The library's notifications and subscriptions over the log."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from eventsourcing.persistence import ListenNotifySubscription, Notification
from sqlalchemy import BindParameter, bindparam, select

from domain.log.connections import Connections
from domain.log.statements import limited
from domain.log.tables import events

if TYPE_CHECKING:
    from domain.log.recorder import Recorder

_POLL_S = 0.1
_LAST = 2**63 - 1


def notifications_of(
    connections: Connections, after: int, limit: int, stop: int | None, topics: Sequence[str]
) -> list[Notification]:
    """Up to ``limit`` notifications after a position, up to ``stop``, of the named facts or of all."""
    columns = events.c
    statement = select(columns.position, columns.stream, columns.version, columns.name, columns.body).where(
        columns.position > bindparam("after"), columns.position <= bindparam("stop")
    )
    if topics:
        names: list[BindParameter[str]] = [bindparam(f"name{place}") for place in range(len(topics))]
        statement = statement.where(columns.name.in_(names))
    sql = connections.dialect.compile(limited(statement.order_by(columns.position)))
    rows = connections.rows(sql, [after, _LAST if stop is None else stop, *topics, limit])
    return [
        Notification(stream, version, name, body, position) for position, stream, version, name, body in rows
    ]


class LogSubscription(ListenNotifySubscription["Recorder"]):
    """Told of this process's own appends; looks for those of other processes ten times a second."""

    def __init__(self, recorder: "Recorder", gt: int | None = None, topics: Sequence[str] = ()) -> None:
        recorder.subscriptions.add(self)
        super().__init__(recorder, gt, topics)

    def notify(self) -> None:
        """Something was appended: look now."""
        self._has_been_notified.set()

    def stop(self) -> None:
        """End the subscription, from any thread."""
        self._recorder.subscriptions.discard(self)
        super().stop()

    def _loop_on_pull(self) -> None:
        try:
            while not self._has_been_stopped:
                self._pull()
                self._has_been_notified.wait(_POLL_S)
        except BaseException as error:  # the reader of the subscription gets it  # noqa: BLE001
            self._thread_error = error
            self.stop()
