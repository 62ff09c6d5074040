"""Where a log and a witness file of it part: which events were changed, taken away, put in, moved or dated anew.

What an event says comes to a digest that no other event has, for its stream and its version are in it. So an event is
found wherever it stands now, even where somebody has made the whole chain anew. Only what differs is written down, on a
scratch file: memory stays constant whatever was done.
"""

import sqlite3
from collections.abc import Sequence
from struct import Struct
from typing import Any

from domain.log.dialects.dialect import Row
from domain.log.proof.export import Export
from domain.log.proof.merkle import RECORD_BYTES
from domain.log.scratch import Scratch

_HERE = """
CREATE TABLE here (
    position INTEGER PRIMARY KEY, recorded_at INTEGER, digest BLOB, stream TEXT, version INTEGER, name TEXT
)
"""
_THERE = "CREATE TABLE there (position INTEGER PRIMARY KEY, recorded_at INTEGER, digest BLOB)"
_ONLY_COUNTED = "DELETE FROM here WHERE position > ? AND digest NOT IN (SELECT digest FROM there)"
_CLOSE = 4
"""A page that reaches over more than so many times its rows is compared row by row."""
_record = Struct(">q32s")


class Differences(Scratch):
    """Takes the rows in order of position, each with what a witness file should say of it.

    Attributes:
        any: Whether they part anywhere; what stands before the first place is beside the witness file, not against it.

    Args:
        export: Where the witness file is.
        size: How many of its records count.
    """

    def __init__(self, export: Export, size: int) -> None:
        super().__init__(_HERE, _THERE)
        self.any = False
        self._export, self._size = export, size
        self._next = 1
        self._parts: list[tuple[int, int]] = []

    def page(self, rows: Sequence[Row], records: Sequence[bytes]) -> None:
        """Compare some events."""
        first, last = rows[0][0], rows[-1][0]
        dense = first == self._next and last - first + 1 == len(rows)
        counted = records[: max(self._size - first + 1, 0)]
        if (
            dense
            and (last <= self._size or not self.any)
            and b"".join(counted) == self._witnessed(first, last)
        ):
            self._next = last + 1
            return
        held = self._witnessed(first, last) if last - first < _CLOSE * len(rows) else None
        for row, record in zip(rows, records, strict=True):
            at = (row[0] - max(first, 1)) * RECORD_BYTES
            known = self._witnessed(row[0], row[0]) if held is None else held[at : at + RECORD_BYTES]
            self._row(row, record, known)

    def end(self) -> None:
        """No more rows: whatever the witness file has beyond them is not in the log."""
        if self._next <= self._size:
            self._part(self._next, self._size)

    def load(self, upto: int) -> sqlite3.Connection:
        """The scratch file with everything that differs: ``here`` in the log, ``there`` in the witness file.

        Args:
            upto: How many of the witness file's records count after all.
        """
        for first, last in self._parts:
            records = self._export.records(min(last, upto), first - 1)
            self._scratch.executemany(
                "INSERT INTO there VALUES (?, ?, ?)",
                ((place, *_record.unpack(one)) for place, one in enumerate(records, first)),
            )
        if upto < self._size:
            self._scratch.execute(_ONLY_COUNTED, [upto])
        return self._scratch

    def holds(self, position: int) -> bool:
        """Whether an event differs that stands at a position of the log."""
        found = self._scratch.execute("SELECT 1 FROM here WHERE position = ?", [position]).fetchone()
        return found is not None

    def _row(self, row: Row, record: bytes, known: bytes) -> None:
        position = row[0]
        if self._next < position and self._next <= self._size:
            self._part(self._next, min(position - 1, self._size))
        self._next = max(position + 1, self._next)
        if 1 <= position <= self._size:
            if record == known:
                return
            self._part(position, position)
        elif position > self._size and not self.any:
            return
        self.any = self.any or position >= 1
        values: tuple[Any, ...] = (position, row[1], record[8:], str(row[3]), row[4], str(row[5]))
        self._scratch.execute("INSERT INTO here VALUES (?, ?, ?, ?, ?, ?)", values)

    def _part(self, first: int, last: int) -> None:
        """Remember a stretch of the witness file that the log does not hold in its place."""
        self.any = True
        if self._parts and self._parts[-1][1] == first - 1:
            self._parts[-1] = self._parts[-1][0], last
        else:
            self._parts.append((first, last))

    def _witnessed(self, first: int, last: int) -> bytes:
        return b"".join(self._export.pages(min(last, self._size), max(first - 1, 0)))
