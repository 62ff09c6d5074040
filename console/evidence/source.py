"""Where a pack gets its proofs: from the newest checkpoint, which is made for it where this machine signs."""

from collections.abc import Generator
from contextlib import contextmanager

import msgspec

from console.evidence.proofs import NotProven, Proofs
from console.proving import maker_of
from console.wiring import House
from domain.errors import Reason
from domain.log.proof.export import Export
from domain.log.proof.making import Exported
from domain.log.proof.notes import Signature
from domain.log.proof.signing import KEY_FILE, SigningKey, signing_key
from domain.log.proof.trust import origin_of


class Source(msgspec.Struct, frozen=True):
    """What a pack is made from.

    Attributes:
        proofs: The checkpoints that it leads to.
        upto: Last position that it may hold.
        key: Signs its manifest; ``None`` where the key is on another machine.
        problems: Why no checkpoint was made just now.
    """

    proofs: Proofs
    upto: int
    key: SigningKey | None
    problems: tuple[Reason, ...] = ()

    def sign(self, text: str) -> tuple[Signature, ...]:
        """The signatures under a text; none without the key."""
        return () if self.key is None else (self.key.sign(text),)


@contextmanager
def source_of(house: House) -> Generator[Source]:
    """The proofs of a house as of now.

    Raises:
        NotProven: There is no checkpoint, and this machine makes none; or a witness file is not what its last one says.
    """
    made = _made(house)
    exports = [Export(folder, house.log.store.id) for folder in house.settings.checkpoint_folders]
    proofs = _proofs(exports)
    try:
        key = _key(house, proofs)
        fresh = any(one.checkpoint and one.checkpoint.size == proofs.size and not one.problem for one in made)
        problems = tuple(one.problem for one in made if one.problem)
        yield Source(proofs, proofs.size if fresh else house.log.head(), key, problems)
    finally:
        proofs.close()


def _signs(house: House) -> bool:
    """Whether checkpoints are made here: on the machine of a data folder, or on the one that holds a database's key."""
    return house.settings.database is None or (house.settings.data / KEY_FILE).exists()


def _made(house: House) -> list[Exported]:
    if not _signs(house):
        return []
    return maker_of(house.settings).make()


def _proofs(exports: list[Export]) -> Proofs:
    """From the folder that covers the most; where its files are damaged, from the next."""
    refused: list[NotProven] = []
    for export in sorted(exports, key=lambda one: -one.witnessed):
        try:
            return Proofs(export, exports)
        except NotProven as problem:
            refused.append(problem)
    raise refused[0]


def _key(house: House, proofs: Proofs) -> SigningKey | None:
    """The key at hand, where it is the one that the newest checkpoint is signed with."""
    if not _signs(house):
        return None
    key = signing_key(house.settings.data / KEY_FILE, origin_of(house.log.store))
    return key if key.public == proofs.keys[-1] else None
