"""Lines of a ledger, set aside on disk and given back ticket by ticket, so that any file fits in memory."""

import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from domain.tickets.facts import Meaning

PAGE = 5000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Line(msgspec.Struct, frozen=True):
    """One thing that a line of the ledger says.

    Attributes:
        at: When, in the offset it was written in.
        content: Hex SHA-256 of what the line says, for its identity across files.
        may_reopen: Whether it begins the work anew if the ticket was over.
    """

    number: str
    line: int
    at: datetime
    content: str
    means: Meaning
    reason: str = ""
    team: str = ""
    person: str = ""
    remark: str = ""
    matter: str = ""
    unit: str = ""
    may_reopen: bool = False


class Spool:
    """A temporary file of lines; as a context manager it leaves nothing behind.

    Attributes:
        ends_at: The last instant that was set aside.
        count: How many lines were.
    """

    def __init__(self) -> None:
        self.ends_at: datetime | None = None
        self.count = 0
        self._page: list[tuple[str, int, int, int, bytes]] = []
        self._encoder = msgspec.json.Encoder()
        self._decoder = msgspec.json.Decoder(Line)

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="steward-import-")
        self._store = sqlite3.connect(Path(self._folder.name) / "lines.sqlite", isolation_level=None)
        self._store.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE lines (number TEXT, at INTEGER, line INTEGER, part INTEGER, said BLOB);"
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()
        self._folder.cleanup()

    def add(self, line: Line) -> None:
        """Set one line aside."""
        instant = (line.at - EPOCH) // timedelta(microseconds=1)
        self._page.append((line.number, instant, line.line, self.count, self._encoder.encode(line)))
        self.count += 1
        self.ends_at = max(line.at, self.ends_at) if self.ends_at else line.at
        if len(self._page) >= PAGE:
            self._write()

    def tickets(self) -> Iterator[list[Line]]:
        """Each ticket's lines by time, those of one instant as the file has them; oldest ticket first."""
        self._write()
        self._store.execute("CREATE INDEX IF NOT EXISTS by_ticket ON lines (number, at, line, part)")
        numbers = self._store.execute(
            "SELECT number FROM lines GROUP BY number ORDER BY min(at), min(line), number"
        )
        for (number,) in numbers:
            rows = self._store.execute(
                "SELECT said FROM lines WHERE number = ? ORDER BY at, line, part", (number,)
            )
            yield [self._decoder.decode(said) for (said,) in rows]

    def _write(self) -> None:
        if not self._page:
            return
        self._store.execute("BEGIN")
        self._store.executemany("INSERT INTO lines VALUES (?, ?, ?, ?, ?)", self._page)
        self._store.execute("COMMIT")
        self._page = []
