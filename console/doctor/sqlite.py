"""The files of an embedded store: write-ahead mode, soundness, and what was left lying about."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from console.doctor.findings import Finding, ok, warning, wrong
from console.doctor.installation import Installation
from domain.errors import Term

LARGEST_WAL = 256 * 1024 * 1024
RESTORE = Term("stop the console, keep the files as they are, and restore the last backup into a new folder")
BUSY_S = 5


def stray(installation: Installation) -> Iterator[Finding]:
    """Whether a write-ahead file lies without its store, or has grown out of bounds."""
    if not installation.embedded:
        return
    for wal in sorted(installation.settings.data.glob("*.sqlite-wal")):
        of, size = wal.with_name(wal.name.removesuffix("-wal")), wal.stat().st_size
        if not of.exists():
            do = Term(
                "put {store} back beside it before anything is started: the file may hold what was recorded last"
            )
            yield wrong("stray", Term("{wal} is there, but {store} is not."), do, wal=wal.name, store=of.name)
        elif size > LARGEST_WAL:
            do = Term("stop the console and start it again: some reader never lets go")
            yield warning(
                "stray", Term("{wal} has grown to {size} MiB."), do, wal=wal.name, size=str(size >> 20)
            )


def write_ahead(installation: Installation) -> Iterator[Finding]:
    """Whether readers and the writer do not block each other."""
    if not installation.embedded or installation.log is None:
        return
    modes = {one.name: str(_asked(one, "PRAGMA journal_mode")[0][0]) for one in installation.files}
    plain = sorted(name for name, mode in modes.items() if mode != "wal")
    if plain:
        do = Term("run “steward migrate” while nothing else uses the store")
        yield warning("write_ahead", Term("{names} are not in write-ahead mode."), do, names=plain)
    elif modes:
        yield ok("write_ahead", Term("All stores are in write-ahead mode"))


def sound(installation: Installation) -> Iterator[Finding]:
    """Whether the database itself finds its files whole."""
    if not installation.embedded:
        return
    damaged = [one.name for one in installation.files if not _sound(one)]
    if damaged:
        yield wrong("sound", Term("These files are damaged: {names}."), RESTORE, names=damaged)
    elif installation.files:
        yield ok("sound", Term("{names} are sound"), names=[one.name for one in installation.files])


def _sound(path: Path) -> bool:
    try:
        return _asked(path, "PRAGMA quick_check(1)") == [("ok",)]
    except sqlite3.DatabaseError:
        return False


def _asked(path: Path, sql: str) -> list[tuple[object, ...]]:
    address = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=BUSY_S)) as connection:
        return connection.execute(sql).fetchall()
