"""Where the tests of the log put their stores: files and databases, and how a test lays hands on one."""

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import psycopg
from sqlalchemy import make_url

from domain.log import Place
from tests.postgres import Server

KINDS = ("sqlite", "postgresql")


class Ground(Protocol):
    """One make of store."""

    kind: str
    bytes_of: str
    """How a text column's bytes are written in a statement."""
    no_hash: str
    """Thirty-two zero bytes."""

    def new(self) -> Place:
        """A place without a store."""
        ...

    def copy(self, place: Place) -> Place:
        """A store like another one that nobody is using."""
        ...

    def run(self, place: Place, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Lay hands on a store: one statement, its values as question marks; its rows if it has any."""
        ...


class Files:
    """SQLite files in a folder."""

    kind = "sqlite"
    bytes_of = "CAST({} AS BLOB)"
    no_hash = "zeroblob(32)"

    def __init__(self, folder: Path) -> None:
        self._folder, self._numbers = folder, count(1)

    def new(self) -> Place:
        return self._folder / f"data-{next(self._numbers)}" / "log.sqlite"

    def copy(self, place: Place) -> Place:
        copied = Path(self.new())
        copied.parent.mkdir()
        shutil.copy(place, copied)
        return copied

    def run(self, place: Place, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(place, isolation_level=None)) as connection:
            return connection.execute(statement, values).fetchall()


class Databases:
    """PostgreSQL databases on a server."""

    kind = "postgresql"
    bytes_of = "convert_to({}, 'UTF8')"
    no_hash = "decode(repeat('00', 32), 'hex')"

    def __init__(self, server: Server) -> None:
        self._server = server
        self._made: list[str] = []

    def new(self) -> Place:
        self._made.append(self._server.new_database())
        return self._server.url(self._made[-1])

    def copy(self, place: Place) -> Place:
        self._made.append(self._server.new_database(like=make_url(str(place)).database))
        return self._server.url(self._made[-1])

    def run(self, place: Place, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        target = make_url(str(place)).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(target, options="-csearch_path=steward_log", autocommit=True) as connection:
            cursor = connection.execute(statement.replace("?", "%s").encode(), values)
            return cursor.fetchall() if cursor.description else []

    def clear(self) -> None:
        for name in self._made:
            self._server.drop(name)


def grounds(kind: str, folder: Path, server: Server) -> Iterator[Ground]:
    """The ground of a kind, cleared afterwards."""
    if kind == "sqlite":
        yield Files(folder)
        return
    databases = Databases(server)
    yield databases
    databases.clear()
