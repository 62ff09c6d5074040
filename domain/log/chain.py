"""The hash chain: each event's hash covers every column of its row and the hash before it.

``digest`` is SHA-256 over the content columns as one MessagePack array in the order of
:data:`domain.log.tables.CONTENT`: every value carries its type and length, and an absent one is none of the empty
ones. ``link`` is SHA-256 over the hash before, position and ``recorded_at`` (eight bytes big-endian each) and that
digest, so that a database can make it in its own insert.
"""

from collections.abc import Sequence
from hashlib import sha256
from struct import Struct

from msgspec.msgpack import Encoder

Value = str | int | bytes | None

pack = Encoder().encode
"""Content columns as bytes, each with its type and length."""
stamp = Struct(">q").pack
"""A position, or a time of recording, as eight bytes."""
_stamps = Struct(">qq").pack


def digest(content: Sequence[Value]) -> bytes:
    """What the content columns of one event come to, 32 bytes."""
    return sha256(pack(content)).digest()


def link(previous: bytes, position: int, recorded_at: int, content_digest: bytes) -> bytes:
    """The hash of the event at ``position``, stamped at ``recorded_at`` (Unix microseconds)."""
    return sha256(previous + _stamps(position, recorded_at) + content_digest).digest()


def seal(salt: bytes, value: bytes) -> str:
    """What an event carries of a register entry: it proves the value; without the salt it tells nothing."""
    return sha256(salt + value).hexdigest()
