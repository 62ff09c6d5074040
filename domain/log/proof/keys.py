"""Public keys as signed notes know them: a name, a mark of four bytes, and an Ed25519 key."""

import re
from hashlib import sha256

import msgspec

from domain.log.proof.encoding import decoded, encoded
from domain.log.proof.refusals import NoteRefused

MARK_BYTES = 4

_ED25519 = b"\x01"
_KEY_BYTES = 32
_GROUP, _GROUPS = 4, 10


class PublicKey(msgspec.Struct, frozen=True):
    """A key that notes are checked with.

    Attributes:
        name: Whose key it is.
        public: The Ed25519 key, 32 bytes.
    """

    name: str
    public: bytes

    @property
    def mark(self) -> bytes:
        """The four bytes that a signature names it by."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:MARK_BYTES]

    @property
    def line(self) -> str:
        """The key as others take it: name, mark and key in one word."""
        return f"{self.name}+{self.mark.hex()}+{encoded(_ED25519 + self.public)}"

    @property
    def fingerprint(self) -> str:
        """What somebody can write down and compare: forty hex digits in tens of four."""
        digits = sha256(self.line.encode()).hexdigest()
        return " ".join(digits[at : at + _GROUP] for at in range(0, _GROUP * _GROUPS, _GROUP))

    def verifies(self, text: str, signature: bytes) -> bool:
        """Whether the signature is of this key over this text (RFC 8032)."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


def read_key(line: str) -> PublicKey:
    """A public key from the one word that others are given.

    Raises:
        NoteRefused: It is none, or not of the kind we know.
    """
    name, mark, key = line.split("+", 2) if line.count("+") > 1 else ("", "", "")
    given = decoded(key)
    if given is None or not re.fullmatch("[0-9a-f]{8}", mark):
        raise NoteRefused("key_parts", given=line[:200])
    if not names(name):
        raise NoteRefused("key_name", name=name)
    if given[:1] != _ED25519 or len(given) != 1 + _KEY_BYTES:
        raise NoteRefused("key_kind", name=name)
    found = PublicKey(name, given[1:])
    if found.mark.hex() != mark:
        raise NoteRefused("key_mark", name=name, mark=mark)
    return found


def names(name: str) -> bool:
    """Whether a key can have that name."""
    return bool(name) and "+" not in name and not any(one.isspace() for one in name)
