"""Inclusion proofs of the events of a pack, and the checkpoints that they lead to."""

import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from console.evidence.kept import exported, kept
from console.evidence.tree import Tree
from domain.errors import Refused, Term, reason
from domain.log import chain
from domain.log.dialects.dialect import Row
from domain.log.proof.checkpoint import Checkpoint, read_checkpoint
from domain.log.proof.encoding import encoded
from domain.log.proof.export import Export
from domain.log.proof.keys import PublicKey
from domain.log.proof.merkle import leaf_hash
from domain.log.proof.notes import read_note


class NotProven(Refused):
    """There is no checkpoint that a pack could lead to."""


class Sealed(msgspec.Struct, frozen=True):
    """A checkpoint and the note in which it was signed."""

    checkpoint: Checkpoint
    note: bytes


class Proofs:
    """The newest checkpoint of one folder, those before it, and the tree between them.

    Attributes:
        newest: What every proof leads to.
        keys: The public keys, the oldest first.
        exported: How many earlier checkpoints somebody else may keep.

    Args:
        export: The folder.
        others: Further ones; who keeps a copy of those may judge by it, too.

    Raises:
        NotProven: The folder holds no checkpoint, its witness file is not what the newest says, or its keys are others.
    """

    def __init__(self, export: Export, others: Iterable[Export] = ()) -> None:
        notes = [Sealed(read_checkpoint(read_note(raw).text), raw) for raw in export.notes().whole]
        if not notes:
            raise NotProven(_none(export))
        self.newest = notes[-1]
        self.keys: list[PublicKey] = export.keys()
        if not any(read_note(self.newest.note).signed_by(key) for key in self.keys):
            raise NotProven(_without_key(export))
        self._notes = notes
        self._sizes = [one.checkpoint.size for one in notes]
        everywhere = exported([export, *others])
        self.exported = sum(0 < one.size < self.size for one in everywhere)
        self._kept = kept(everywhere)
        self._used = {len(notes) - 1, *(at for at, one in enumerate(notes) if one.checkpoint.next_key)}
        self._tree = Tree(leaf_hash(record) for record in export.records(self.size))
        if self._tree.size != self.size or self._tree.root(self.size) != self.newest.checkpoint.root:
            self._tree.close()
            raise NotProven(_differs(export))

    @property
    def size(self) -> int:
        """Events that the newest checkpoint covers."""
        return self.newest.checkpoint.size

    def of(self, position: int) -> dict[str, Any]:
        """The line of ``proofs.jsonl`` for one event; the first checkpoint that covered it comes along."""
        if position > self.size:
            return {"position": position, "uncovered": True}
        self._used.add(bisect_left(self._sizes, position))
        path = self._tree.inclusion(position - 1, self.size)
        return {"position": position, "path": [encoded(one) for one in path]}

    def fit(self, row: Row, before: bytes) -> bool:
        """Whether an event still comes to its own hash and, where it is covered, to what was signed."""
        position, recorded_at, stored = row[:3]
        try:
            content = chain.digest(row[3:])
            linked = chain.link(before, position, recorded_at, content) == stored
        except (TypeError, struct.error):  # a stamp that is no whole number
            return False
        leaf = leaf_hash(chain.stamp(recorded_at) + content)
        return linked and (position > self.size or self._tree.leaf(position - 1) == leaf)

    def prove(self, sizes: Iterable[int]) -> None:
        """Prove checkpoints of these sizes, too: somebody says that they kept them."""
        self._kept |= set(sizes)

    def used(self) -> list[Sealed]:
        """The checkpoints that belong to the events asked about so far, and those in which a key changes."""
        return [self._notes[at] for at in sorted(self._used)]

    def beginnings(self) -> list[int]:
        """Sizes of the earlier checkpoints that are proven: those used, and those that somebody else may keep."""
        wanted = self._kept | {one.checkpoint.size for one in self.used()}
        return sorted(size for size in wanted if 0 < size < self.size)

    def between(self) -> Iterator[dict[str, Any]]:
        """A line for each earlier one of them: it is a beginning of the newest."""
        for size in self.beginnings():
            path = self._tree.consistency(size, self.size)
            yield {"from": size, "to": self.size, "path": [encoded(one) for one in path]}

    def close(self) -> None:
        self._tree.close()


def _none(export: Export) -> Any:
    return reason(
        "There is no checkpoint in {folder} yet, so nothing can be proven.",
        who=Term("the administrator"),
        verb=Term("run “steward checkpoint” on the machine that signs"),
        folder=str(export.folder),
    )


def _without_key(export: Export) -> Any:
    return reason(
        "{file} does not hold the key that the checkpoints beside it are signed with.",
        who=Term("the administrator"),
        verb=Term("put it back from another copy, or name a new folder in STEWARD_CHECKPOINTS"),
        file=str(export.keys_file),
    )


def _differs(export: Export) -> Any:
    return reason(
        "{file} is not what its last checkpoint says.",
        who=Term("the administrator"),
        verb=Term("put it back from another copy, or name a new folder in STEWARD_CHECKPOINTS"),
        file=str(export.witness_file),
    )
