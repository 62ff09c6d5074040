"""The tree over the events, on scratch files: any number of proofs from one reading, in constant memory."""

import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from typing import IO

from domain.log.proof.merkle import (
    HASH_BYTES,
    Frontier,
    Span,
    consistency_spans,
    inclusion_spans,
    node_hash,
)

LEVELS = 48


class Tree:
    """Every complete subtree, one file a level.

    Attributes:
        size: Leaves.
    """

    def __init__(self, leaves: Iterable[bytes]) -> None:
        self.size = 0
        self._stack = ExitStack()
        self._levels: list[IO[bytes]] = []
        waiting: list[bytes | None] = [None] * LEVELS
        for leaf in leaves:
            self._grow(leaf, waiting)

    def close(self) -> None:
        """Give the scratch files up."""
        self._stack.close()

    def root(self, size: int) -> bytes:
        """The root over the first leaves."""
        return self._hash((0, size))

    def leaf(self, index: int) -> bytes:
        """One leaf as it was put in."""
        return self._stored(0, index)

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """The proof that a leaf is in the tree over the first ``size`` leaves."""
        return [self._hash(span) for span in inclusion_spans(index, size)]

    def consistency(self, old: int, new: int) -> list[bytes]:
        """The proof that the tree of the new size begins with that of the old."""
        return [self._hash(span) for span in consistency_spans(old, new)]

    def _grow(self, leaf: bytes, waiting: list[bytes | None]) -> None:
        self.size += 1
        level, node = 0, leaf
        while True:
            if level == len(self._levels):
                self._levels.append(self._stack.enter_context(_scratch()))
            self._levels[level].write(node)
            left = waiting[level]
            if left is None:
                waiting[level] = node
                return
            waiting[level], node, level = None, node_hash(left, node), level + 1

    def _hash(self, span: Span) -> bytes:
        """Of any span that a proof asks for: folded from complete subtrees."""
        start, end = span
        whole: list[bytes] = []
        while start < end:
            level = (end - start).bit_length() - 1
            whole.append(self._stored(level, start >> level))
            start += 1 << level
        if not whole:
            return Frontier().root()
        found = whole.pop()
        while whole:
            found = node_hash(whole.pop(), found)
        return found

    def _stored(self, level: int, place: int) -> bytes:
        file = self._levels[level]
        file.seek(place * HASH_BYTES)
        return file.read(HASH_BYTES)


def _scratch() -> IO[bytes]:
    """A file without a name, gone when it is closed."""
    return tempfile.TemporaryFile()
