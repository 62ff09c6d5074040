"""What checkpoints cover: each folder with the last of its notes, and how many events none speaks of yet."""

from datetime import datetime
from pathlib import Path

import msgspec

from console.proving import outside, own_key
from console.wiring import House
from domain.errors import Reason, Refused
from domain.log.proof.export import Export
from domain.log.proof.trust import origin_of, trusted


class Folder(msgspec.Struct, frozen=True):
    """One folder of checkpoints.

    Attributes:
        outside: Whether whoever can change the data folder cannot change it by that alone.
        size, at: What the newest one covers, and when it was made; 0 and ``None`` without any.
        findings: What is wrong with its notes or keys.
        note: The newest one as it was signed.
    """

    path: Path
    outside: bool
    checkpoints: int
    size: int
    at: datetime | None
    fingerprint: str
    findings: list[Reason]
    note: bytes


class Coverage(msgspec.Struct, frozen=True):
    """All folders beside the log.

    Attributes:
        uncovered: Events that no checkpoint speaks of yet.
    """

    head: int
    uncovered: int
    folders: list[Folder]

    @property
    def newest(self) -> Folder | None:
        """The folder whose checkpoint covers most."""
        covered = [one for one in self.folders if one.note]
        return max(covered, key=lambda one: one.size, default=None)


def coverage(house: House) -> Coverage:
    """How far the checkpoints of this store reach; their signatures are checked, the log is not read."""
    head = house.log.head()
    folders = [_folder(house, path) for path in house.settings.checkpoint_folders]
    return Coverage(head, max(head - max((one.size for one in folders), default=0), 0), folders)


def _folder(house: House, path: Path) -> Folder:
    store, export = house.log.store, Export(path, house.log.store.id)
    is_outside = outside(house.settings, path)
    if not export.notes_file.exists():
        return Folder(path, is_outside, 0, 0, None, "", [], b"")
    try:
        found = trusted(export, origin_of(store), own_key(house.settings, store))
    except Refused as refused:
        return Folder(path, is_outside, 0, 0, None, "", list(refused.reasons), b"")
    newest = found.checkpoints[-1] if found.checkpoints else None
    return Folder(
        path=path,
        outside=is_outside,
        checkpoints=len(found.checkpoints),
        size=newest.size if newest else 0,
        at=newest.at if newest else None,
        fingerprint=found.key.fingerprint if found.key else "",
        findings=[one.what for one in found.findings],
        note=export.notes().whole[-1] if newest else b"",
    )
