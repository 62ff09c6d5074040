"""The library's snapshots, for streams that grow long; they can be thrown away and prove nothing."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from eventsourcing.persistence import AggregateRecorder, StoredEvent

from domain.log.connections import Connections
from domain.log.statements import Statements
from domain.log.tables import snapshots


class SnapshotRecorder(AggregateRecorder):
    """Keeps snapshots in a table of their own, outside the chain."""

    def __init__(self, connections: Connections, statements: Statements) -> None:
        self._connections = connections
        self._statements = statements

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> None:
        """Keep snapshots, all or none.

        Raises:
            IntegrityError: There is one of that version already.
        """
        if kwargs:
            raise TypeError(f"a snapshot records nothing of {', '.join(kwargs)}")
        rows = [
            (str(one.originator_id), one.originator_version, one.topic, one.state) for one in stored_events
        ]
        with self._connections.transaction() as writer:
            writer.cursor().executemany(self._statements.insert_snapshot, rows)

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> list[StoredEvent]:
        """The snapshots of one stream, by version."""
        sql, asked = self._statements.stream(
            snapshots, str(originator_id), gt=gt, lte=lte, desc=desc, limit=limit
        )
        return [StoredEvent(*row) for row in self._connections.rows(sql, asked)]
