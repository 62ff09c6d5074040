"""Signed notes (c2sp.org/signed-note): a text, a blank line, and a line for each signature.

Reading is strict: whatever is not exactly as it would be written is refused, by name.
"""

import msgspec

from domain.log.proof.encoding import decoded, encoded
from domain.log.proof.keys import MARK_BYTES, PublicKey, names
from domain.log.proof.refusals import NoteRefused

DASH = "— "
"""A signature line begins with it."""

_MOST_BYTES = 64 * 1024
_MOST_SIGNATURES = 100


class Signature(msgspec.Struct, frozen=True):
    """One signature of a note: whose, the mark of the key, and the signature itself."""

    name: str
    mark: bytes
    signature: bytes


class Note(msgspec.Struct, frozen=True):
    """A text, its last newline included, and who signed it."""

    text: str
    signatures: tuple[Signature, ...]

    @property
    def raw(self) -> bytes:
        """The note as it is written."""
        lines = [f"{DASH}{one.name} {encoded(one.mark + one.signature)}\n" for one in self.signatures]
        return f"{self.text}\n{''.join(lines)}".encode()

    def signed_by(self, key: PublicKey) -> bool:
        """Whether a key has signed it; signatures of other keys are passed over.

        Raises:
            NoteRefused: It bears a signature of that key that does not fit the text.
        """
        own = [one for one in self.signatures if (one.name, one.mark) == (key.name, key.mark)]
        if not all(key.verifies(self.text, one.signature) for one in own):
            raise NoteRefused("forged", name=key.name)
        return bool(own)


def read_note(raw: bytes) -> Note:
    """A note as it was written; whether anybody trusted has signed it is another question.

    Raises:
        NoteRefused: It is none.
    """
    text, _, signatures = _characters(raw).rpartition("\n\n")
    if not text or not signatures:
        raise NoteRefused("unsigned")
    lines = signatures[:-1].split("\n")
    if len(lines) > _MOST_SIGNATURES:
        raise NoteRefused("signatures", most=_MOST_SIGNATURES)
    above = text.count("\n") + 2
    return Note(f"{text}\n", tuple(_signature(line, above + place) for place, line in enumerate(lines, 1)))


def _characters(raw: bytes) -> str:
    if len(raw) > _MOST_BYTES:
        raise NoteRefused("long", most=_MOST_BYTES)
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise NoteRefused("text") from None
    if any(one < " " and one != "\n" for one in text):
        raise NoteRefused("control")
    if not text.endswith("\n"):
        raise NoteRefused("torn")
    return text


def _signature(line: str, number: int) -> Signature:
    name, _, rest = line.removeprefix(DASH).partition(" ")
    given = decoded(rest)
    if not line.startswith(DASH) or not names(name) or given is None or len(given) <= MARK_BYTES:
        raise NoteRefused("signature_line", line=number)
    return Signature(name, given[:MARK_BYTES], given[MARK_BYTES:])
