"""What tells two commands of the same id apart, without giving away what was erased since.

A plain digest of a command that named a person could be tried out on phone numbers. So where a command puts values
into the register, its digest is keyed with the salts of all entries that its events point to: it goes with any of them.
"""

import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, cast

import msgspec

from domain.errors import Refused, Term, reason
from domain.facts import Entry, PersonRef, Recorded, TextRef
from domain.log import Log
from domain.operations.envelope import Envelope

KEYED = b"\x01"
"""Stands before a keyed digest; plain ones, of earlier editions too, are 32 bytes and nothing else."""


def digest_of(given: Mapping[str, Any]) -> bytes:
    """What tells two commands of the same id apart: SHA-256 of the content in one canonical order.

    Raises:
        Refused: The content has no canonical form: half characters, figures beyond 64 bits, endless nesting.
    """
    try:
        return sha256(msgspec.json.encode(given, order="deterministic")).digest()
    except (UnicodeEncodeError, OverflowError, RecursionError, TypeError) as error:
        raise Refused(
            reason(
                "The command holds characters, figures or nesting that cannot be kept.",
                who=Term("you"),
                verb=Term("correct it"),
            )
        ) from error


def keyed(order: Envelope, events: Iterable[Recorded], entries: Iterable[Entry], log: Log) -> Envelope:
    """The command with a digest that needs every register entry of its events to be made again."""
    fresh = {(entry.id, entry.version): entry for entry in entries}
    named = _named(events)
    older = log.values([one for one in named if one not in fresh])
    return msgspec.structs.replace(order, digest=_keyed(order.digest, named, {**older, **fresh}))


def is_same(order: Envelope, earlier: Sequence[Recorded], log: Log) -> bool:
    """Whether a command says what the recorded one of its id said; as far as what was erased since lets anybody know."""
    told = earlier[0].digest or b""
    if not told.startswith(KEYED) or len(told) != len(KEYED) + len(order.digest):
        return told == order.digest
    named = _named(earlier)
    entries = log.values(named)
    return len(entries) < len(named) or told == _keyed(order.digest, named, entries)


def _keyed(
    digest: bytes, named: Sequence[tuple[str, int]], entries: Mapping[tuple[str, int], Entry]
) -> bytes:
    salts = b"".join(entries[one].salt for one in named if one in entries)
    return KEYED + hmac.digest(salts, digest, "sha256")


def _named(events: Iterable[Recorded]) -> list[tuple[str, int]]:
    """Every register entry that events point to, with its version; sorted."""
    return sorted({(one.id, _version(one)) for event in events for one in references(event.fact)})


def _version(reference: TextRef | PersonRef) -> int:
    return reference.version if isinstance(reference, PersonRef) else 1


def references(value: object) -> Iterator[TextRef | PersonRef]:
    """What a fact, or a part of one, points to in the register."""
    if isinstance(value, TextRef | PersonRef):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from references(getattr(value, name))
    elif isinstance(value, tuple | list | frozenset | set):
        for one in cast("Iterable[object]", value):
            yield from references(one)
    elif isinstance(value, Mapping):
        for one in cast("Mapping[object, object]", value).values():
            yield from references(one)
