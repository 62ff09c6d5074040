"""The log's own tree, grown while the log is read: its root at every size that a checkpoint speaks of."""

from collections.abc import Iterable, Sequence

from domain.log.dialects.dialect import Row
from domain.log.proof.merkle import EMPTY_ROOT, Frontier, leaf_hash


class Roots:
    """Takes the rows in order of position, each with what the tree says of it; behind a gap there is no root any more.

    Attributes:
        roots: Root by size.
        hashes: Stored hash of the last event, by size.

    Args:
        sizes: What is asked for.
        genesis: What stands before the first event.
    """

    def __init__(self, sizes: Iterable[int], genesis: bytes) -> None:
        self.roots = {0: EMPTY_ROOT}
        self.hashes = {0: genesis}
        self._wanted = set(sizes)
        self._last = max(self._wanted, default=0)
        self._tree = Frontier()

    def page(self, rows: Sequence[Row], records: Sequence[bytes]) -> None:
        """Grow by some events."""
        tree = self._tree
        if tree.size >= self._last:
            return
        for row, record in zip(rows, records, strict=True):
            if row[0] != tree.size + 1:
                return
            tree.grow(leaf_hash(record))
            if tree.size in self._wanted:
                self.roots[tree.size], self.hashes[tree.size] = tree.root(), row[2]
