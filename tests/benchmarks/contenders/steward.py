"""Ours: the event log as the door of the console uses it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from domain.facts import Recorded
from domain.log import Log, migrate
from domain.log.codec import FactMapper
from tests.benchmarks.places import Place
from tests.benchmarks.workload import Steps, step


def now() -> datetime:
    return datetime.now(UTC)


class Steward:
    """The whole log: hash chain, one order, monotonic clock, commands remembered."""

    def __init__(self, place: Place) -> None:
        migrate(place.url, "real", now)
        self.log = Log.open(place.url, now, durable=place.durable)

    def appending(self, events: Sequence[Recorded]) -> Callable[[], object]:
        mapper, insert = FactMapper(), self.log.recorder.insert_events
        entries = [[mapper.to_stored_event(event)] for event in events]

        def work() -> None:
            for entry in entries:
                insert(entry)

        return work

    def fill(self, events: Sequence[Recorded]) -> None:
        self.log.append(events)

    def command(self, stream: str) -> None:
        steps = self.log.get(Steps, stream)
        self.log.append([step(stream, steps.version + 1, steps.effort_min)])

    def load(self, stream: str) -> int:
        return self.log.get(Steps, stream).effort_min

    def read(self, after: int, limit: int) -> int:
        return len(self.log.read(after, limit))

    def close(self) -> None:
        self.log.close()
