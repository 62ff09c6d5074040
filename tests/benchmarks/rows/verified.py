"""Verifying a log with chain, register and checkpoints, against a bare loop that reads and hashes the same rows."""

import tempfile
from collections.abc import Generator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

from msgspec.msgpack import Encoder

from domain.log import Witnesses, verify
from domain.log.dialects import dialect_of
from domain.log.proof.making import Maker
from domain.log.statements import Statements
from tests.benchmarks.contenders.steward import Steward, now
from tests.benchmarks.contest import FLOOR, OURS, Row, Run, Stand, per
from tests.benchmarks.lamps import history
from tests.benchmarks.places import Kind, Place

PAGE = 2000


def bare(place: Place) -> int:
    """Read every row with all its columns, and hash what it holds."""
    dialect, pack, read = dialect_of(place.url), Encoder().encode, 0
    page_of = Statements(dialect).proof_page
    with closing(dialect.connect()) as connection:
        while page := connection.execute(page_of, [read, 2**62, PAGE]).fetchall():
            for row in page:
                sha256(pack(row[3:])).digest()
            read += len(page)
    return read


@contextmanager
def _runs(stand: Stand, kind: Kind) -> Generator[dict[str, Run]]:
    with stand.places.place(kind) as place, tempfile.TemporaryDirectory() as folder:
        with closing(Steward(place)) as ours:
            for batch in history(stand.events):
                ours.fill(batch)
        far = Path(folder) / "far"
        Maker(place.url, Path(folder) / "data", [far], now).make()

        def verified() -> None:
            report = verify(place.url, Witnesses([far]))
            assert (report.holds, report.checked, report.uncovered) == (True, stand.events, 0)

        yield {
            FLOOR: lambda _: per(stand.events, lambda: bare(place)),
            OURS: lambda _: per(stand.events, verified),
        }


VERIFY = Row(
    "verify",
    "verify the log and its checkpoints, an event",
    2.0,
    (Kind.SQLITE, Kind.POSTGRESQL),
    _runs,
    rounds=7,
)
