"""Facts: what happened, as immutable, named and versioned records; and the envelope each one is stored in.

A fact's name and version are its file format (style: *Events are a file format*): they never follow module
paths, and a changed shape gets a new version and an upcaster.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What one event says; who, when and where stand in its :class:`Recorded` envelope."""


class TextRef(msgspec.Struct, frozen=True, gc=False):
    """A free text that stands in the register: ``seal`` is the hex SHA-256 of its salt and its UTF-8 bytes."""

    id: str
    seal: str


class PersonRef(msgspec.Struct, frozen=True, gc=False):
    """A person's entry in the register at one version; ``seal`` commits to its values as in :class:`TextRef`."""

    id: str
    version: int
    seal: str


class Entry(msgspec.Struct, frozen=True):
    """One value for the register, written with the events of the same command.

    Attributes:
        id: Register id that events carry.
        version: 1, then one more for each correction.
        kind: ``text`` or ``person``.
        value: UTF-8 text, or the JSON object of a person.
        salt: 16 random bytes; gone when the value is erased.
    """

    id: str
    version: int
    kind: str
    value: bytes
    salt: bytes


class Happened(msgspec.Struct, frozen=True, gc=False):
    """What folds see of an event: state follows from these fields alone, and loading reads no others.

    Attributes:
        originator_id: The stream, readable: ``ticket:s1:R260424-036``.
        originator_version: 1 for the first event of a stream.
        fact: What happened.
        happened_at: Aware UTC instant, whole seconds.
        doer: Account that did it.
        role: Role in which the doer did it.
        position: Place in the log, from 1; 0 before it is stored.
    """

    originator_id: str
    originator_version: int
    fact: Fact
    happened_at: datetime
    doer: str = ""
    role: str = ""
    position: int = 0


class Recorded(Happened, frozen=True, gc=False):
    """One event as the log holds it, with its whole envelope.

    Attributes:
        site: Site code, empty for what concerns the whole company.
        by: Account that recorded it.
        through: ``console``, ``command line``, ``import`` or ``simulation``; only the first is authenticated.
        command: Id of the command it came from.
        part: Its place among that command's events, from 0.
        digest: SHA-256 of the command's content: the same id with other content is refused.
        correlation: Command id that began the thread.
        causation: Command id of the direct cause.
        recorded_at: Aware UTC instant that the log stamped; ``None`` before it is stored.
    """

    site: str = ""
    by: str = ""
    through: str = ""
    command: str | None = None
    part: int | None = None
    digest: bytes | None = None
    correlation: str | None = None
    causation: str | None = None
    recorded_at: datetime | None = None


class Shape(msgspec.Struct, frozen=True):
    """The stored name and version of a fact class."""

    name: str
    version: int


F = TypeVar("F", bound=Fact)

SHAPES: dict[type[Fact], Shape] = {}
CLASSES: dict[str, type[Fact]] = {}
UPCASTERS: dict[Shape, Callable[[dict[str, Any]], dict[str, Any]]] = {}


def stored_as(name: str, version: int = 1) -> Callable[[type[F]], type[F]]:
    """Give a fact class the name and version under which the log stores it.

    Raises:
        ValueError: The name is taken.
    """

    def register(cls: type[F]) -> type[F]:
        if name in CLASSES:
            raise ValueError(f"two facts are stored as {name}")
        SHAPES[cls] = Shape(name, version)
        CLASSES[name] = cls
        return cls

    return register


def upcast_from(name: str, version: int) -> Callable[..., Any]:
    """Register how the stored fields of ``name`` at ``version`` become those of the next version."""

    def register(
        function: Callable[[dict[str, Any]], dict[str, Any]],
    ) -> Callable[[dict[str, Any]], dict[str, Any]]:
        UPCASTERS[Shape(name, version)] = function
        return function

    return register


YEARS = range(1970, 2200)
"""Years that an instant from outside may lie in: any zone can show them, and any limit be added to them."""


def whole_seconds(instant: datetime) -> datetime:
    """Cut an aware instant to whole seconds in UTC (CAL-06, CAL-11)."""
    return instant.astimezone(UTC).replace(microsecond=0)
