"""Which notes of a folder count: those of the key that the auditor knows, and of keys that it has handed over to.

A key hands over in the text that it signs. That somebody else's signature stands under a note too says nothing: anybody
can add one.
"""

import re
from collections.abc import Iterator

import msgspec

from domain.log.findings import Finding, finding
from domain.log.migrate import Store
from domain.log.proof.checkpoint import Checkpoint, read_checkpoint
from domain.log.proof.export import Export
from domain.log.proof.keys import PublicKey, read_key
from domain.log.proof.notes import read_note
from domain.log.proof.refusals import NoteRefused

_ORIGIN = "steward/"


class Pin(msgspec.Struct, frozen=True):
    """The key that notes must come from, as somebody wrote it down: whole, or its fingerprint.

    Attributes:
        fingerprint: Forty hex digits.
        key: The key itself, where it is known.
    """

    fingerprint: str
    key: PublicKey | None = None

    def fits(self, key: PublicKey) -> bool:
        """Whether it is that key."""
        return _digits(key.fingerprint) == self.fingerprint


class Trusted(msgspec.Struct, frozen=True):
    """What a folder's notes come to.

    Attributes:
        checkpoints: Those that count, the oldest first.
        key: The key that signs now; ``None`` where none is known.
        findings: Everything about keys and notes that is not as it should be.
    """

    checkpoints: list[Checkpoint]
    key: PublicKey | None
    findings: list[Finding]


def origin_of(store: Store) -> str:
    """The name under which a store signs."""
    return _ORIGIN + store.id


def pin(given: str) -> Pin:
    """What the auditor names a key by: the line of the public key, or its fingerprint in any spacing.

    Raises:
        NoteRefused: It is neither.
    """
    digits = _digits(given)
    if re.fullmatch("[0-9a-f]{40}", digits):
        return Pin(digits)
    key = read_key(given.strip())
    return Pin(_digits(key.fingerprint), key)


def pinned(key: PublicKey) -> Pin:
    """A key that is at hand."""
    return Pin(_digits(key.fingerprint), key)


def trusted(export: Export, origin: str, known: Pin | None) -> Trusted:
    """The checkpoints of a folder that count.

    Args:
        export: The folder.
        origin: The name under which the store signs.
        known: The key that somebody wrote down; without one, the first key in the folder is believed.
    """
    findings: list[Finding] = []
    try:
        keys = export.keys()
    except NoteRefused as refused:
        findings.append(finding("keys_wrong", file=str(export.keys_file), why=refused.reasons[0]))
        keys = []
    first = keys[0] if keys else known.key if known else None
    if first is None:
        return Trusted([], None, [*findings, finding("no_key", file=str(export.keys_file))])
    lineage = [first]
    found = list(_walked(export, origin, lineage, findings))
    if known and not any(known.fits(key) for key in lineage):
        told = {"fingerprint": lineage[-1].fingerprint, "known": _spaced(known.fingerprint)}
        return Trusted([], lineage[-1], [finding("other_key", folder=str(export.folder), **told)])
    return Trusted(found, lineage[-1], findings)


def _walked(
    export: Export, origin: str, lineage: list[PublicKey], findings: list[Finding]
) -> Iterator[Checkpoint]:
    notes, before = export.notes(), None
    for number, raw in enumerate(notes.whole, 1):
        try:
            yield (before := _checkpoint(raw, origin, lineage, before))
        except NoteRefused as refused:
            told = {"file": str(export.notes_file), "number": number, "why": refused.reasons[0]}
            findings.append(finding("note_wrong", **told))
    if notes.rest:
        findings.append(finding("note_torn", file=str(export.notes_file), number=len(notes.whole) + 1))


def _checkpoint(raw: bytes, origin: str, lineage: list[PublicKey], before: Checkpoint | None) -> Checkpoint:
    note = read_note(raw)
    key = lineage[-1]
    if not note.signed_by(key):
        raise NoteRefused("unknown", fingerprint=key.fingerprint, name=key.name)
    checkpoint = read_checkpoint(note.text)
    if checkpoint.origin != origin:
        raise NoteRefused("origin", origin=checkpoint.origin, wanted=origin)
    if before and (checkpoint.size < before.size or checkpoint.at < before.at):
        raise NoteRefused("backwards")
    if checkpoint.next_key:
        if not note.signed_by(checkpoint.next_key):
            new = checkpoint.next_key
            raise NoteRefused("unknown", fingerprint=new.fingerprint, name=new.name)
        lineage.append(checkpoint.next_key)
    return checkpoint


def _digits(given: str) -> str:
    return "".join(given.split()).replace(":", "").lower()


def _spaced(digits: str) -> str:
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
