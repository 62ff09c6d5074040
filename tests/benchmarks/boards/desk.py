"""The desk as a process of its own: real commands through the door, each with the instant of its commit.

``python -m tests.benchmarks.boards.desk FOLDER`` reads ``rate seconds seed`` a line and answers each with one line
of JSON: ``[[position, committed], …]``, the position of each command's last event and monotonic seconds.
"""

import json
import sys
import time
from pathlib import Path
from uuid import uuid4

from console.wiring import log_file, wall_clock
from domain.log import Log
from domain.operations import Door
from tests.benchmarks.boards.schedule import moments

MATTERS = ("电梯停在五楼", "楼道灯不亮", "门禁刷不开", "水表间有响声")


class Desk:
    """Opens a ticket, closes it again with the next command: the board keeps its size."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._open = ""

    def next(self) -> int:
        """Record one command; the position of its last event."""
        by = {"id": uuid4().hex, "site": "s1", "by": "desk01"}
        if self._open:
            told = self._door.submit(
                {**by, "by": "duty01", "do": "ticket.void", "ticket": self._open, "why": "called by mistake"}
            )
            self._open = ""
            return told.position
        matter = MATTERS[int(by["id"], 16) % len(MATTERS)]
        told = self._door.submit({**by, "do": "help.report", "matter": matter, "place": "5 号楼一单元"})
        self._open = told.results["ticket"]
        return told.position


def main() -> None:
    """Answer orders until the pipe is closed."""
    with Log.open(log_file(Path(sys.argv[1])), wall_clock) as log:
        desk = Desk(Door(log, wall_clock, through="command line"))
        for order in sys.stdin:
            rate, seconds, seed = order.split()
            done = [(desk.next(), time.monotonic()) for _ in moments(float(rate), float(seconds), int(seed))]
            print(json.dumps(done), flush=True)  # noqa: T201 - the pipe


if __name__ == "__main__":
    main()
