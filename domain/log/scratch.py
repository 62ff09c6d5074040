"""A scratch file in which what may be many is kept: memory stays constant, and nothing of it outlives its use."""

import sqlite3
from types import TracebackType
from typing import Self


class Scratch:
    """A database of its own on a file that SQLite removes when it is closed.

    Args:
        tables: What it begins with, as ``CREATE`` statements.
    """

    def __init__(self, *tables: str) -> None:
        self._scratch = sqlite3.connect("", isolation_level=None)
        for table in tables:
            self._scratch.execute(table)
        self._scratch.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove the file."""
        self._scratch.close()
