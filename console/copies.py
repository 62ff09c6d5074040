"""Copies of a whole store: backups, and moves between a data folder and a database."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import gettempdir

import msgspec

from console.access import Access
from console.erased_ids import keep_lists, read_lists
from console.old_copies import remove_older
from console.settings import Settings
from console.wiring import make_store, wall_clock
from domain.errors import Reason, Refused, Term, reason
from domain.log import Log, Moved, backup, draft, move, restore
from domain.log.backups import LOG, Manifest
from domain.operations.erasures import erase_again


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


def keep_lists_beside(settings: Settings, folder: Path) -> None:
    """Let the ids of what was erased stand beside a backup, too.

    Raises:
        OSError: A folder cannot be written to.
    """
    with Log.open(settings.event_log, wall_clock) as log:
        keep_lists(log, (folder, *settings.list_folders))


def thin_out(settings: Settings, folder: Path, days: int) -> list[Path]:
    """Remove this company's backups from a folder that are older than so many days; which they were."""
    with Log.open(settings.event_log, wall_clock) as log:
        return remove_older(log, folder, wall_clock() - timedelta(days=days))


class BroughtBack(msgspec.Struct, frozen=True):
    """What a backup came to: its manifest, and the register ids that had been erased after it was made."""

    manifest: Manifest
    erased: list[str]


def bring_back(file: Path, settings: Settings) -> BroughtBack:
    """Lay a backup out in an empty data folder or database, and erase again what was erased after it was made.

    Which ids those are stand in the lists beside the backup, with the data and with the checkpoints.

    Raises:
        Refused: There is something already, or the backup is cut short, altered or not one.
    """
    erased: list[str] = []
    folders = (file.parent, *settings.list_folders)

    def erase(laid_out: Path) -> None:
        with Log.open(laid_out / LOG, wall_clock, durable=True) as log:
            erased.extend(erase_again(log, read_lists(folders, log.store.id), wall_clock()))
            keep_lists(log, [laid_out])

    if settings.database is None:
        return BroughtBack(restore(file, settings.data, erase), erased)
    with draft("steward-restore-", Path(gettempdir())) as work:
        folder = settings.at(str(work / "data"))
        manifest = restore(file, folder.data, erase)
        carry(folder, settings)
        return BroughtBack(manifest, erased)


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
