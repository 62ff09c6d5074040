"""Several processes on one store, some of them killed: one order without gaps, and the chain whole."""

import signal
import subprocess
import sys
from pathlib import Path
from subprocess import Popen
from time import sleep
from typing import IO

import pytest

from domain.facts import Recorded
from domain.log import Log, Place, verify
from tests.log.conftest import SetClock
from tests.log.diary import Diary
from tests.log.grounds import Ground

MIGRATE = (
    "import sys; from datetime import *; from domain.log import migrate; "
    "print(migrate(sys.argv[1], 'real', lambda: datetime.now(UTC)).id)"
)


def start_writer(
    place: Place, stream: str, count: int, answers: IO[str] | int = subprocess.DEVNULL
) -> Popen[str]:
    command = [sys.executable, "-m", "tests.log.writer", str(place), stream, str(count)]
    return Popen(command, stdout=answers, text=True)


def test_two_processes_append_side_by_side_without_a_gap(place: Place, log: Log) -> None:
    writers = [start_writer(place, stream, 300) for stream in ("diary:1", "diary:2")]
    for writer in writers:
        writer.wait(timeout=60)
    assert [writer.returncode for writer in writers] == [0, 0]
    positions = [event.position for event in log.read(0, 10_000)]
    assert positions == list(range(1, 1001))
    streams = [event.originator_id for event in log.search(limit=10_000) if isinstance(event, Recorded)]
    assert min(streams.index("diary:1"), streams.index("diary:2")) == 0
    assert verify(place).findings == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_writer_leaves_whole_commands_and_what_it_was_told_stands(
    place: Place, tmp_path: Path, clock: SetClock
) -> None:
    told = 0
    for number, after in enumerate((1, 7, 20)):
        answers = tmp_path / f"answers-{number}"
        with answers.open("w") as out:
            writer = start_writer(place, "diary:1", 100_000, out)
            while len(answers.read_text().splitlines()) < after:
                sleep(0.002)
            writer.send_signal(signal.SIGKILL)
            writer.wait(timeout=20)
        told = int(answers.read_text().splitlines()[-1])
    with Log.open(place, clock) as log:
        versions = [event.originator_version for event in log.stream("diary:1")]
        assert versions == list(range(1, len(versions) + 1))
        assert log.get(Diary, "diary:1").version == len(versions)
        assert told <= len(versions) <= told + 1
        assert log.head() == len(versions) + 2 * (len(versions) // 3)
    assert verify(place).findings == []


def test_several_processes_create_one_store(ground: Ground) -> None:
    command = [sys.executable, "-c", MIGRATE, str(ground.new())]
    starting = [Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    ids = {one.communicate(timeout=60)[0] for one in starting}
    assert [one.returncode for one in starting] == [0, 0, 0, 0]
    assert len(ids) == 1
