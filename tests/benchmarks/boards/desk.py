"""The desk as a process of its own: real commands through the door, each with the instant of its commit.

``python -m tests.benchmarks.boards.desk FOLDER`` reads ``rate seconds seed`` a line and answers each with one line
of JSON: ``[[position, committed], …]``, the position of each command's last event and monotonic seconds.
"""

import json
import sys
import time
from collections import deque
from pathlib import Path
from uuid import uuid4

from console.wiring import wall_clock
from domain.log import Log
from domain.operations import Door, Outcome
from tests.benchmarks.boards.schedule import moments

MATTERS = ("电梯停在五楼", "楼道灯不亮", "门禁刷不开", "水表间有响声")
STAY_OPEN = 8


class Desk:
    """Opens tickets and closes each some commands later: the board keeps its size and every command alters it."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._open: deque[str] = deque()

    def next(self) -> int:
        """Record one command; the position of its last event."""
        told = self._close() if len(self._open) > STAY_OPEN else self._report()
        return told.position

    def _report(self) -> Outcome:
        id = uuid4().hex
        matter, place = MATTERS[int(id, 16) % len(MATTERS)], "5 号楼一单元"
        command = {
            "id": id,
            "site": "s1",
            "by": "desk01",
            "do": "help.report",
            "matter": matter,
            "place": place,
        }
        told = self._door.submit(command)
        self._open.append(told.results["ticket"])
        return told

    def _close(self) -> Outcome:
        command = {"id": uuid4().hex, "site": "s1", "by": "duty01", "do": "ticket.void"}
        return self._door.submit({**command, "ticket": self._open.popleft(), "why": "called by mistake"})


def main() -> None:
    """Answer orders until the pipe is closed."""
    with Log.open(Path(sys.argv[1]) / "log.sqlite", wall_clock) as log:
        desk = Desk(Door(log, wall_clock, through="command line"))
        for order in sys.stdin:
            rate, seconds, seed = order.split()
            done = [(desk.next(), time.monotonic()) for _ in moments(float(rate), float(seconds), int(seed))]
            print(json.dumps(done), flush=True)  # noqa: T201 - the pipe


if __name__ == "__main__":
    main()
