"""What the log costs over raw SQLite: append, command, load and read, each against a floor of the same rows.

The floor writes the same envelope columns and JSON into a table with the same two uniquenesses, by one prepared
``INSERT`` in autocommit, without hash, lock or clock; it reads with ``SELECT`` and ``json.loads``. Rounds are
short and alternate, and the medians are compared. ``python -m tests.benchmarks.append``
"""

import json
import sqlite3
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from domain.aggregate import Aggregate, on
from domain.facts import Fact, Recorded, TextRef, stored_as
from domain.log import Log, migrate
from domain.log.codec import FactMapper, content_of

ROUNDS = 31
APPENDS = 200
LONG = 1000
COMMANDS = 50
PAGE = 2000
AT = datetime(2026, 4, 24, 9, 0, tzinfo=UTC)
FLOOR = """
CREATE TABLE events (
    position INTEGER PRIMARY KEY AUTOINCREMENT, recorded_at INTEGER NOT NULL, stream TEXT NOT NULL,
    version INTEGER NOT NULL, name TEXT NOT NULL, schema INTEGER NOT NULL, body BLOB NOT NULL,
    happened_at INTEGER NOT NULL, site TEXT NOT NULL, recorded_by TEXT NOT NULL, done_by TEXT NOT NULL,
    done_as TEXT NOT NULL, through TEXT NOT NULL, command TEXT, part INTEGER, digest BLOB, correlation TEXT,
    causation TEXT, UNIQUE (stream, version), UNIQUE (command, part)
)
"""
INSERT = f"INSERT INTO events VALUES (NULL, {', '.join('?' * 17)})"


@stored_as("benchmark.step_taken")
class StepTaken(Fact, frozen=True):
    step: str
    unit: str
    effort_min: int
    matter: TextRef | None = None


class Steps(Aggregate):
    effort_min = 0

    @on(StepTaken)
    def _taken(self, fact: StepTaken, _: Recorded) -> None:
        self.effort_min += fact.effort_min


def step(stream: str, version: int, command: str) -> Recorded:
    matter = TextRef(f"text:{command}", "0f" * 32)
    return Recorded(
        originator_id=stream,
        originator_version=version,
        fact=StepTaken(step="arrived", unit="5-2-1203", effort_min=version, matter=matter),
        happened_at=AT,
        site="s1",
        by="desk",
        doer="chen",
        role="technician",
        through="console",
        command=command,
        part=0,
        digest=b"\x01" * 32,
        correlation=command,
    )


def timed(work: Callable[[], object], times: int = 1) -> float:
    began = perf_counter()
    for _ in range(times):
        work()
    return (perf_counter() - began) / times


class Floor:
    """Raw SQLite with the same rows."""

    def __init__(self, path: Path) -> None:
        self.store = sqlite3.connect(path, isolation_level=None)
        self.store.execute("PRAGMA journal_mode=WAL")
        self.store.execute("PRAGMA synchronous=NORMAL")
        self.store.execute(FLOOR)
        self.mapper = FactMapper()

    def insert(self, event: Recorded) -> None:
        self.store.execute(INSERT, (0, *content_of(self.mapper.to_stored_event(event))))

    def append(self, events: list[Recorded]) -> None:
        rows = [(0, *content_of(self.mapper.to_stored_event(event))) for event in events]
        for row in rows:
            self.store.execute(INSERT, row)


def main() -> None:
    with TemporaryDirectory() as folder:
        migrate(Path(folder) / "log.sqlite", "demo", lambda: datetime.now(UTC))
        floor = Floor(Path(folder) / "floor.sqlite")
        with Log.open(Path(folder) / "log.sqlite", lambda: datetime.now(UTC)) as log:
            for name, target, measure in ROWS:
                pairs = [measure(floor, log, number) for number in range(ROUNDS)]
                raw, ours = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
                sys.stdout.write(
                    f"{name:32} floor {raw * 1e6:9.1f} us  ours {ours * 1e6:9.1f} us  {ours / raw:5.2f}"
                    f"  target {target}\n"
                )
        floor.store.close()


def append(floor: Floor, log: Log, number: int) -> tuple[float, float]:
    """One event at a time, entries and rows ready made."""
    events = [
        step(f"ticket:s1:{number}-{at % 200}", at // 200 + 1, f"c{number}-{at}") for at in range(APPENDS)
    ]
    entries = [floor.mapper.to_stored_event(event) for event in events]
    rows = [(0, *content_of(entry)) for entry in entries]
    began = perf_counter()
    for row in rows:
        floor.store.execute(INSERT, row)
    middle = perf_counter()
    for entry in entries:
        log.recorder.insert_events([entry])
    return (middle - began) / APPENDS, (perf_counter() - middle) / APPENDS


def command(floor: Floor, log: Log, number: int) -> tuple[float, float]:
    """Load five events, decide, save."""
    streams = [f"short:{number}:{at}" for at in range(COMMANDS)]
    for stream in streams:
        events = [step(stream, version, f"{stream}:{version}") for version in range(1, 6)]
        floor.append(events)
        log.append(events)

    def raw(stream: str) -> None:
        rows = floor.store.execute("SELECT body FROM events WHERE stream = ? ORDER BY version", (stream,))
        bodies = [json.loads(row[0]) for row in rows]
        fact = json.dumps(
            {"step": "done", "unit": "5-2-1203", "effort_min": sum(one["effort_min"] for one in bodies)}
        )
        envelope = (
            int(AT.timestamp()),
            "s1",
            "desk",
            "chen",
            "technician",
            "console",
            f"{stream}:6",
            0,
            b"\x01" * 32,
        )
        floor.store.execute(
            INSERT, (0, stream, 6, "benchmark.step_taken", 1, fact.encode(), *envelope, stream, None)
        )

    def ours(stream: str) -> None:
        steps = log.get(Steps, stream)
        log.append([step(stream, steps.version + 1, f"{stream}:6")])

    began = perf_counter()
    for stream in streams:
        raw(stream)
    middle = perf_counter()
    for stream in streams:
        ours(stream)
    return (middle - began) / COMMANDS, (perf_counter() - middle) / COMMANDS


def load(floor: Floor, log: Log, number: int) -> tuple[float, float]:
    """An aggregate of a thousand events."""
    stream = "long:1"
    if number == 0:
        events = [step(stream, version, f"long:{version}") for version in range(1, LONG + 1)]
        floor.append(events)
        log.append(events)

    def raw() -> None:
        for row in floor.store.execute(
            "SELECT * FROM events WHERE stream = ? ORDER BY version", (stream,)
        ).fetchall():
            json.loads(row[6])

    return timed(raw), timed(lambda: log.get(Steps, stream))


def read(floor: Floor, log: Log, _: int) -> tuple[float, float]:
    """Two thousand events of the global order, against the rows undecoded."""
    select = f"SELECT * FROM events WHERE position > ? ORDER BY position LIMIT {PAGE}"
    raw = timed(lambda: floor.store.execute(select, (0,)).fetchall())
    return raw, timed(lambda: log.read(0, PAGE))


ROWS: list[tuple[str, str, Callable[[Floor, Log, int], tuple[float, float]]]] = [
    ("append 1 event, chain included", "<= 1.25", append),
    ("command: load 5, decide, save", "<= 2", command),
    ("load an aggregate of 1000 events", "<= 0.6", load),
    ("read the log and decode (2000)", "<= 2", read),
]

if __name__ == "__main__":
    main()
