"""The data folder: there, writable, with room, on a disk of this machine, and nobody else's to read."""

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from console.doctor.findings import Finding, ok, warning, wrong
from console.doctor.installation import Installation
from domain.errors import Term

NETWORK = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb3",
        "smbfs",
        "afs",
        "afpfs",
        "9p",
        "ceph",
        "glusterfs",
        "lustre",
        "davfs",
    }
    | {"vboxsf", "fuse.sshfs", "fuse.s3fs", "fuse.glusterfs", "fuse.rclone"}
)
LEAST_BYTES = 200 * 1024 * 1024
MEBIBYTE = 1024 * 1024


def folder(installation: Installation) -> Iterator[Finding]:
    """Whether the data folder is there and can be written to."""
    data = installation.settings.data
    if not installation.embedded:
        return
    if not data.is_dir():
        do = Term(
            "name the right folder in STEWARD_DATA, or make a store with “steward up” or “steward init”"
        )
        yield wrong("folder", Term("There is no data folder {folder}."), do, folder=str(data))
        return
    try:
        with tempfile.TemporaryFile(dir=data):
            pass
    except OSError as problem:
        do = Term(
            "give the account that runs the console the right to write there, and look whether the disk is full"
        )
        yield wrong(
            "folder",
            Term("{folder} cannot be written to: {problem}."),
            do,
            folder=str(data),
            problem=str(problem.strerror),
        )
    else:
        yield ok("folder", Term("Data in {folder}"), folder=str(data))


def space(installation: Installation) -> Iterator[Finding]:
    """Whether there is room for what comes, and for one more copy of what is there."""
    data = installation.settings.data
    if not installation.embedded or not data.is_dir():
        return
    held = sum(one.stat().st_size for one in data.iterdir() if one.is_file())
    free = installation.free(data)
    told = {"free": _mebibytes(free), "held": _mebibytes(held)}
    if free < LEAST_BYTES:
        yield wrong(
            "space",
            Term("{free} MiB are left on the disk."),
            Term("make room before recording stops"),
            **told,
        )
    elif free < 2 * held:
        do = Term("make room: a rebuild or a restore needs twice the size of the data")
        yield warning(
            "space", Term("{free} MiB are left on the disk, and the data take {held} MiB."), do, **told
        )
    else:
        yield ok("space", Term("{free} MiB are left, the data take {held} MiB"), **told)


def local_disk(installation: Installation) -> Iterator[Finding]:
    """Whether the folder is on a disk of this machine, as far as the system tells; locks need that."""
    data = installation.settings.data
    if not installation.embedded or not data.is_dir() or not installation.mounts.exists():
        return
    kind = _kind_of_disk(data, installation.mounts.read_text(encoding="utf-8", errors="replace"))
    if kind in NETWORK:
        do = Term("move the data folder to a disk of this machine, or use PostgreSQL")
        yield wrong(
            "local_disk",
            Term("The data folder is on a network disk ({kind}), where the store can be damaged."),
            do,
            kind=kind,
        )
    elif kind:
        yield ok("local_disk", Term("The data folder is on a disk of this machine ({kind})"), kind=kind)


def _kind_of_disk(data: Path, mounts: str) -> str:
    """Kind of the file system that holds a folder: the longest mount point above it; of equals the last."""
    where, kind = Path(), ""
    resolved = data.resolve()
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) > 2:  # noqa: PLR2004 - device, mount point, kind, …
            point = Path(parts[1].replace("\\040", " "))
            if resolved.is_relative_to(point) and len(point.parts) >= len(where.parts):
                where, kind = point, parts[2]
    return kind


def readable_by_others(installation: Installation) -> Iterator[Finding]:
    """Whether other accounts of this machine can read what customers said."""
    data = installation.settings.data
    if not installation.embedded or os.name == "nt" or not data.is_dir():
        return
    open_files = [
        one.name for one in installation.files if one.stat().st_mode & (stat.S_IROTH | stat.S_IRGRP)
    ]
    if data.stat().st_mode & (stat.S_IXOTH | stat.S_IXGRP) and open_files:
        yield warning(
            "readable_by_others",
            Term("Other accounts of this machine can read {names}."),
            Term("take their rights away with “chmod -R go-rwx {folder}”"),
            names=open_files,
            folder=str(data),
        )
    else:
        yield ok("readable_by_others", Term("No other account of this machine can read the data"))


def _mebibytes(size: int) -> str:
    return str(size // MEBIBYTE)
