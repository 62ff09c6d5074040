"""Copies of a whole store: backups, and moves between a data folder and a database."""

import secrets
from collections.abc import Callable
from pathlib import Path
from tempfile import gettempdir

from console.access import Access
from console.settings import Settings
from console.wiring import make_store, wall_clock
from domain.errors import Reason, Refused, Term, reason
from domain.log import Log, Moved, backup, draft, move, restore
from domain.log.backups import Manifest


def back_up(settings: Settings, target: Path) -> Manifest:
    """Write one file that holds the whole company, while it works; of a database, in the form of a data folder.

    Raises:
        Refused: The file is there already, there is no store, or the copy does not hold.
    """
    if settings.database is None:
        return backup(settings.data, target, wall_clock)
    with draft("steward-backup-", Path(gettempdir())) as work:
        folder = settings.at(str(work / "data"))
        carry(settings, folder)
        return backup(folder.data, target, wall_clock)


def bring_back(file: Path, settings: Settings) -> Manifest:
    """Lay a backup out in an empty data folder or database.

    Raises:
        Refused: There is something already, or the backup is cut short, altered or not one.
    """
    if settings.database is None:
        return restore(file, settings.data)
    with draft("steward-restore-", Path(gettempdir())) as work:
        folder = settings.at(str(work / "data"))
        manifest = restore(file, folder.data)
        carry(folder, settings)
        return manifest


def carry(source: Settings, target: Settings, on_progress: Callable[[int], object] = lambda _: None) -> Moved:
    """Copy log, register and accounts to another place, compared row by row; sessions stay behind.

    Raises:
        Refused: It is a demonstration and the target is a database, there is a store at the target already, or
            what stands at the source does not hold.
    """
    with Log.open(source.event_log, wall_clock) as log:
        if log.store.purpose == "demo" and target.database:
            raise Refused(_only_embedded())
    moved = move(source.event_log, target.event_log, on_progress)
    make_store(target, None)
    came, went = _access(source), _access(target)
    try:
        came.copy_to(went)
    finally:
        came.close()
        went.close()
    return moved


def _access(settings: Settings) -> Access:
    return Access(settings.accounts, wall_clock, secrets.token_bytes)


def _only_embedded() -> Reason:
    return reason(
        "A demonstration is played in a data folder only.",
        who=Term("you"),
        verb=Term("found a company with “steward init” in the database"),
    )
