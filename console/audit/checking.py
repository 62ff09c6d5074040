"""The verification as it runs beside the pages: one at a time in a process, its progress and its report for all."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from threading import Lock, Thread

import msgspec
from eventsourcing.persistence import PersistenceError
from sqlalchemy.exc import DBAPIError

from console.proving import judged, replaying
from console.wiring import House
from domain.errors import Reason, Refused, reason
from domain.log import Report
from projections.spine.replay import Replayed


class Run(msgspec.Struct):
    """One verification.

    Attributes:
        account: Who began it.
        total: Events that the log held when it began.
        read: Events read so far, first of the log, then of the replay.
        replaying: The log is done, and read models are compared.
        report, models: What was found; ``None`` while it is not known.
        problem: Why it could not be carried out.
        ended: When it was done.
    """

    account: str
    began: datetime
    total: int
    read: int = 0
    replaying: bool = False
    report: Report | None = None
    models: list[Replayed] | None = None
    problem: list[Reason] = []
    ended: datetime | None = None

    @property
    def holds(self) -> bool:
        """Whether all was as it was recorded."""
        whole = self.report is not None and self.report.holds
        return whole and not self.problem and all(one.holds for one in self.models or ())


class Checker:
    """Runs verifications of one house."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.run: Run | None = None

    @property
    def busy(self) -> bool:
        """Whether one is running."""
        return self.run is not None and self.run.ended is None

    def start(self, house: House, account: str) -> None:
        """Begin one, unless one is running."""
        with self._lock:
            if self.busy:
                return
            self.run = Run(account, house.clock(), house.log.head())
            Thread(target=self._work, args=(house, self.run), name="verification", daemon=True).start()

    def _work(self, house: House, run: Run) -> None:
        def progress(read: int) -> None:
            run.read = read

        try:
            run.report = judged(house.settings, (), "", progress)
            run.read, run.replaying = 0, True
            if not any(one.kind == "table" for one in run.report.findings):
                run.models = _compared(house, run)
        except Refused as refused:
            run.problem = list(refused.reasons)
        except (OSError, DBAPIError, PersistenceError, sqlite3.Error) as problem:
            run.problem = [reason("The store cannot be read: {problem}.", problem=str(problem)[:300])]
        finally:
            run.ended = house.clock()


def _compared(house: House, run: Run) -> list[Replayed]:
    def progress(read: int) -> None:
        run.read = read

    with replaying(house.settings) as replay:
        return [] if replay is None else list(replay.compare(progress))


def wrong(models: Sequence[Replayed]) -> list[Reason]:
    """What is wrong with read models, one reason for each of them and for the first rows of each."""
    found: list[Reason] = []
    for one in models:
        found += [row.what for row in one.wrong]
        rest = one.differing - len(one.wrong) + len(one.parked) + one.ahead
        if rest > 0:
            found.append(
                reason("Read model {model}: {count} more things are wrong.", model=one.model, count=rest)
            )
    return found
