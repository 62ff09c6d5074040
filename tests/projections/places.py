"""Where the tests of the read models put their stores: a folder with two files, or a database with two schemas."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Protocol

from domain.log import Place
from tests.log.grounds import KINDS, Databases
from tests.postgres import Server

__all__ = ["KINDS", "Places", "log_of", "models_of", "places"]


class Places(Protocol):
    """One make of store."""

    kind: str

    def new(self) -> Place:
        """A place without a store."""
        ...

    def copy(self, place: Place) -> Place:
        """A store like another one that nobody is using."""
        ...

    def run(self, place: Place, statement: str) -> object:
        """Lay hands on the log: one statement."""
        ...


class Folders:
    """Folders in a folder."""

    kind = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder, self._numbers = folder, count(1)

    def new(self) -> Place:
        made = self._folder / f"data-{next(self._numbers)}"
        made.mkdir()
        return made

    def copy(self, place: Place) -> Place:
        copied = self.new()
        shutil.copy(log_of(place), log_of(copied))
        return copied

    def run(self, place: Place, statement: str) -> object:
        with closing(sqlite3.connect(log_of(place), isolation_level=None)) as connection:
            return connection.execute(statement).fetchall()


def places(kind: str, folder: Path, server: Server) -> Iterator[Places]:
    """The places of a kind, cleared afterwards."""
    if kind == "sqlite":
        yield Folders(folder)
        return
    databases = Databases(server)
    yield databases
    databases.clear()


def log_of(place: Place) -> Place:
    """Where the log of a store is."""
    return place / "log.sqlite" if isinstance(place, Path) else place


def models_of(place: Place) -> Place:
    """Where its read models are."""
    return place / "models.sqlite" if isinstance(place, Path) else place
