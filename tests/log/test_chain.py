"""The hash of an event, as anybody can make it again."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from domain.log import Log, Place
from domain.log.chain import digest, link
from tests.log.diary import written
from tests.log.grounds import Ground

VALUES = st.lists(
    st.none() | st.text(max_size=40) | st.integers(-(2**63), 2**63 - 1) | st.binary(max_size=40), max_size=6
)


def packed(value: object) -> bytes:
    """MessagePack by its specification, for the values an event has."""
    match value:
        case None:
            return b"\xc0"
        case int():
            return _whole_number(value)
        case str():
            raw = value.encode()
            short = bytes([0xA0 | len(raw)]) if len(raw) < 32 else b"\xd9" + bytes([len(raw)])
            return short + raw
        case bytes():
            return b"\xc4" + bytes([len(value)]) + value
    raise AssertionError(value)


def _whole_number(value: int) -> bytes:
    if -32 <= value < 128:
        return value.to_bytes(1, "big", signed=value < 0)
    sizes = (
        ((1, 0xCC), (2, 0xCD), (4, 0xCE), (8, 0xCF))
        if value > 0
        else ((1, 0xD0), (2, 0xD1), (4, 0xD2), (8, 0xD3))
    )
    for size, code in sizes:
        try:
            return bytes([code]) + value.to_bytes(size, "big", signed=value < 0)
        except OverflowError:
            continue
    raise AssertionError(value)


@given(VALUES)
def test_a_digest_follows_the_published_packing(values: list[str | int | bytes | None]) -> None:
    said = bytes([0x90 | len(values)]) + b"".join(packed(value) for value in values)
    assert digest(values) == sha256(said).digest()


@given(VALUES, VALUES)
def test_two_contents_have_one_digest_only_if_they_are_the_same(one: list, other: list) -> None:
    assert (digest(one) == digest(other)) == (one == other and list(map(type, one)) == list(map(type, other)))


def test_a_stored_hash_is_made_of_the_one_before_position_time_and_content(
    log: Log, ground: Ground, place: Place
) -> None:
    log.append([written("diary:1", 1, site="s1", command="c-1", part=0), written("diary:1", 2)])
    ((previous,),) = ground.run(place, "SELECT hash FROM log_format")
    rows = ground.run(place, "SELECT * FROM events ORDER BY position")
    for position, recorded_at, stored, *content in rows:
        assert stored == link(previous, position, recorded_at, digest(content))
        times = position.to_bytes(8, "big") + recorded_at.to_bytes(8, "big")
        assert stored == sha256(previous + times + digest(content)).digest()
        previous = stored
    assert rows[0][3:] == (
        "diary:1",
        1,
        "diary.written",
        2,
        b"{}",
        1777021200,
        "s1",
        "",
        "",
        "",
        "",
        "c-1",
        0,
        *[None] * 3,
    )
