"""The log's own tree, grown while the log is read: its root at every size that a checkpoint speaks of."""

from collections.abc import Iterable, Iterator, Sequence

from domain.log.dialects.dialect import Row
from domain.log.proof.merkle import EMPTY_ROOT, Frontier


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
        self.roots: dict[int, bytes] = {0: EMPTY_ROOT}
        self.hashes: dict[int, bytes] = {0: genesis}
        self._wanted = sorted({one for one in sizes if one > 0}, reverse=True)
        self._tree = Frontier()

    def page(self, rows: Sequence[Row], records: Sequence[bytes]) -> None:
        """Grow by some events; what stands before the first place is no leaf."""
        before = sum(row[0] < 1 for row in rows) if rows[0][0] < 1 else 0
        rows, records = rows[before:], records[before:]
        if not rows:
            return
        tree, first = self._tree, int(rows[0][0])
        dense = first == tree.size + 1 and rows[-1][0] - first + 1 == len(rows)
        upto = rows[-1][0] if dense else next(self._gaps(rows), 0)
        while self._wanted and tree.size < upto:
            last = min(self._wanted[-1], upto)
            tree.extend(records[tree.size - first + 1 : last - first + 1])
            if tree.size == self._wanted[-1]:
                self._wanted.pop()
                newest: Row = rows[tree.size - first]
                self.roots[tree.size], self.hashes[tree.size] = tree.root(), newest[2]

    def _gaps(self, rows: Sequence[Row]) -> Iterator[int]:
        """The last position before each place where the rows do not follow from what was taken."""
        expected = self._tree.size + 1
        for row in rows:
            if row[0] != expected:
                yield expected - 1
            expected += 1
