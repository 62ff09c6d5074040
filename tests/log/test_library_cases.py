"""The event-sourcing library's own test cases, held by our recorders on both makes of store."""

from datetime import UTC, datetime
from pathlib import Path
from unittest import TestCase
from uuid import uuid4

import pytest
from eventsourcing.persistence import ApplicationRecorder
from eventsourcing.tests import persistence as library

from domain.log import Place, migrate
from domain.log.connections import Connections
from domain.log.dialects import dialect_of
from domain.log.recorder import Recorder
from domain.log.snapshots import SnapshotRecorder
from domain.log.statements import Statements


def now() -> datetime:
    return datetime.now(UTC)


class OnAFreshStore(TestCase):
    place: Place

    def setUp(self) -> None:
        migrate(self.place, "demo", now)
        self.connections = Connections(dialect_of(self.place))
        self.addCleanup(self.connections.close)
        self.statements = Statements(self.connections.dialect)

    def new_originator_id(self) -> str:
        return f"ticket:s1:{uuid4()}"


class OnAFile(OnAFreshStore):
    @pytest.fixture(autouse=True)
    def _take_place(self, tmp_path: Path) -> None:
        self.place = tmp_path / "log.sqlite"


class OnAServer(OnAFreshStore):
    @pytest.fixture(autouse=True)
    def _take_place(self, database: str) -> None:
        self.place = database


class RecorderCases(library.ApplicationRecorderTestCase[Recorder]):
    connections: Connections
    statements: Statements

    def create_recorder(self) -> Recorder:
        return Recorder(self.connections, self.statements, now, b"\x00" * 32)

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class SnapshotCases(library.AggregateRecorderTestCase):
    connections: Connections
    statements: Statements

    def create_recorder(self) -> SnapshotRecorder:
        return SnapshotRecorder(self.connections, self.statements)


class PositionCases(library.NonInterleavingNotificationIDsBaseCase):
    connections: Connections
    statements: Statements

    def create_recorder(self) -> ApplicationRecorder:
        return Recorder(self.connections, self.statements, now, b"\x00" * 32)


class TestRecorderOnAFile(OnAFile, RecorderCases): ...


class TestRecorderOnAServer(OnAServer, RecorderCases): ...


class TestSnapshotsOnAFile(OnAFile, SnapshotCases): ...


class TestSnapshotsOnAServer(OnAServer, SnapshotCases): ...


class TestPositionsOnAFile(OnAFile, PositionCases): ...


class TestPositionsOnAServer(OnAServer, PositionCases): ...


del OnAFreshStore, OnAFile, OnAServer, RecorderCases, SnapshotCases, PositionCases
