"""An append of another process is heard of at once, not found by looking."""

import sys
from time import monotonic, sleep

import pytest

from domain.log import Log, Place
from tests.log.test_processes import start_writer


@pytest.mark.skipif(sys.platform != "linux", reason="only there the system tells of writes to a file")
def test_whoever_waits_hears_of_another_process_without_looking(
    place: Place, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.wait(0, 0.3)  # the bell is listening
    monkeypatch.setattr(log._connections.dialect, "poll_s", 60.0)
    for round_ in (1, 2):
        before = log.head()
        with start_writer(place, f"diary:{round_}", 2) as writer:
            began = monotonic()
            assert log.wait(before, 20) > before
            assert monotonic() - began < 10
            assert writer.wait(20) == 0
        sleep(0.2)


def test_closing_does_not_wait_for_the_bell(log: Log) -> None:
    log.wait(0, 0.1)
    began = monotonic()
    log.close()
    assert monotonic() - began < 2
