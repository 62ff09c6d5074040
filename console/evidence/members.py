"""The files of a pack: written into a folder one by one, then into one zip that is the same for the same files."""

import os
import zipfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Any

import msgspec

SEAL = b"sha256 of all before: "
"""The zip's comment: this and 64 hex digits; a reader notices any byte that is another one, wherever it stands."""
_DIGITS = 64
_BEGINNING = (1980, 1, 1, 0, 0, 0)
_UNIX, _READABLE = 3, 0o100644 << 16
_encode = msgspec.json.Encoder().encode


class Member:
    """One file while it is written; its fingerprint grows with it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = sha256()
        self._size = 0

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._size += len(data)

    def line(self, said: Any) -> None:
        """One JSON value on a line of its own."""
        self.write(_encode(said) + b"\n")

    @property
    def fingerprint(self) -> dict[str, Any]:
        """As the manifest says it."""
        return {"sha256": self._digest.hexdigest(), "size": self._size}


class Members:
    """The files of a pack in a folder.

    Attributes:
        fingerprints: SHA-256 and size of each that is written, by name.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.fingerprints: dict[str, dict[str, Any]] = {}

    @contextmanager
    def member(self, name: str) -> Generator[Member]:
        """A file to be written."""
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            member = Member(file)
            yield member
        self.fingerprints[name] = member.fingerprint

    def add(self, name: str, data: bytes) -> None:
        with self.member(name) as member:
            member.write(data)

    def zipped(self, target: Path) -> None:
        """Write all of them, by name, into a sealed zip."""
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.comment = SEAL + b"0" * _DIGITS
            for name in sorted(self.fingerprints):
                with (
                    (self._folder / name).open("rb") as source,
                    archive.open(_entry(name, self.fingerprints), "w") as out,
                ):
                    copyfileobj(source, out)
        _seal(target)


def _entry(name: str, fingerprints: Mapping[str, Mapping[str, Any]]) -> zipfile.ZipInfo:
    """Nothing of the machine or the hour."""
    entry = zipfile.ZipInfo(name, _BEGINNING)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system, entry.external_attr = _UNIX, _READABLE
    entry.file_size = fingerprints[name]["size"]
    return entry


def _seal(target: Path) -> None:
    """Let the last line say what all before it comes to."""
    digest = sha256()
    with target.open("r+b") as file:
        left = file.seek(-_DIGITS, os.SEEK_END)
        file.seek(0)
        while left:
            block = file.read(min(left, 1 << 16))
            digest.update(block)
            left -= len(block)
        file.write(digest.hexdigest().encode())
