"""What holds on a database that several machines share."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from subprocess import Popen
from threading import Thread
from time import monotonic

import pytest

from domain.log import Log, migrate, verify
from domain.log.connections import Connections
from domain.log.dialects import dialect_of, functions
from domain.log.dialects.dialect import StoreUnavailable
from tests.log.conftest import SetClock
from tests.log.diary import text, written
from tests.postgres import Server

WRITERS, EVENTS_EACH = 4, 120


@pytest.fixture
def log(database: str, clock: SetClock) -> Iterator[Log]:
    migrate(database, "real", clock)
    with Log.open(database, clock) as log:
        yield log


def cut(server: Server, *, listening: bool = False) -> None:
    """End every connection of the log but, unless asked for, the one that listens."""
    which = "LIKE" if listening else "NOT LIKE"
    server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        f"WHERE application_name = 'steward' AND query {which} 'LISTEN%'"
    )


def test_a_reader_that_follows_the_log_never_misses_an_event_of_several_writers(
    log: Log, database: str
) -> None:
    command = [sys.executable, "-m", "tests.log.writer", database]
    writers = [
        Popen([*command, f"diary:{number}", str(EVENTS_EACH)], stdout=subprocess.DEVNULL)
        for number in range(WRITERS)
    ]
    read: list[int] = []
    while any(writer.poll() is None for writer in writers) or log.head() > len(read):
        log.wait(len(read), 0.2)
        read += [event.position for event in log.read(read[-1] if read else 0, 50)]
    assert [writer.returncode for writer in writers] == [0] * WRITERS
    expected = WRITERS * EVENTS_EACH + WRITERS * 2 * (EVENTS_EACH // 3)
    assert read == list(range(1, expected + 1))
    assert verify(database).holds


def test_an_append_from_elsewhere_is_heard_at_once_and_also_after_the_listening_connection_was_cut(
    log: Log, database: str, clock: SetClock, postgres_server: Server
) -> None:
    assert heard_after(log, database, clock, 0) < 0.4
    cut(postgres_server, listening=True)
    log.wait(1, 1.5)
    assert heard_after(log, database, clock, 1) < 0.4


def heard_after(log: Log, database: str, clock: SetClock, head: int) -> float:
    """Seconds from an append of another console until the waiting one hears of it."""
    heard: list[float] = []

    def wait() -> None:
        log.wait(head, 5)
        heard.append(monotonic())

    waiting = Thread(target=wait)
    waiting.start()
    with Log.open(database, clock) as elsewhere:
        began = monotonic()
        elsewhere.append([written("diary:1", head + 1)])
        waiting.join()
    return heard[0] - began


def test_readers_and_writers_come_back_by_themselves_when_their_connections_were_cut(
    log: Log, postgres_server: Server
) -> None:
    log.append([written("diary:1", 1)])
    for version in (2, 3):
        cut(postgres_server)
        assert log.head() == version - 1
        cut(postgres_server)
        said, words = text(f"t-{version}", "x")
        assert log.append([written("diary:1", version)], [words]) == [version]
        assert said.id in log.texts([said.id])


def test_what_was_committed_before_the_answer_was_lost_is_found_and_not_recorded_twice(
    log: Log, database: str, monkeypatch: pytest.MonkeyPatch, postgres_server: Server
) -> None:
    log.append([written("diary:1", 1)])
    run = Connections.run
    cuts = iter([True])

    def run_and_lose(self: Connections, sql: str, parameters: object = ()) -> object:
        answer = run(self, sql, parameters)  # type: ignore[arg-type]
        if sql == functions.call_of(1, 0) and next(cuts, False):
            cut(postgres_server)
            return run(self, "SELECT 1")
        return answer

    monkeypatch.setattr(Connections, "run", run_and_lose)
    assert log.append([written("diary:1", 2, command="c-2", part=0)]) == [2]
    assert log.append([written("diary:1", 3)]) == [3]
    assert [event.originator_version for event in log.stream("diary:1")] == [1, 2, 3]
    assert verify(database).holds


def test_a_lock_that_is_not_let_go_is_told_in_words(database: str, clock: SetClock) -> None:
    migrate(database, "real", clock)
    dialect = dialect_of(database)
    dialect.lock_timeout_s = 1.0  # type: ignore[attr-defined]
    holder = dialect.connect()
    dialect.begin_write(holder)
    waiting = Connections(dialect)
    with pytest.raises(StoreUnavailable, match="too busy"), waiting.transaction():
        pass
    holder.close()
    with waiting.transaction() as writer:
        writer.execute("SELECT 1")
    waiting.close()


def test_too_many_questions_at_once_are_refused_and_do_not_hang(
    database: str, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domain.log.connections._SEAT_S", 0.2)
    migrate(database, "real", clock)
    connections = Connections(dialect_of(database))
    taken = [connections.reader() for _ in range(connections.dialect.most_readers)]
    for one in taken:
        one.__enter__()
    with pytest.raises(StoreUnavailable, match="Too many questions"):
        connections.rows("SELECT 1")
    for one in taken:
        one.__exit__(None, None, None)
    assert connections.rows("SELECT 1") == [(1,)]
    connections.close()


def test_a_server_that_starts_again_loses_nothing_and_is_waited_for(tmp_path: Path) -> None:
    server = Server(tmp_path / "pg", durable=True)
    place = server.url("postgres")
    now = lambda: datetime.now(UTC)  # noqa: E731
    migrate(place, "real", now)
    with Log.open(place, now) as log:
        assert log.append([written("diary:1", 1)]) == [1]
        server.restart(mode="immediate")
        assert log.append([written("diary:1", 2)]) == [2]
        server.restart(mode="immediate")
        assert [event.position for event in log.read(0, 10)] == [1, 2]
    assert verify(place).holds
    server.stop()
