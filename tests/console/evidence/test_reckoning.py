"""What the reader of evidence packs reckons by itself: signatures, MessagePack, trees; each against somebody else's."""

import ast
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import msgpack

from console.evidence import verify
from domain.log import chain
from domain.log.proof import merkle

RFC_8032 = {
    "TEST 1": (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    "TEST 2": (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    "TEST 3": (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
            "4a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
    "TEST SHA(abc)": (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        (
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
            "454d4423643ce80e2a9ac94fa54ca49f"
        ),
        (
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
            "3dca179c138ac17ad9bef1177331a704"
        ),
    ),
}
VALUES = st.none() | st.integers(-(2**63), 2**63 - 1) | st.text() | st.binary()
LEAVES = [merkle.leaf_hash(bytes([number]) * 40) for number in range(70)]


@pytest.mark.parametrize("name", RFC_8032)
def test_signatures_are_judged_as_the_standard_has_them(name: str) -> None:
    public, message, signature = (bytes.fromhex(one) for one in RFC_8032[name])
    assert verify.signed(public, message, signature)
    assert not verify.signed(public, message + b"!", signature)


@settings(max_examples=15)
@given(st.binary(max_size=80), st.integers(0, 511))
def test_a_signature_with_one_bit_changed_is_none(message: bytes, bit: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
    public, signature = key.public_key().public_bytes_raw(), bytearray(key.sign(message))
    assert verify.signed(public, message, bytes(signature))
    signature[bit // 8] ^= 1 << bit % 8
    assert not verify.signed(public, message, bytes(signature))


def test_a_signature_whose_number_was_raised_by_the_order_of_the_group_is_none() -> None:
    """RFC 8032, 5.1.7: the same point, written a second way."""
    public, message, signature = (bytes.fromhex(one) for one in RFC_8032["TEST 2"])
    raised = (int.from_bytes(signature[32:], "little") + verify.L).to_bytes(32, "little")
    assert not verify.signed(public, message, signature[:32] + raised)


def test_what_is_no_key_signs_nothing() -> None:
    _, message, signature = (bytes.fromhex(one) for one in RFC_8032["TEST 2"])
    assert not verify.signed(b"\xff" * 32, message, signature)
    assert not verify.signed(b"\x02" + bytes(31), message, signature)
    assert not verify.signed(bytes(31), message, signature)


@given(st.lists(VALUES, max_size=40))
def test_values_are_packed_as_the_log_packs_them(values: list[object]) -> None:
    assert verify.packed(values) == msgpack.encode(values)


@pytest.mark.parametrize("length", [0, 15, 16, 31, 32, 255, 256, 65535, 65536])
def test_lengths_are_packed_in_their_shortest_form(length: int) -> None:
    for value in ("a" * length, b"a" * length, [None] * length):
        assert verify.packed(value) == msgpack.encode(value)


@pytest.mark.parametrize("edge", [7, 8, 16, 31, 32, 63])
def test_numbers_are_packed_in_their_shortest_form(edge: int) -> None:
    for value in (2**edge - 1, 2**edge, -(2**edge), -(2**edge) - 1):
        if -(2**63) <= value < 2**63:
            assert verify.packed(value) == msgpack.encode(value)


def test_an_event_comes_to_the_same_digest_as_in_the_log() -> None:
    content = ["ticket:s1:R260424-036", 1, "ticket.reported", 1, b'{"number":"R260424-036"}', 1_745_456_400, "s1",
               "qiantai", "qiantai", "desk", "console", "c-1", 0, b"\x01" * 32, "c-1", None]  # fmt: skip
    event: verify.Event = dict(zip(verify.CONTENT, content, strict=True))
    assert verify.digest_of(event) == chain.digest(content)
    stamps = {"position": 5, "recorded_at": 1_745_456_400_000_001, "before": "07" * 32}
    link = chain.link(b"\x07" * 32, 5, 1_745_456_400_000_001, chain.digest(content))
    assert verify.link_of(event | stamps, chain.digest(content)) == link


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 9, 64, 70])
def test_every_leaf_is_found_in_its_tree_and_in_no_other_place(size: int) -> None:
    leaves, root = LEAVES[:size], merkle.root_of(LEAVES[:size])
    for index in range(size):
        path = merkle.inclusion_proof(index, size, leaves)
        assert verify.included(leaves[index], index, size, path, root)
        assert not verify.included(leaves[index], index ^ 1, size, path, root) or size == 1
        assert not verify.included(leaves[index], index, size, [*path, root], root)
        assert not verify.included(LEAVES[index - 1], index, size, path, root) or size == 1


@pytest.mark.parametrize("new", [2, 3, 7, 8, 9, 64, 70])
def test_a_tree_continues_its_beginnings_and_no_others(new: int) -> None:
    root = merkle.root_of(LEAVES[:new])
    for old in range(1, new):
        path = merkle.consistency_proof(old, new, LEAVES[:new])
        before = merkle.root_of(LEAVES[:old])
        assert verify.continued(old, new, before, root, path)
        assert not verify.continued(old, new, root, root, path)
        assert not verify.continued(old, new, before, before, path)
        assert not verify.continued(old, new, before, root, path[:-1])
    assert verify.continued(new, new, root, root, [])


def test_the_reader_needs_nothing_but_the_standard_library() -> None:
    source = Path(verify.__file__).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 8))
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {name for node in nodes for name in _imported(node)}
    assert "hashlib" in names
    assert names <= sys.stdlib_module_names


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [(node.module or "").partition(".")[0]]
    return [one.name.partition(".")[0] for one in node.names]
