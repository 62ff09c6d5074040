"""Taking events away as lines of JSON, against a bare loop that reads the same rows and writes them."""

import json
from collections.abc import Callable, Generator
from contextlib import ExitStack, closing, contextmanager
from itertools import count
from pathlib import Path

from console.evidence.members import Member
from console.evidence.rows import event_line
from domain.log.raw import Narrowed
from domain.log.statements import EVENT
from tests.benchmarks.contenders.raw import Raw
from tests.benchmarks.contenders.steward import Steward
from tests.benchmarks.contest import FLOOR, OURS, Row, Run, Stand, per
from tests.benchmarks.places import Kind
from tests.benchmarks.workload import steps

COLUMNS = tuple(column.name for column in EVENT)
LONG = 1000


def by_hand(raw: Raw, target: Path) -> None:
    """Each row as one line; bytes in hex."""
    with target.open("w", encoding="utf-8") as file:
        for row in raw.events("*"):
            said = dict(zip(COLUMNS, row, strict=True))
            said["body"], said["digest"] = said["body"].decode(), (said["digest"] or b"").hex()
            file.write(json.dumps(said, ensure_ascii=False) + "\n")


def ours(steward: Steward, target: Path) -> None:
    """The same with the hashes, and a fingerprint of the file."""
    with target.open("wb") as file:
        member = Member(file)
        for row in steward.log.raw.narrowed(Narrowed()):
            member.line(event_line(row))


@contextmanager
def _runs(stand: Stand, kind: Kind) -> Generator[dict[str, Run]]:
    numbers = count()
    with ExitStack() as stack:
        raw = stack.enter_context(closing(Raw(stack.enter_context(stand.places.place(kind)))))
        steward = stack.enter_context(closing(Steward(stack.enter_context(stand.places.place(kind)))))
        many = max(LONG, stand.events // LONG * LONG)
        for place in range(many // LONG):
            raw.fill(steps(f"export:{place}", LONG))
            steward.fill(steps(f"export:{place}", LONG))

        def timed(work: Callable[[Path], None]) -> Run:
            def run(number: int) -> float:
                target = stand.places.folder / f"export-{next(numbers)}.jsonl"
                taken = per(many, lambda: work(target))
                lines = sum(1 for _ in target.open(encoding="utf-8"))
                target.unlink()
                assert lines == many
                return taken

            return run

        yield {
            FLOOR: timed(lambda target: by_hand(raw, target)),
            OURS: timed(lambda target: ours(steward, target)),
        }


EXPORT = Row(
    "export",
    "take an event away as a line, with its hash",
    1.5,
    (Kind.SQLITE, Kind.POSTGRESQL),
    _runs,
    rounds=7,
)
