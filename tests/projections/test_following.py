"""A console that does not project itself: it hears of what others applied, through every loss of its connection."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Event, Thread
from time import monotonic, sleep

import pytest

from projections.spine.projector import Step
from projections.spine.session import Session
from projections.spine.worker import Worker
from tests.postgres import Server
from tests.projections.estate import Estate, Lit

AT_ONCE_S, IN_TIME_S = 0.4, 5


class Heard:
    """What a listener was told, and by when."""

    def __init__(self) -> None:
        self.streams: set[str] = set()
        self._news = Event()

    def __call__(self, step: Step) -> None:
        self.streams |= step.streams
        self._news.set()

    def of(self, stream: str, timeout: float) -> bool:
        until = monotonic() + timeout
        while stream not in self.streams and monotonic() < until:
            self._news.wait(0.02)
            self._news.clear()
        return stream in self.streams


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def console(estate: Estate, heard: Heard) -> Iterator[Worker]:
    """Another console on the same store."""
    other = Estate(estate.place)
    worker = Worker(other.projector, other.clock, projects=False)
    worker.listen(heard)
    worker.start()
    yield worker
    worker.stop()
    other.close()


def apply(estate: Estate, lamp: str) -> int:
    position = estate.record(lamp, Lit(watts=10))
    estate.projector.catch_up()
    return position


def test_it_hears_of_streams_that_another_process_applied(
    estate: Estate, console: Worker, heard: Heard
) -> None:
    assert console.alive
    assert console.wait_for(apply(estate, "a"), IN_TIME_S)
    assert heard.of("lamp:a", IN_TIME_S)
    assert console.wait_for(apply(estate, "b"), IN_TIME_S)
    assert heard.of("lamp:b", IN_TIME_S)
    assert console.lag().behind == 0


def test_it_applies_nothing_itself_and_says_how_far_behind_the_others_are(
    estate: Estate, console: Worker
) -> None:
    position = estate.record("a", Lit(watts=10))
    estate.clock.now += timedelta(minutes=1)

    assert not console.wait_for(position, 0.7)
    assert (console.lag().behind, console.position()) == (1, 0)
    assert estate.rows("lamps") == set()


def test_it_stops_within_a_second(console: Worker) -> None:
    sleep(0.1)
    began = monotonic()
    console.stop()

    assert monotonic() - began < 1
    assert not console.alive


class TestOnOneServer:
    """What only a server can do to a console."""

    @pytest.fixture
    def estate(self, database: str) -> Iterator[Estate]:
        estate = Estate(database)
        yield estate
        estate.close()

    def test_it_is_told_at_once(self, estate: Estate, console: Worker, heard: Heard) -> None:
        apply(estate, "a")
        assert heard.of("lamp:a", IN_TIME_S)
        apply(estate, "b")
        assert heard.of("lamp:b", AT_ONCE_S)

    def test_it_goes_on_after_its_connections_were_cut(
        self, estate: Estate, console: Worker, heard: Heard
    ) -> None:
        apply(estate, "a")
        assert heard.of("lamp:a", IN_TIME_S)
        session = Session(estate.engine)
        cut = session.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'steward_models' AND pid <> pg_backend_pid()"
        )
        session.close()
        assert len(cut) >= 2
        estate.engine.dispose()
        apply(estate, "b")

        assert heard.of("lamp:b", IN_TIME_S)
        apply(estate, "c")
        assert heard.of("lamp:c", IN_TIME_S)
        assert console.alive

    def test_it_goes_on_after_the_server_was_restarted(
        self, postgres_server: Server, estate: Estate, console: Worker, heard: Heard
    ) -> None:
        apply(estate, "a")
        assert heard.of("lamp:a", IN_TIME_S)
        postgres_server.restart("fast")
        estate.engine.dispose()
        apply(estate, "b")

        assert heard.of("lamp:b", 2 * IN_TIME_S)
        assert console.lag().behind == 0

    def test_waiting_for_a_write_asks_the_database_no_oftener_than_twice(
        self, estate: Estate, console: Worker, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        console.stop()
        asked: list[bool] = []
        position = console.position
        monkeypatch.setattr(console, "position", lambda: (asked.append(True), position())[1])
        waiting = Thread(target=console.wait_for, args=(1, 0.5))
        waiting.start()
        while waiting.is_alive():
            with console._moved:
                console._moved.notify_all()
            sleep(0.01)
        assert len(asked) == 2
