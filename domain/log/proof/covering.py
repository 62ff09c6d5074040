"""What the checkpoints in one folder say of a log: how far they cover it, and what was done to the part they cover."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from domain.log.dialects.dialect import Row
from domain.log.findings import Finding, finding
from domain.log.proof.accusing import Accuser
from domain.log.proof.checkpoint import Checkpoint
from domain.log.proof.differences import Differences
from domain.log.proof.export import Export
from domain.log.proof.merkle import Frontier, leaf_hash
from domain.log.proof.roots import Roots
from domain.log.proof.trust import Pin, Trusted, trusted


class Covered(msgspec.Struct, frozen=True):
    """How far the checkpoints in one folder reach.

    Attributes:
        folder: Which.
        fingerprint: Of the key that signs there; empty where there is none.
        known: Whether that key is one that somebody named, and not only found there.
        checkpoints: How many of them count.
        size: Events that the last of them covers.
        at: When it was made; ``None`` where there is none.
    """

    folder: Path
    fingerprint: str
    known: bool
    checkpoints: int
    size: int
    at: datetime | None


class Cover:
    """Compares a log, while it is read, with what one folder holds of it.

    Attributes:
        checkpoints: Those that count.
        empty: Whether there is nothing of this store.
        judged: Up to which event it is known what was done to each, and to which nothing.

    Args:
        export: The folder.
        origin: The name under which the store signs.
        known: The key that somebody named.
    """

    def __init__(self, export: Export, origin: str, known: Pin | None) -> None:
        self.judged = 0
        self._export, self._known = export, known
        notes = export.notes()
        self.empty = not (notes.whole or notes.rest)
        self._trusted = Trusted([], None, []) if self.empty else trusted(export, origin, known)
        self.checkpoints = self._trusted.checkpoints
        self._size = self.checkpoints[-1].size if self.checkpoints else 0
        self._differences = Differences(export, min(self._size, export.witnessed))

    def close(self) -> None:
        """Remove the scratch file."""
        self._differences.close()

    def page(self, rows: Sequence[Row], records: Sequence[bytes]) -> None:
        """Compare some events."""
        self._differences.page(rows, records)

    @property
    def covered(self) -> Covered:
        """How far it reaches."""
        key, newest = self._trusted.key, self.checkpoints[-1] if self.checkpoints else None
        return Covered(
            folder=self._export.folder,
            fingerprint=key.fingerprint if key else "",
            known=self._known is not None,
            checkpoints=len(self.checkpoints),
            size=self._size,
            at=newest.at if newest else None,
        )

    def findings(self, roots: Roots, head: int) -> list[Finding]:
        """What was done, as far as this folder can tell; ask once, after the last row."""
        found = list(self._trusted.findings)
        if not self.checkpoints:
            return found
        self._differences.end()
        broken = [one for one in self.checkpoints if roots.roots.get(one.size) != one.root]
        if self.checkpoints[-1] in broken:
            return [*found, *self._accusations(broken, roots, head)]
        self.judged = self._size
        found += [finding("note_differs", size=one.size, at=one.at) for one in broken]
        if self._differences.any:
            found.append(finding("witness_altered", file=str(self._export.witness_file)))
        return [*found, *self._witness_short(), *self._chain_remade(roots)]

    def intact(self, position: int) -> bool:
        """Whether an event says what it said when it was signed, and stands where it stood."""
        return 1 <= position <= self.judged and not self._differences.holds(position)

    def _accusations(self, broken: Sequence[Checkpoint], roots: Roots, head: int) -> Iterator[Finding]:
        """By the witness file as far as a checkpoint vouches for it; behind that, between which two it happened."""
        reaches = _vouched(self._export, self.checkpoints)
        before = max((one.size for one in self.checkpoints if one not in broken), default=0)
        if reaches > before or self._size == reaches:
            self.judged = reaches
            yield from Accuser(self._differences.load(reaches), reaches, head).findings()
        if reaches < self._size:
            yield from self._witness_short() or [
                finding("witness_altered", file=str(self._export.witness_file))
            ]
        if reaches <= before:
            self.judged = before
            first = min(broken, key=lambda one: one.size)
            yield finding("between", position=before + 1, last=first.size, at=first.at)
            if head < self._size:
                yield finding("truncated", position=head + 1, last=self._size, head=head)

    def _witness_short(self) -> list[Finding]:
        there = self._export.witnessed
        if there >= self._size:
            return []
        return [finding("witness_short", file=str(self._export.witness_file), found=there, needed=self._size)]

    def _chain_remade(self, roots: Roots) -> list[Finding]:
        """What is signed of the hashes differs, though all that was recorded is there."""
        first = next((one for one in self.checkpoints if roots.hashes.get(one.size) != one.chain), None)
        return [finding("chain_remade", position=first.size, at=first.at)] if first else []


def _vouched(export: Export, checkpoints: Sequence[Checkpoint]) -> int:
    """Up to which event a witness file is what a checkpoint says of it."""
    roots = {one.size: one.root for one in checkpoints}
    tree, found = Frontier(), 0
    for record in export.records(max(roots)):
        tree.grow(leaf_hash(record))
        if tree.size in roots and roots[tree.size] == tree.root():
            found = tree.size
    return found
