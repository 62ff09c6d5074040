"""The slowest appends while a read model is being rebuilt, against those while nothing else happens."""

import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from statistics import quantiles
from threading import Event, Thread
from time import sleep

from console.asgi import SLICE_S
from domain.log import Log
from projections.spine.rebuild import rebuild
from tests.benchmarks.contenders.hosted import ROOT
from tests.benchmarks.contest import FLOOR, OURS, Row, Run, Stand, per
from tests.benchmarks.lamps import House, told
from tests.benchmarks.places import Kind, Place
from tests.benchmarks.workload import step

PAUSE_S = 0.002

Rebuilding = Callable[[Place, House], AbstractContextManager[None]]


def p99(log: Log, stream: str, appends: int) -> float:
    """Seconds within which 99 of 100 appends are done, of a stream of them that several rebuilds fit beside."""
    took: list[float] = []
    for version in range(1, appends + 1):
        event = step(stream, version)
        sleep(PAUSE_S)
        took.append(per(1, lambda: log.append([event])))  # noqa: B023 - at once
    return quantiles(took, n=100)[-1]


@contextmanager
def process(place: Place, _: House) -> Generator[None]:
    """Rebuild over and over in another process, as ``steward rebuild`` does."""
    command = [sys.executable, "-m", "tests.benchmarks.rebuilder", place.kind.name, str(place.url)]
    program = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert program.stdout
    program.stdout.readline()
    try:
        yield
    finally:
        program.communicate(timeout=600)


@contextmanager
def thread(_: Place, house: House) -> Generator[None]:
    """Rebuild over and over in a thread of this process, as the worker of an embedded console does."""
    done, begun = Event(), Event()
    usual = sys.getswitchinterval()
    sys.setswitchinterval(SLICE_S)

    def work() -> None:
        while not done.is_set():
            begun.set()
            rebuild(house.projector, "lamps", compare=False, gives_way=False)

    worker = Thread(target=work)
    worker.start()
    begun.wait()
    try:
        yield
    finally:
        done.set()
        worker.join()
        sys.setswitchinterval(usual)


def _runs(rebuilding: Rebuilding) -> Callable[[Stand, Kind], AbstractContextManager[dict[str, Run]]]:
    @contextmanager
    def runs(stand: Stand, kind: Kind) -> Generator[dict[str, Run]]:
        streams = (f"beside:{number}" for number in count())
        appends = min(2000, max(5, stand.events // 7))
        with stand.places.place(kind) as place, told(place, stand.events) as house:

            def beside(_: int) -> float:
                with rebuilding(place, house):
                    return p99(house.log, next(streams), appends)

            yield {FLOOR: lambda _: p99(house.log, next(streams), appends), OURS: beside}

    return runs


WHAT = "append, 99th percentile, while {} rebuilds"
BESIDE_PROCESS = Row(
    "beside", WHAT.format("another process"), 2.0, (Kind.SQLITE, Kind.POSTGRESQL), _runs(process), rounds=5
)
BESIDE_THREAD = Row(
    "beside-thread", WHAT.format("the console's thread"), 2.0, (Kind.SQLITE,), _runs(thread), rounds=5
)
