"""What was erased: whether it came back, and which backups still hold it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from console.doctor.backups import backup_folder
from console.doctor.findings import Finding, ok, warning, wrong
from console.doctor.installation import Installation
from console.erased_ids import erased_of, read_lists
from console.old_copies import copies_of
from domain.errors import Term


def came_back(installation: Installation) -> Iterator[Finding]:
    """Whether the register holds an entry again that was erased: from an older backup, or put in by hand."""
    log = installation.log
    if log is None:
        return
    listed = {**read_lists(installation.settings.list_folders, log.store.id), **erased_of(log)}
    back = sorted(log.values(listed))
    if back:
        do = Term("erase them again on the page of erasures")
        yield wrong(
            "came_back", Term("These entries were erased and are there again: {entries}."), do, entries=back
        )
    elif listed:
        yield ok(
            "came_back", Term("None of the {count} erased entries is there again"), count=str(len(listed))
        )


def old_copies(installation: Installation) -> Iterator[Finding]:
    """Which backups were made before something was erased, so that they still hold it."""
    log, folder = installation.log, backup_folder(installation.settings.data)
    if log is None or folder is None or not (erased := erased_of(log)):
        return
    last, days = max(erased.values()), installation.settings.backup_days
    holding = [(path, made.made_at) for path, made in copies_of(log, folder) if made.head < last]
    if not holding:
        yield ok(
            "old_copies", Term("No backup in {folder} is older than what was erased"), folder=str(folder)
        )
        return
    if days is None:
        yield from _without_end(folder, len(holding))
        return
    oldest = installation.clock() - timedelta(days=days)
    if late := [path.name for path, made_at in holding if made_at < oldest]:
        do = Term("remove them, or run “steward backup FILE --keep {days}”")
        told = Term("Backups older than {days} days still hold what was erased: {names}.")
        yield warning("old_copies", told, do, names=late, days=str(days))
    else:
        told = Term("{count} backups still hold what was erased; none is older than {days} days")
        yield ok("old_copies", told, count=str(len(holding)), days=str(days))


def _without_end(folder: Path, count: int) -> Iterator[Finding]:
    do = Term("say with STEWARD_BACKUP_DAYS for how long backups are kept")
    told = Term("{count} backups in {folder} still hold what was erased, and nothing says until when.")
    yield warning("old_copies", told, do, count=str(count), folder=str(folder))
