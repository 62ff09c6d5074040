"""A folder outside the database that tells what a store has come to: its notes, its witness file, its public keys.

The witness file holds 40 bytes an event, as the tree's leaves are; the notes are signed checkpoints one after the other;
the newest note that somebody trusts vouches for the witness file up to its size. Whoever signs appends the events first
and the note last: what stands behind the last note after a crash counts for nothing, and is cut off by the next one.
"""

import errno
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_ISREG

import msgspec

from domain.log.proof.keys import PublicKey, read_key
from domain.log.proof.merkle import RECORD_BYTES

EXPORTED = (".checkpoints", ".witness", ".vkey")
"""How the names of the files end, after the store's id."""

_AT_ONCE = 2_500
_TAIL_BYTES = 64 * 1024
_NOTE = re.compile(rb"(?:[^\n]+\n)+\n(?:\xe2\x80\x94 [^\n]*\n)+")


class Notes(msgspec.Struct, frozen=True):
    """The notes of one file as they stand there, and what behind them is none."""

    whole: list[bytes]
    rest: bytes = b""

    @property
    def size(self) -> int:
        """Bytes that the whole ones take."""
        return sum(map(len, self.whole))


class Export:
    """What one folder holds of one store.

    Attributes:
        folder: Where it is.
        notes_file: Every checkpoint, the oldest first.
        witness_file: 40 bytes an event.
        keys_file: The public keys, a line each, in the order in which they came into use.

    Args:
        folder: It need not be there yet.
        store: The store's id.
    """

    def __init__(self, folder: Path, store: str) -> None:
        self.folder = folder
        self.notes_file, self.witness_file, self.keys_file = (folder / f"{store}{one}" for one in EXPORTED)

    def keys(self) -> list[PublicKey]:
        """The public keys that stand there, the oldest first.

        Raises:
            NoteRefused: A line is none.
        """
        lines = _read(self.keys_file).decode(errors="replace").splitlines()
        return [read_key(line) for line in lines if line]

    def notes(self) -> Notes:
        """The notes that stand there, whoever signed them."""
        return notes_in(_read(self.notes_file))

    def last_note(self) -> bytes:
        """The last whole note, without reading the others; nothing where there is none."""
        try:
            with self.notes_file.open("rb") as stream:
                stream.seek(max(self.notes_file.stat().st_size - _TAIL_BYTES, 0))
                return next(reversed(_NOTE.findall(stream.read())), b"")
        except FileNotFoundError:
            return b""

    @property
    def witnessed(self) -> int:
        """How many events the witness file holds whole."""
        try:
            return self.witness_file.stat().st_size // RECORD_BYTES
        except FileNotFoundError:
            return 0

    def records(self, upto: int, first: int = 0) -> Iterator[bytes]:
        """The witness file's records from one place to another; fewer where it ends before."""
        for page in self.pages(upto, first):
            yield from (page[at : at + RECORD_BYTES] for at in range(0, len(page), RECORD_BYTES))

    def pages(self, upto: int, first: int = 0) -> Iterator[bytes]:
        """The same, many records in one piece."""
        if first >= upto or not self.witness_file.exists():
            return
        with self.witness_file.open("rb") as stream:
            stream.seek(first * RECORD_BYTES)
            while first < upto:
                page = stream.read(min(_AT_ONCE, upto - first) * RECORD_BYTES)
                page = page[: len(page) // RECORD_BYTES * RECORD_BYTES]
                if not page:
                    return
                yield page
                first += len(page) // RECORD_BYTES

    def begin(self, key: PublicKey) -> None:
        """Make the folder, and let the key stand there where none does yet.

        Raises:
            OSError: It cannot be written to.
        """
        if not self.folder.is_dir():
            self.folder.mkdir(mode=0o755, parents=True)
            _settle(self.folder.parent)
        if not self.keys_file.exists():
            self._append(self.keys_file, 0, [f"{key.line}\n".encode()])

    def witness(self, after: int, records: Iterable[bytes]) -> None:
        """Add records behind the first ``after`` ones, over whatever stands there, and wait for the disk."""
        self._append(self.witness_file, after * RECORD_BYTES, records)

    def add_note(self, raw: bytes) -> None:
        """Add a note behind the last whole one, and wait for the disk."""
        self._append(self.notes_file, self.notes().size, [raw])

    def add_key(self, key: PublicKey) -> None:
        """Add a key that takes over; once, however often it is told."""
        if key not in self.keys():
            self._append(self.keys_file, len(_read(self.keys_file)), [f"{key.line}\n".encode()])

    def _append(self, file: Path, at: int, pieces: Iterable[bytes]) -> None:
        new = not file.exists()
        with file.open("r+b" if not new else "xb") as out:
            out.truncate(at)
            out.seek(at)
            for piece in pieces:
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        if new:
            _settle(self.folder)


def notes_in(raw: bytes) -> Notes:
    """The notes that stand one after the other."""
    whole, at = list[bytes](), 0
    while found := _NOTE.match(raw, at):
        whole.append(found.group())
        at = found.end()
    return Notes(whole, raw[at:])


def _read(file: Path) -> bytes:
    """What stands in a file; a pipe or a device would be waited for without end.

    Raises:
        OSError: It cannot be read, or is no file.
    """
    try:
        if not S_ISREG(file.stat().st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(file))
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def _settle(folder: Path) -> None:
    """Let the disk keep that a file is there; where a folder cannot be opened, its system does so by itself."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        return
    finally:
        os.close(descriptor)
