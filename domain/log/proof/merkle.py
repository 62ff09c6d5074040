"""The tree of RFC 6962 over the events: its root, and proofs that are short whatever the log's length.

Leaves are counted from 0. A span ``(start, end)`` stands for the subtree over leaves ``start`` up to ``end``, which
is not in it. Trees are built leaf by leaf: never more than a few dozen hashes are held.

Started as a program, it grows a tree beside somebody who has other work: the standard library is all it needs, so it is
there in twenty milliseconds. The first line of its input says at which sizes a root is asked for; then come the records,
``RECORD_BYTES`` each. After the last one it answers with the roots of the sizes that were reached.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from struct import Struct
from typing import BinaryIO

Span = tuple[int, int]

HASH_BYTES = 32
EMPTY_ROOT = sha256().digest()
RECORD_BYTES = 40
"""What the tree says of one event; see :func:`leaf_data`."""

_LEVELS = 7
_AT_ONCE = 1 << _LEVELS
_PAGE = 2048
_LEAF, _NODE = b"\x00", b"\x01"
_stamp = Struct(">q").pack


def leaf_data(recorded_at: int, digest: bytes) -> bytes:
    """What the tree says of one event, 40 bytes: when it was recorded (Unix microseconds), and its content."""
    return _stamp(recorded_at) + digest


def leaf_hash(data: bytes) -> bytes:
    """Hash of one leaf."""
    return sha256(_LEAF + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of the node over two subtrees."""
    return sha256(_NODE + left + right).digest()


class Frontier:
    """A tree that grows at its right end and remembers only the roots of its complete subtrees.

    Attributes:
        size: Leaves so far.
    """

    def __init__(self) -> None:
        self.size = 0
        self._roots: list[bytes] = []

    def grow(self, leaf: bytes) -> None:
        """Take the hash of the next leaf."""
        self._take(leaf, 0)

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Take what the tree says of the next leaves; whole subtrees at once, level by level, where they begin here."""
        hashes = [sha256(_LEAF + data).digest() for data in leaves]
        at = 0
        while at < len(hashes):
            if self.size % _AT_ONCE or len(hashes) - at < _AT_ONCE:
                self._take(hashes[at], 0)
                at += 1
            else:
                self._take(_subtree(hashes[at : at + _AT_ONCE]), _LEVELS)
                at += _AT_ONCE

    def _take(self, node: bytes, levels: int) -> None:
        """Take the root of a complete subtree of so many levels, which begins where this tree ends."""
        roots, complete = self._roots, self.size >> levels
        while complete & 1:
            node = sha256(_NODE + roots.pop() + node).digest()
            complete >>= 1
        roots.append(node)
        self.size += 1 << levels

    def root(self) -> bytes:
        """The root over all leaves so far."""
        return _folded(self._roots)


def _subtree(hashes: list[bytes]) -> bytes:
    while len(hashes) > 1:
        pairs = zip(hashes[::2], hashes[1::2], strict=True)
        hashes = [sha256(_NODE + left + right).digest() for left, right in pairs]
    return hashes[0]


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over hashes of leaves."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.grow(leaf)
    return frontier.root()


def inclusion_spans(index: int, size: int) -> list[Span]:
    """Whose hashes prove that a leaf is in a tree, from the leaf upwards (RFC 6962, 2.1.1).

    Raises:
        ValueError: There is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} of {size}")
    spans: list[Span] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    return spans[::-1]


def consistency_spans(old: int, new: int) -> list[Span]:
    """Whose hashes prove that the first leaves of a tree are those of an older one (RFC 6962, 2.1.2).

    Raises:
        ValueError: The older tree is empty or the greater one.
    """
    if not 0 < old <= new:
        raise ValueError(f"from {old} to {new}")
    spans: list[Span] = []
    start, end = 0, new
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    if start:
        spans.append((start, end))
    return spans[::-1]


def hashes_of(spans: Iterable[Span], leaves: Iterable[bytes]) -> dict[Span, bytes]:
    """The hash of each span, in one pass over the hashes of the leaves; spans as the two functions above give them.

    Raises:
        KeyError: There are fewer leaves than a span reaches.
    """
    parts = {span: list(_complete(*span)) for span in spans}
    wanted = {part for several in parts.values() for part in several}
    found = {span: root for span, root in _subtrees(leaves) if span in wanted}
    return {span: _folded([found[part] for part in several]) for span, several in parts.items()}


def inclusion_proof(index: int, size: int, leaves: Iterable[bytes]) -> list[bytes]:
    """The proof that leaf ``index`` is in the tree over ``size`` leaves."""
    spans = inclusion_spans(index, size)
    found = hashes_of(spans, leaves)
    return [found[span] for span in spans]


def consistency_proof(old: int, new: int, leaves: Iterable[bytes]) -> list[bytes]:
    """The proof that the tree over ``new`` leaves only added to the one over ``old``."""
    spans = consistency_spans(old, new)
    found = hashes_of(spans, leaves)
    return [found[span] for span in spans]


def includes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether a proof shows a leaf's hash to be in the tree of that size and root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or not _hashes(leaf, root, *proof):
        return False
    at, last, made = index, size - 1, leaf
    for one in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            made = node_hash(one, made)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            made = node_hash(made, one)
        at, last = at >> 1, last >> 1
    return last == 0 and made == root


def extends(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that a tree only added to an older one (RFC 9162, 2.1.4.2)."""
    if not 0 <= old <= new or not _hashes(old_root, new_root, *proof):
        return False
    if old in {0, new}:
        return not proof and (old_root == (new_root if old == new else EMPTY_ROOT))
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    return bool(path) and _climb(path, at, last) == (old_root, new_root)


def _climb(path: Sequence[bytes], at: int, last: int) -> tuple[bytes, bytes] | None:
    """The roots of the older and the newer tree that a path leads to, if it leads to any."""
    older = newer = path[0]
    for one in path[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            older, newer = node_hash(one, older), node_hash(one, newer)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            newer = node_hash(newer, one)
        at, last = at >> 1, last >> 1
    return (older, newer) if last == 0 else None


def _subtrees(leaves: Iterable[bytes]) -> Iterator[tuple[Span, bytes]]:
    """Each complete subtree as soon as its last leaf is there."""
    roots: list[bytes] = []
    for end, leaf in enumerate(leaves, 1):
        width, root = 1, leaf
        yield (end - 1, end), root
        while end & (2 * width - 1) == 0:
            root, width = node_hash(roots.pop(), root), width * 2
            yield (end - width, end), root
        roots.append(root)


def _complete(start: int, end: int) -> Iterator[Span]:
    """The complete subtrees that a span is made of, from the left."""
    while start < end:
        width = 1 << (end - start).bit_length() - 1
        yield start, start + width
        start += width


def _split(size: int) -> int:
    """The greatest power of two below a size."""
    return 1 << (size - 1).bit_length() - 1


def _folded(roots: Sequence[bytes]) -> bytes:
    if not roots:
        return EMPTY_ROOT
    made = roots[-1]
    for one in reversed(roots[:-1]):
        made = node_hash(one, made)
    return made


def _hashes(*given: bytes) -> bool:
    return all(len(one) == HASH_BYTES for one in given)


def _grown(given: BinaryIO) -> Iterator[bytes]:
    tree = Frontier()
    for size in map(int, given.readline().split()):
        while tree.size < size:
            page = given.read(min(size - tree.size, _PAGE) * RECORD_BYTES)
            if not page:
                return
            tree.extend(page[at : at + RECORD_BYTES] for at in range(0, len(page), RECORD_BYTES))
        yield tree.root()


if __name__ == "__main__":
    sys.stdout.buffer.write(b"".join(_grown(sys.stdin.buffer)))
