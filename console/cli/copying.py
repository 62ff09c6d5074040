"""Copies of the store: ``backup``, ``restore``, ``move``."""

import argparse
import sys

from console.copies import back_up, bring_back, carry, keep_lists_beside, thin_out
from console.doctor.backups import note_backup
from console.importing.progress import Progress
from console.languages import Translator
from console.settings import MOST_DAYS, Settings
from domain.errors import Refused, Term, reason


def backup_store(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """Write and verify a copy; where it is said for how long they are kept, remove older ones beside it."""
    days = _days(asked.keep) or settings.backup_days
    manifest = back_up(settings, asked.file)
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    note_backup(settings.data, manifest.made_at, manifest.head, asked.file.parent)
    print(translator.t("{file} holds all up to event {head}.", file=str(asked.file), head=str(manifest.head)))
    folder = asked.file.absolute().parent
    keep_lists_beside(settings, folder)
    if days and (removed := thin_out(settings, folder, days)):
        names = [path.name for path in removed]
        print(translator.t("Removed, older than {days} days: {names}.", days=str(days), names=names))
    return 0


def _days(keep: int | None) -> int | None:
    if keep is not None and not 0 < keep <= MOST_DAYS:
        raise Refused(
            reason(
                "Backups are kept for a number of days from 1 to {most}.",
                who=Term("you"),
                verb=Term("correct it"),
                most=MOST_DAYS,
            )
        )
    return keep


def restore_store(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """Restore a copy; all of it or nothing."""
    brought = bring_back(asked.file, settings)
    print(
        translator.t(
            "{folder} stands as the copy had it, up to event {head}.",
            folder=settings.shown,
            head=str(brought.manifest.head),
        )
    )
    if brought.erased:
        told = translator.plural(
            "{count} register entry that had been erased since was erased again.",
            "{count} register entries that had been erased since were erased again.",
            len(brought.erased),
        )
        print(told)
    return 0


def move_store(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """Carry the store to a database, or from one into a data folder; the old one stays as it is."""
    progress = Progress(sys.stderr, lambda count: translator.t("{count} events", count=str(count)))
    target = settings.at(asked.target)
    moved = carry(settings, target, progress)
    progress.finish()
    print(
        translator.t(
            "{events} events and {entries} register entries stand in {place}, each compared; last hash {hash}.",
            events=str(moved.events),
            entries=str(moved.entries),
            place=target.shown,
            hash=moved.hash,
        )
    )
    setting = "STEWARD_DATABASE" if target.database else "STEWARD_DATA"
    print(
        translator.t("Set {setting} to it and start the console; everybody signs in anew.", setting=setting)
    )
    return 0
