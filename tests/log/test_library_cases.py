"""The event-sourcing library's own test cases, held by our recorders."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import TestCase
from uuid import uuid4

from eventsourcing.persistence import ApplicationRecorder
from eventsourcing.tests import persistence as library

from domain.log import migrate
from domain.log.connections import Connections
from domain.log.dialects import SqliteDialect
from domain.log.recorder import Recorder
from domain.log.snapshots import SnapshotRecorder
from domain.log.statements import Statements


def now() -> datetime:
    return datetime.now(UTC)


class OnAFreshStore(TestCase):
    def setUp(self) -> None:
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = Path(folder.name) / "log.sqlite"
        migrate(path, "demo", now)
        self.connections = Connections(SqliteDialect(path))
        self.addCleanup(self.connections.close)
        self.statements = Statements(self.connections.dialect)

    def new_originator_id(self) -> str:
        return f"ticket:s1:{uuid4()}"


class TestApplicationRecorder(OnAFreshStore, library.ApplicationRecorderTestCase[Recorder]):
    def create_recorder(self) -> Recorder:
        return Recorder(self.connections, self.statements, now, b"\x00" * 32)

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestSnapshotRecorder(OnAFreshStore, library.AggregateRecorderTestCase):
    def create_recorder(self) -> SnapshotRecorder:
        return SnapshotRecorder(self.connections, self.statements)


class TestPositionsDoNotInterleave(OnAFreshStore, library.NonInterleavingNotificationIDsBaseCase):
    def create_recorder(self) -> ApplicationRecorder:
        return Recorder(self.connections, self.statements, now, b"\x00" * 32)


del OnAFreshStore
