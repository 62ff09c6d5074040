"""What one writer does: append an event, carry out a command, load an aggregate, read the log."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from itertools import count

from tests.benchmarks.contenders import Contender
from tests.benchmarks.contest import Row, Run, Stand, per
from tests.benchmarks.places import Kind
from tests.benchmarks.workload import step, steps

EVERY = (Kind.SQLITE, Kind.SQLITE_FULL, Kind.POSTGRESQL)
ONCE = (Kind.SQLITE, Kind.POSTGRESQL)
SHORT, LONG, PAGE = 5, 1000, 2000


def _row(make: Callable[[Contender, Stand], Run]) -> Callable[..., Generator[dict[str, Run]]]:
    def runs(stand: Stand, kind: Kind) -> Generator[dict[str, Run]]:
        with stand.contenders(kind) as contenders:
            yield {column: make(contender, stand) for column, contender in contenders.items()}

    return runs


def _append(contender: Contender, stand: Stand) -> Run:
    """Rows ready made, one transaction each."""

    def run(number: int) -> float:
        batch = stand.batch(200)
        work = contender.appending([step(f"{number}:{at % 20}", at // 20 + 1) for at in range(batch)])
        return per(batch, work)

    return run


def _command(contender: Contender, stand: Stand) -> Run:
    """Load five events, decide on what they come to, save one more."""

    def run(number: int) -> float:
        streams = [f"short:{number}:{at}" for at in range(stand.batch(50))]
        for stream in streams:
            contender.fill(steps(stream, SHORT))
        return per(len(streams), lambda: [contender.command(stream) for stream in streams])

    return run


def _load(contender: Contender, stand: Stand) -> Run:
    """One aggregate of a thousand events; the floor is ``SELECT *`` and ``json.loads`` of each body."""
    contender.fill(steps("long", LONG))
    expected = LONG * (LONG + 1) // 2

    def run(number: int) -> float:
        assert contender.load("long") == expected
        return per(3, lambda: [contender.load("long") for _ in range(3)])

    return run


def _read(contender: Contender, stand: Stand) -> Run:
    """Two thousand events of the global order; the floor is ``SELECT *`` without decoding."""
    numbers = count()
    for _ in range(PAGE * 2 // LONG):
        contender.fill(steps(f"page:{next(numbers)}", LONG))

    def run(number: int) -> float:
        after = number * 100 % PAGE
        assert contender.read(after, PAGE) == PAGE
        return per(PAGE, lambda: contender.read(after, PAGE))

    return run


APPEND = Row("append", "append 1 event", 1.25, EVERY, contextmanager(_row(_append)), rounds=15)
COMMAND = Row(
    "command", "full command: load 5 events, decide, save", 2.0, EVERY, contextmanager(_row(_command))
)
LOAD = Row("load", "load an aggregate of 1000 events", 0.6, ONCE, contextmanager(_row(_load)))
READ = Row("read", "read the log and decode, an event", 2.0, ONCE, contextmanager(_row(_read)))
