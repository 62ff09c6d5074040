"""Where a scenario plays: a company's store of its own, on either make of database."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Protocol

from sqlalchemy import make_url

from console.settings import Settings
from console.wiring import House
from tests.faults.company import found
from tests.postgres import Server


@dataclass(frozen=True)
class Ground:
    """One store, as every process on it is told of it.

    Attributes:
        kind: ``sqlite`` or ``postgresql``.
        folder: A folder of the scenario's own; the embedded store is in ``data`` under it.
        url: The database; ``None`` for the embedded store.
    """

    kind: str
    folder: Path
    url: str | None = None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def settings(self) -> Settings:
        return Settings(self.data, self.url, "127.0.0.1", 0)

    @property
    def place(self) -> Path | str:
        """Where the log is."""
        return self.url or self.data / "log.sqlite"

    @property
    def environment(self) -> dict[str, str]:
        """What the command line reads it from."""
        return {"STEWARD_DATA": str(self.data), "STEWARD_DATABASE": self.url or ""}

    @contextmanager
    def house(self) -> Iterator[House]:
        """The whole composition on it."""
        house = House(self.settings)
        try:
            yield house
        finally:
            house.close()


class Grounds(Protocol):
    """Gives out founded companies."""

    kind: str

    def new(self) -> Ground:
        """A company that nobody else works on."""
        ...


class Files:
    """Companies in files."""

    kind = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder, self._numbers = folder, count(1)
        self._model = Ground(self.kind, folder / "model")
        found(self._model.settings)

    def new(self) -> Ground:
        ground = Ground(self.kind, self._folder / f"ground-{next(self._numbers)}")
        shutil.copytree(self._model.data, ground.data)
        return ground


class Databases:
    """Companies in databases of one server, which waits for the disk as a company's does."""

    kind = "postgresql"

    def __init__(self, folder: Path, server: Server) -> None:
        self._folder, self._numbers, self.server = folder, count(1), server
        self._name = server.new_database()
        self._model = Ground(self.kind, folder / "model", server.url(self._name))
        found(self._model.settings)

    def new(self) -> Ground:
        name = self.server.new_database(like=self._name)
        folder = self._folder / f"ground-{next(self._numbers)}"
        folder.mkdir()
        return Ground(self.kind, folder, self.server.url(name))


def database_of(ground: Ground) -> str:
    """The name of a ground's database."""
    return make_url(ground.url or "").database or ""
