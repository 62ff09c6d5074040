"""Copies of the store: ``backup``, ``restore``, ``move``."""

import argparse
import sys

from console.copies import back_up, bring_back, carry
from console.doctor.backups import note_backup
from console.importing.progress import Progress
from console.languages import Translator
from console.settings import Settings


def backup_store(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """Write and verify a copy."""
    manifest = back_up(settings, asked.file)
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    note_backup(settings.data, manifest.made_at, manifest.head, asked.file.parent)
    print(translator.t("{file} holds all up to event {head}.", file=str(asked.file), head=str(manifest.head)))
    return 0


def restore_store(asked: argparse.Namespace, settings: Settings, translator: Translator) -> int:
    """Restore a copy; all of it or nothing."""
    manifest = bring_back(asked.file, settings)
    print(
        translator.t(
            "{folder} stands as the copy had it, up to event {head}.",
            folder=settings.shown,
            head=str(manifest.head),
        )
    )
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
