"""Checkpoints (c2sp.org/tlog-checkpoint): the text of a note that says what a log came to at a moment.

It says which log, how many events and the root of their tree; then, in lines of ours, the stored hash of the last
event, when the checkpoint was made and, where the key changes, the next one.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from domain.log.proof.encoding import decoded, encoded
from domain.log.proof.keys import PublicKey, read_key
from domain.log.proof.merkle import HASH_BYTES
from domain.log.proof.notes import read_note
from domain.log.proof.refusals import NoteRefused

_TIME = "%Y-%m-%dT%H:%M:%SZ"
_FIXED, _WITH_KEY = 5, 6


class Checkpoint(msgspec.Struct, frozen=True):
    """What a log came to at a moment.

    Attributes:
        origin: Which log: ``steward/`` and the store's id.
        size: How many events.
        root: Root of the tree over them.
        chain: Stored hash of the last of them; what stands before the first where there is none.
        at: When it was made: an aware UTC instant of whole seconds.
        next_key: The key that signs from here on, where it changes.
    """

    origin: str
    size: int
    root: bytes
    chain: bytes
    at: datetime
    next_key: PublicKey | None = None

    @property
    def text(self) -> str:
        """The text that is signed."""
        lines = [
            self.origin,
            str(self.size),
            encoded(self.root),
            f"chain {encoded(self.chain)}",
            f"time {self.at.astimezone(UTC).strftime(_TIME)}",
        ]
        if self.next_key:
            lines.append(f"key {self.next_key.line}")
        return "".join(f"{line}\n" for line in lines)


def read_checkpoint(text: str) -> Checkpoint:
    """What a note's text says of a log.

    Raises:
        NoteRefused: It is no checkpoint of ours.
    """
    lines = text.split("\n")[:-1]
    if len(lines) not in {_FIXED, _WITH_KEY} or not all(lines):
        raise NoteRefused("lines", found=len(lines), needed=_FIXED)
    origin, size, root, chain, time, *keys = lines
    if not re.fullmatch("0|[1-9][0-9]{0,17}", size):
        raise NoteRefused("size", given=size)
    next_key = _after("key ", keys[0], "next_key") if keys else ""
    return Checkpoint(
        origin=origin,
        size=int(size),
        root=_hash(root, "root"),
        chain=_hash(_after("chain ", chain, "chain"), "chain"),
        at=_instant(_after("time ", time, "time")),
        next_key=read_key(next_key) if next_key else None,
    )


def opened(raw: bytes, keys: Sequence[PublicKey]) -> Checkpoint:
    """The checkpoint in a note that one of the keys has signed.

    Raises:
        NoteRefused: It is no checkpoint, or none of them has.
    """
    note = read_note(raw)
    signed = [note.signed_by(key) for key in keys]
    if not any(signed):
        newest = keys[-1]
        raise NoteRefused("unknown", fingerprint=newest.fingerprint, name=newest.name)
    return read_checkpoint(note.text)


def _after(word: str, line: str, kind: str) -> str:
    if not line.startswith(word):
        raise NoteRefused(kind, given=line)
    return line.removeprefix(word)


def _hash(written: str, kind: str) -> bytes:
    given = decoded(written)
    if given is None or len(given) != HASH_BYTES:
        raise NoteRefused(kind)
    return given


def _instant(given: str) -> datetime:
    try:
        at = datetime.strptime(given, _TIME).replace(tzinfo=UTC)
    except ValueError:
        raise NoteRefused("time", given=given) from None
    if at.strftime(_TIME) != given:
        raise NoteRefused("time", given=given)
    return at
