"""One file that holds a whole company, made while it works, and proven before it counts.

A backup is a zip of every store in the data folder and a ``manifest.json`` that names each one's size and
SHA-256 and the head of the log. The log is copied last, so no read model in it is ahead of the log.
"""

import os
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from shutil import copyfileobj
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import msgspec

from domain.errors import Refused, Term, reason
from domain.log.drafts import draft
from domain.log.verification import Report, verify

LOG = "log.sqlite"
MANIFEST = "manifest.json"

_WHO = Term("the administrator")
_FORMAT = 1
_CHUNK = 1 << 20
_MANIFEST_LIMIT = 1 << 20


class BackupRefused(Refused):
    """A backup was not made, or one was not restored; nothing was left half-done."""


class Copied(msgspec.Struct, frozen=True):
    """One store in a backup: its size in bytes and the hex SHA-256 of its file."""

    name: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds.

    Attributes:
        format: Version of this layout.
        made_at: Aware UTC instant.
        head: Position of the log's last event.
        hash: Its hash, hex: a checkpoint.
        files: The stores, the log last.
    """

    format: int
    made_at: datetime
    head: int
    hash: str
    files: list[Copied]


def backup(folder: Path, target: Path, clock: Callable[[], datetime]) -> Manifest:
    """Copy all stores of a data folder into one new file, consistent while others write, and check the copy.

    Raises:
        BackupRefused: The target is there already, there is no log, or the copy does not hold.
    """
    if target.exists():
        raise BackupRefused(
            reason("{file} is there already.", who=_WHO, verb=Term("name another file"), file=str(target))
        )
    if not (folder / LOG).exists():
        raise BackupRefused(
            reason(
                "There is no store in {path}.", who=_WHO, verb=Term("name the data folder"), path=str(folder)
            )
        )
    with draft(".backup-", target.parent) as copies:
        names = sorted((one.name for one in folder.glob("*.sqlite")), key=lambda name: (name == LOG, name))
        files = [_copy(folder / name, copies / name) for name in names]
        report = _checked(copies / LOG, LOG)
        made_at = clock().astimezone(UTC)
        manifest = Manifest(_FORMAT, made_at, report.head, report.hash.hex(), files)
        packed = copies / "packed.zip"
        _pack(copies, manifest, packed)
        _unpack(packed, copies / "again")
        packed.replace(target)
    return manifest


def manifest_of(file: Path) -> Manifest | None:
    """What a file says that it holds; ``None`` where it is no backup of this edition's layout."""
    try:
        with ZipFile(file) as archive:
            return _manifest(archive)
    except (
        BackupRefused,
        BadZipFile,
        EOFError,
        KeyError,
        OSError,
        RuntimeError,
        zlib.error,
        msgspec.MsgspecError,
    ):
        return None


def restore(file: Path, folder: Path, before: Callable[[Path], object] = lambda _: None) -> Manifest:
    """Lay a backup out in an empty or new data folder, checked whole before the folder appears.

    Args:
        file: The backup.
        folder: Where its stores go.
        before: What is still to be done to them, told where they lie; the folder appears only after it.

    Raises:
        BackupRefused: The folder is not empty, or the backup is cut short, altered or not one; it says which
            part of it is wrong.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BackupRefused(
            reason("{folder} is not empty.", who=_WHO, verb=Term("name an empty folder"), folder=str(folder))
        )
    if not file.exists():
        raise BackupRefused(
            reason("There is no backup {file}.", who=_WHO, verb=Term("name the backup file"), file=str(file))
        )
    with draft(".restore-", folder.parent) as work:
        laid_out = work / "data"
        manifest = _unpack(file, laid_out)
        before(laid_out)
        if folder.exists():
            folder.rmdir()
        laid_out.rename(folder)
    return manifest


def _copy(source: Path, copy: Path) -> Copied:
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(copy)) as still:
        live.backup(still)
        problems = [row[0] for row in still.execute("PRAGMA integrity_check(5)")]
    if problems != ["ok"]:
        raise _altered(source.name)
    return _measure(copy)


def _measure(path: Path) -> Copied:
    with path.open("rb") as stream:
        return Copied(path.name, path.stat().st_size, file_digest(stream, "sha256").hexdigest())


def _pack(copies: Path, manifest: Manifest, packed: Path) -> None:
    with ZipFile(packed, "x", ZIP_DEFLATED, compresslevel=3) as archive:
        for one in manifest.files:
            archive.write(copies / one.name, one.name)
        archive.writestr(MANIFEST, msgspec.json.encode(manifest))
    with packed.open("r+b") as written:
        os.fsync(written.fileno())


def _unpack(file: Path, into: Path) -> Manifest:
    """Lay out and check everything; whatever is wrong is named and refused."""
    into.mkdir(mode=0o700)
    try:
        with ZipFile(file) as archive:
            manifest = _manifest(archive)
            for one in manifest.files:
                _lay_out(archive, one, into)
    except (BadZipFile, EOFError, KeyError, OSError, RuntimeError, zlib.error, msgspec.MsgspecError) as error:
        raise _altered(file.name) from error
    report = _checked(into / LOG, LOG)
    if (report.head, report.hash.hex()) != (manifest.head, manifest.hash):
        raise _altered(LOG)
    return manifest


def _manifest(archive: ZipFile) -> Manifest:
    with archive.open(MANIFEST) as stream:
        manifest = msgspec.json.decode(stream.read(_MANIFEST_LIMIT), type=Manifest)
    if manifest.format != _FORMAT:
        raise BackupRefused(
            reason(
                "This backup has layout {found}, this edition knows {known}.",
                who=_WHO,
                verb=Term("use the edition that made it"),
                found=manifest.format,
                known=_FORMAT,
            )
        )
    names = [one.name for one in manifest.files]
    if LOG not in names or {*archive.namelist()} != {*names, MANIFEST}:
        raise _altered(MANIFEST)
    return manifest


def _lay_out(archive: ZipFile, one: Copied, into: Path) -> None:
    target = into / one.name
    if target.parent != into or target.suffix != ".sqlite" or archive.getinfo(one.name).file_size != one.size:
        raise _altered(one.name)
    try:
        with archive.open(one.name) as stream, target.open("xb") as out:
            copyfileobj(stream, out, _CHUNK)
    except (BadZipFile, EOFError, RuntimeError, zlib.error) as error:
        raise _altered(one.name) from error
    if _measure(target) != one:
        raise _altered(one.name)


def _checked(log: Path, name: str) -> Report:
    report = verify(log)
    if not report.holds:
        raise BackupRefused(_altered(name).reasons[0], *(finding.what for finding in report.findings[:10]))
    return report


def _altered(name: str) -> BackupRefused:
    return BackupRefused(
        reason(
            "{name} is not what was recorded or backed up.",
            who=_WHO,
            verb=Term("use another backup"),
            name=name,
        )
    )
