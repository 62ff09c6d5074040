"""The stores that a benchmark runs in, and empty places there: files in a folder, databases on a server."""

import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from enum import StrEnum
from itertools import count
from pathlib import Path

import msgspec
from sqlalchemy import make_url

from tests.postgres import Server


class Kind(StrEnum):
    """A database, and whether an append waits for its disk."""

    SQLITE = "SQLite NORMAL"
    SQLITE_FULL = "SQLite FULL"
    POSTGRESQL = "PostgreSQL"


class Place(msgspec.Struct, frozen=True):
    """Where one contender keeps its events.

    Attributes:
        url: A file that is not there yet, or the SQLAlchemy URL of an empty database.
    """

    kind: Kind
    url: Path | str

    @property
    def durable(self) -> bool:
        """Whether an append waits for the disk."""
        return self.kind is not Kind.SQLITE

    @property
    def conninfo(self) -> str:
        """The address of a PostgreSQL database as its own library takes it."""
        return make_url(str(self.url)).set(drivername="postgresql").render_as_string(hide_password=False)


class Places:
    """Gives out empty places; the server starts when the first database is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)
        self._server: Server | None = None

    @property
    def server(self) -> Server:
        """A PostgreSQL of the benchmark's own whose commits wait for the disk."""
        if self._server is None:
            self._server = Server(self.folder / "pg", durable=True)
        return self._server

    def version(self) -> str:
        """The version of the server."""
        return str(self.server.execute("SHOW server_version")[0][0])

    @contextmanager
    def place(self, kind: Kind) -> Generator[Place]:
        """An empty place of a kind, removed afterwards."""
        if kind is Kind.POSTGRESQL:
            name = self.server.new_database()
            try:
                yield Place(kind, self.server.url(name))
            finally:
                self.server.drop(name)
        else:
            with tempfile.TemporaryDirectory(dir=self.folder, prefix=f"{next(self._numbers)}-") as folder:
                yield Place(kind, Path(folder) / "log.sqlite")

    def close(self) -> None:
        """Stop the server, if it was started."""
        if self._server is not None:
            self._server.stop()


@contextmanager
def places(parent: Path | None) -> Generator[Places]:
    """Places under a folder, the system's temporary one unless named; everything in it is removed afterwards."""
    with tempfile.TemporaryDirectory(dir=parent, prefix="steward-", ignore_cleanup_errors=True) as folder:
        given = Places(Path(folder))
        try:
            yield given
        finally:
            given.close()
