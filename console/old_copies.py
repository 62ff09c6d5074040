"""Backups of this company in a folder: which they are, and which are older than they may become."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from domain.log import Log, manifest_of
from domain.log.backups import Manifest


def copies_of(log: Log, folder: Path) -> Iterator[tuple[Path, Manifest]]:
    """The files of a folder that are backups of this very log, by name: its hash stands where theirs ends."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        manifest = manifest_of(path) if path.is_file() else None
        if manifest is not None and _is_ours(log, manifest):
            yield path, manifest


def remove_older(log: Log, folder: Path, than: datetime) -> list[Path]:
    """Remove the backups of this log that were made before an instant; whatever else lies there stays."""
    old = [path for path, manifest in copies_of(log, folder) if manifest.made_at < than]
    for path in old:
        path.unlink()
    return old


def _is_ours(log: Log, manifest: Manifest) -> bool:
    if manifest.head == 0:
        return manifest.hash == log.store.genesis.hex()
    return any(row[2].hex() == manifest.hash for row in log.raw.between(manifest.head - 1, manifest.head))
