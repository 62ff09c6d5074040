"""The tree of the events: published vectors of RFC 6962, and every small tree against the definition itself."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.log.proof import merkle
from domain.log.proof.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    extends,
    includes,
    inclusion_proof,
    leaf_data,
    leaf_hash,
    node_hash,
    root_of,
)

LEAVES = [
    leaf_hash(bytes.fromhex(data))
    for data in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
"""The entries that certificate transparency's implementations publish their roots and proofs for."""

ROOTS = [
    bytes.fromhex(root)
    for root in (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    )
]
A, B, C = (
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
)
D, E, F = (
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
)
ROOT_1, ROOT_2, ROOT_4 = (ROOTS[size - 1].hex() for size in (1, 2, 4))


@pytest.mark.parametrize("size", range(1, 9))
def test_a_root_is_the_published_one(size: int) -> None:
    assert root_of(LEAVES[:size]) == ROOTS[size - 1]


def test_a_tree_without_leaves_has_the_hash_of_nothing() -> None:
    nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root_of([]).hex() == EMPTY_ROOT.hex() == nothing


@pytest.mark.parametrize(
    ("index", "size", "proof"),
    [
        (0, 1, []),
        (0, 2, [A]),
        (1, 2, [ROOT_1]),
        (2, 3, [ROOT_2]),
        (1, 5, [ROOT_1, B, D]),
        (0, 8, [A, B, C]),
        (5, 8, [D, E, ROOT_4]),
    ],
)
def test_an_inclusion_proof_is_the_published_one(index: int, size: int, proof: list[str]) -> None:
    assert [one.hex() for one in inclusion_proof(index, size, LEAVES)] == proof
    assert includes(LEAVES[index], index, size, [bytes.fromhex(one) for one in proof], ROOTS[size - 1])


@pytest.mark.parametrize(
    ("old", "new", "proof"),
    [
        (1, 1, []),
        (1, 8, [A, B, C]),
        (2, 5, [B, D]),
        (6, 8, [F, E, ROOT_4]),
        (6, 7, [F, "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f", ROOT_4]),
    ],
)
def test_a_consistency_proof_is_the_published_one(old: int, new: int, proof: list[str]) -> None:
    assert [one.hex() for one in consistency_proof(old, new, LEAVES)] == proof
    assert extends(old, new, ROOTS[old - 1], ROOTS[new - 1], [bytes.fromhex(one) for one in proof])


def defined_root(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY_ROOT
    split = max(2**power for power in range(20) if 2**power < len(leaves))
    return node_hash(defined_root(leaves[:split]), defined_root(leaves[split:]))


SIZES = st.integers(1, 70)


@given(SIZES)
def test_a_frontier_has_the_defined_root_at_every_size(size: int) -> None:
    leaves = [leaf_hash(str(number).encode()) for number in range(size)]
    frontier = Frontier()
    for number, leaf in enumerate(leaves):
        frontier.grow(leaf)
        assert (frontier.size, frontier.root()) == (number + 1, defined_root(leaves[: number + 1]))


@given(st.lists(st.integers(1, 400), max_size=6))
def test_leaves_taken_many_at_once_make_the_same_tree(pieces: list[int]) -> None:
    data = [str(number).encode() for number in range(sum(pieces))]
    frontier, at = Frontier(), 0
    for piece in pieces:
        frontier.extend(data[at : at + piece])
        at += piece
        assert (frontier.size, frontier.root()) == (at, root_of(map(leaf_hash, data[:at])))


@given(SIZES, st.data())
def test_a_leaf_is_proven_at_its_own_place_and_nowhere_else(size: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(str(number).encode()) for number in range(size)]
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size + 2))
    proof, root = inclusion_proof(index, size, leaves), defined_root(leaves)
    assert includes(leaves[index], index, size, proof, root)
    assert includes(leaves[index], other, size, proof, root) is (other == index)
    assert not includes(leaf_hash(b"another"), index, size, proof, root)
    assert not includes(leaves[index], index, size, [*proof, root], root)
    for place in range(len(proof)):
        assert not includes(leaves[index], index, size, proof[:place] + proof[place + 1 :], root)
        assert not includes(leaves[index], index, size, [*proof[:place], root, *proof[place + 1 :]], root)


@given(SIZES, st.data())
def test_a_tree_extends_its_own_beginnings_and_no_others(new: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(str(number).encode()) for number in range(new)]
    old = data.draw(st.integers(1, new))
    proof, newer = consistency_proof(old, new, leaves), defined_root(leaves)
    older = defined_root(leaves[:old])
    forged = defined_root([leaf_hash(b"another"), *leaves[1:old]])
    assert extends(old, new, older, newer, proof)
    assert not extends(old, new, forged, newer, proof)
    assert not extends(old, new, older, forged, proof)
    assert not extends(old, new, older, newer, [*proof, newer])
    for place in range(len(proof)):
        assert not extends(old, new, older, newer, proof[:place] + proof[place + 1 :])
        assert not extends(old, new, older, newer, [*proof[:place], forged, *proof[place + 1 :]])


def test_proofs_of_several_kinds_come_from_one_pass_over_the_leaves() -> None:
    passes = iter(LEAVES)
    spans = [*merkle.inclusion_spans(5, 8), *merkle.consistency_spans(6, 7)]
    found = merkle.hashes_of(spans, passes)
    assert [found[span] for span in merkle.inclusion_spans(5, 8)] == inclusion_proof(5, 8, LEAVES)
    assert [found[span] for span in merkle.consistency_spans(6, 7)] == consistency_proof(6, 7, LEAVES)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_a_leaf_that_is_not_there_is_never_included(index: int, size: int) -> None:
    assert not includes(LEAVES[0], index, size, [], LEAVES[0])
    with pytest.raises(ValueError, match="leaf"):
        inclusion_proof(index, size, LEAVES)


@pytest.mark.parametrize(("old", "new"), [(2, 1), (-1, 3)])
def test_a_tree_never_extends_a_greater_one(old: int, new: int) -> None:
    assert not extends(old, new, ROOTS[0], ROOTS[1], [ROOTS[0]])
    with pytest.raises(ValueError, match="from"):
        consistency_proof(old, new, LEAVES)


def test_every_tree_extends_the_empty_one_and_itself() -> None:
    assert extends(0, 3, EMPTY_ROOT, ROOTS[2], [])
    assert not extends(0, 3, ROOTS[0], ROOTS[2], [])
    assert extends(3, 3, ROOTS[2], ROOTS[2], [])
    assert not extends(3, 3, ROOTS[1], ROOTS[2], [])


def test_a_proof_of_anything_but_hashes_proves_nothing() -> None:
    assert not includes(LEAVES[0], 0, 2, [LEAVES[1][:31]], ROOTS[1])
    assert not includes(b"WrongLeaf", 0, 2, [LEAVES[1]], ROOTS[1])
    assert not extends(1, 2, b"WrongRoot", ROOTS[1], [LEAVES[1]])
    assert not extends(1, 2, ROOTS[0], ROOTS[1], [])


def test_too_few_leaves_give_no_proof() -> None:
    with pytest.raises(KeyError):
        inclusion_proof(0, 8, LEAVES[:5])


def test_a_leaf_tells_the_moment_of_recording_and_the_content() -> None:
    assert leaf_data(1, b"\x07" * 32) == b"\0\0\0\0\0\0\0\x01" + b"\x07" * 32
    assert leaf_data(-2, b"")[:8] == b"\xff" * 7 + b"\xfe"
