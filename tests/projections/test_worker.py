"""The worker: tails, tells, waits for writes, and goes on after trouble."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import pytest

from projections.spine.projector import Choose, Step
from projections.spine.worker import Worker
from tests.projections.estate import Estate, Lit, PutOut


@pytest.fixture
def worker(estate: Estate) -> Iterator[Worker]:
    worker = Worker(estate.projector, estate.clock)
    yield worker
    worker.stop()


def test_a_page_that_waits_for_its_own_write_sees_it(estate: Estate, worker: Worker) -> None:
    worker.start()
    for watts in (10, 20, 30):
        position = estate.record("a", Lit(watts=watts))
        assert worker.wait_for(position, timeout=5)
        assert {row[1] for row in estate.rows("lightings")} >= {position}
    assert worker.position() == worker.position("lamps") == 3
    assert not worker.wait_for(4, timeout=0.05)


def test_listeners_hear_which_streams_changed_also_where_another_process_applied_them(
    estate: Estate, worker: Worker
) -> None:
    heard: list[Step] = []
    three = Event()

    def listen(step: Step) -> None:
        heard.append(step)
        if step.to == 3:
            three.set()

    estate.record("a", Lit(watts=10))
    estate.projector.catch_up()
    worker.listen(listen)
    worker.start()
    assert worker.wait_for(1, 5)
    estate.record("b", Lit(watts=10))
    assert worker.wait_for(2, 5)
    worker.stop()
    assert {stream for step in heard for stream in step.streams} == {"lamp:b"}

    heard.clear()
    worker.start()
    estate.record("c", PutOut())
    assert three.wait(5)
    assert {stream for step in heard for stream in step.streams} == {"lamp:c"}
    heard.clear()
    assert worker._follow(1) == 3
    assert heard == [Step(1, 3, frozenset({"lamp:b", "lamp:c"}))]


def test_lag_tells_events_behind_their_age_and_when_the_head_last_moved_apart(
    estate: Estate, worker: Worker
) -> None:
    assert worker.lag().head_moved_at is None
    estate.record("a", Lit(watts=10))
    estate.projector.catch_up()
    assert (worker.lag().behind, worker.lag().oldest_unapplied_age) == (0, timedelta())
    estate.record("a", Lit(watts=0))
    recorded = estate.clock.now
    estate.record("b", Lit(watts=10))
    estate.clock.now += timedelta(minutes=3)
    lag = worker.lag()

    assert (lag.behind, lag.parked) == (2, 0)
    assert timedelta(minutes=3) <= lag.oldest_unapplied_age < timedelta(minutes=3, seconds=10)
    assert lag.head_moved_at is not None
    assert lag.head_moved_at > recorded
    estate.projector.catch_up()
    assert (worker.lag().behind, worker.lag().parked) == (0, 2)


def test_trouble_is_logged_and_tried_again(
    estate: Estate, worker: Worker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    step = estate.projector.step
    troubles = iter([OSError("disk full"), OSError("disk full")])

    def troubled(choose: Choose) -> Step | None:
        trouble = next(troubles, None)
        if trouble:
            raise trouble
        return step(choose)

    monkeypatch.setattr(estate.projector, "step", troubled)
    caplog.set_level(logging.ERROR)
    estate.record("a", Lit(watts=10))
    worker.start()

    assert worker.wait_for(1, 10)
    assert caplog.text.count("disk full") >= 2


def test_a_store_of_an_older_edition_is_rebuilt_before_it_is_followed(estate: Estate, worker: Worker) -> None:
    estate.record("a", Lit(watts=10))
    with estate.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE generations SET version = 0 WHERE model = 'lamps'")
    assert worker.position() == 0
    worker.start()

    assert worker.wait_for(1, 10)
    assert {row[0] for row in estate.rows("lamps")} == {"lamp:a"}
