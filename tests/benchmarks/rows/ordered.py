"""Eight processes that append to one log at once; a reader that follows it must never miss an event."""

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from tests.benchmarks.contenders import Contender
from tests.benchmarks.contenders.hosted import Hosted
from tests.benchmarks.contenders.native import Native
from tests.benchmarks.contenders.raw import Raw
from tests.benchmarks.contenders.steward import Steward
from tests.benchmarks.contest import FLOOR, LIBRARY, OURS, Row, Run, Stand, per
from tests.benchmarks.places import Kind
from tests.benchmarks.workload import steps

WRITERS = 8


@contextmanager
def _runs(stand: Stand, kind: Kind) -> Generator[dict[str, Run]]:
    """The floor takes an advisory lock and inserts in one statement; the peer is left out: its order has gaps."""
    with ExitStack() as stack, ThreadPoolExecutor(WRITERS) as pool:

        def run(contender: type[Contender], packages: Path | None = None, **more: bool) -> Run:
            place = stack.enter_context(stand.places.place(kind))
            writers: list[Contender] = [
                stack.enter_context(closing(Hosted(contender, packages, place=place, **more)))
                for _ in range(WRITERS)
            ]
            return lambda number: _side_by_side(pool, writers, number, stand.batch(100))

        runs = {FLOOR: run(Raw, ordered=True)}
        if stand.library:
            runs[LIBRARY] = run(Native, stand.library)
        runs[OURS] = run(Steward)
        yield runs


def _side_by_side(pool: ThreadPoolExecutor, writers: Sequence[Contender], number: int, each: int) -> float:
    """Seconds an event until the last writer has appended its last."""
    ready = [writer.appending(steps(f"{number}:{at}", each)) for at, writer in enumerate(writers)]
    return per(each * len(writers), lambda: list(pool.map(lambda work: work(), ready)))


ORDERED = Row("ordered", f"ordered append, {WRITERS} processes at once", 1.25, (Kind.POSTGRESQL,), _runs)
