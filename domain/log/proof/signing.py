"""The private key that a store's checkpoints are signed with: one file in the data folder, for its owner's eyes only."""

import os
from pathlib import Path

from domain.errors import Refused, Term, reason
from domain.log.proof.checkpoint import Checkpoint
from domain.log.proof.keys import PublicKey
from domain.log.proof.notes import Note, Signature

KEY_FILE = "signing.key"

_SEED_BYTES = 32


class KeyRefused(Refused):
    """The file of the private key cannot be used as it is."""


class SigningKey:
    """Signs under a name.

    Attributes:
        public: What the signatures are checked with.
    """

    def __init__(self, name: str, seed: bytes) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = PublicKey(name, self._key.public_key().public_bytes_raw())

    def sign(self, text: str) -> Signature:
        """This key's signature over a text."""
        return Signature(self.public.name, self.public.mark, self._key.sign(text.encode()))


def signed(checkpoint: Checkpoint, *keys: SigningKey) -> Note:
    """A checkpoint with the signature of each key."""
    text = checkpoint.text
    return Note(text, tuple(key.sign(text) for key in keys))


def signing_key(file: Path, name: str) -> SigningKey:
    """The key in a file, made there where there is none yet.

    Raises:
        KeyRefused: What is there is no key.
        OSError: The file cannot be read or made.
    """
    try:
        seed = file.read_bytes()
    except FileNotFoundError:
        seed = _made(file)
    if len(seed) != _SEED_BYTES:
        raise KeyRefused(
            reason(
                "{file} is no signing key.",
                who=Term("the administrator"),
                verb=Term("put the key back from where it is kept"),
                file=str(file),
            )
        )
    return SigningKey(name, seed)


def _made(file: Path) -> bytes:
    """A new key, on the disk before anything is signed with it; where two make one at once, both take the first."""
    seed = os.urandom(_SEED_BYTES)
    draft = file.with_name(f".{file.name}-{os.getpid()}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(seed)
            out.flush()
            os.fsync(descriptor)
        os.link(draft, file)
    except FileExistsError:
        return file.read_bytes()
    finally:
        draft.unlink(missing_ok=True)
    return seed
