"""The log's own tree, grown while the log is read: its root at every size that a checkpoint speaks of."""

import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, cast

from domain.log.dialects.dialect import Row
from domain.log.proof import merkle
from domain.log.proof.merkle import EMPTY_ROOT, HASH_BYTES, Frontier

LONG = 50_000
"""Events from which on a helper is worth its start."""
HELPER = [sys.executable, "-I", "-S", merkle.__file__]


class HelperLost(Exception):
    """The process that grows the tree has ended before its time."""


class Roots:
    """Takes the rows in order of position, each with what the tree says of it; behind a gap there is no root any more.

    Attributes:
        roots: Root by size; there once all rows are.
        hashes: Stored hash of the last event, by size.

    Args:
        sizes: What is asked for.
        genesis: What stands before the first event.
        helped: Whether the tree grows in a process of its own, which is worth it for a long log.
    """

    def __init__(self, sizes: Iterable[int], genesis: bytes, *, helped: bool) -> None:
        self.roots: dict[int, bytes] = {0: EMPTY_ROOT}
        self.hashes: dict[int, bytes] = {0: genesis}
        self._wanted = sorted({one for one in sizes if one > 0}, reverse=True)
        self._tree = _Helper(self._wanted[::-1]) if helped and self._wanted else _Own()

    def close(self) -> None:
        """Wait for nobody."""
        self._tree.close()

    def page(self, rows: Sequence[Row], records: Sequence[bytes]) -> None:
        """Grow by some events; what stands before the first place is no leaf.

        Raises:
            HelperLost: The helper was killed.
        """
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
                tree.reached()
                newest: Row = rows[tree.size - first]
                self.hashes[tree.size] = newest[2]

    def end(self) -> None:
        """No more rows.

        Raises:
            HelperLost: The helper was killed.
        """
        sizes = [one for one in self.hashes if one]
        self.roots |= zip(sizes, self._tree.roots(len(sizes)), strict=True)

    def _gaps(self, rows: Sequence[Row]) -> Iterator[int]:
        """The last position before each place where the rows do not follow from what was taken."""
        expected = self._tree.size + 1
        for row in rows:
            if row[0] != expected:
                yield expected - 1
            expected += 1


class _Own:
    """A tree that grows here."""

    def __init__(self) -> None:
        self._tree, self._roots = Frontier(), list[bytes]()

    @property
    def size(self) -> int:
        return self._tree.size

    def extend(self, records: Sequence[bytes]) -> None:
        self._tree.extend(records)

    def reached(self) -> None:
        """This size is asked for."""
        self._roots.append(self._tree.root())

    def roots(self, _: int) -> list[bytes]:
        return self._roots

    def close(self) -> None:
        """Nothing is open."""


class _Helper:
    """A tree that grows in another process, which knows beforehand at which sizes a root is asked for."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.size = 0
        self._process = subprocess.Popen(HELPER, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own file
        self._write(" ".join(map(str, sizes)).encode() + b"\n")

    def extend(self, records: Sequence[bytes]) -> None:
        self._write(b"".join(records))
        self.size += len(records)

    def reached(self) -> None:
        """It knows."""

    def roots(self, count: int) -> list[bytes]:
        answer, _ = self._process.communicate()
        if self._process.returncode or len(answer) != count * HASH_BYTES:
            raise HelperLost
        return [answer[at : at + HASH_BYTES] for at in range(0, len(answer), HASH_BYTES)]

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _write(self, given: bytes) -> None:
        try:
            cast("IO[bytes]", self._process.stdin).write(given)
        except BrokenPipeError:
            raise HelperLost from None
