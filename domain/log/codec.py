"""Between a recorded event and its row: typed decoding by name and version, older shapes upcast."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

import msgspec
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Mapper, StoredEvent

from domain.errors import Refused, Term, reason
from domain.facts import CLASSES, SHAPES, UPCASTERS, Fact, Happened, Recorded, Shape

Row = tuple[Any, ...]
P = TypeVar("P", bound=msgspec.Struct)

_instant = datetime.fromtimestamp
_encode = msgspec.json.Encoder().encode
_ALTERED = (msgspec.MsgspecError, OverflowError, OSError, ValueError, RecursionError)
"""What decoding a body raises, and what a time that no calendar has does."""


class UnknownShape(Refused):
    """The store holds a fact that this edition cannot read.

    Attributes:
        name: Stored name of the fact.
        version: Stored version of its shape.
    """

    def __init__(self, name: str, version: int) -> None:
        super().__init__(
            reason(
                "“{name}” was recorded in form {version}, which this edition does not know.",
                who=Term("the administrator"),
                verb=Term("install the edition that recorded it, or a newer one"),
                name=name,
                version=version,
            )
        )
        self.name = name
        self.version = version


class Unreadable(Refused):
    """An event is not what its shape promises, or says a time that no calendar has: somebody altered it."""

    def __init__(self, stream: str, version: int) -> None:
        super().__init__(
            reason(
                "Event {version} of {stream} cannot be read: it was altered.",
                who=Term("the administrator"),
                verb=Term("run “steward verify”"),
                version=str(version),
                stream=stream,
            )
        )


@dataclass(frozen=True)
class LogEntry(StoredEvent):
    """The library's stored event with our envelope columns; a plain stored event takes the defaults.

    Attributes:
        schema: Version of the body's shape.
        happened_at: Unix seconds.
        recorded_at: Unix microseconds; 0 before it is stored.
        position: 0 before it is stored.
    """

    schema: int = 1
    happened_at: int = 0
    site: str = ""
    recorded_by: str = ""
    done_by: str = ""
    done_as: str = ""
    through: str = ""
    command: str | None = None
    part: int | None = None
    digest: bytes | None = None
    correlation: str | None = None
    causation: str | None = None
    position: int = 0
    recorded_at: int = 0


def content_of(entry: StoredEvent) -> Row:
    """The content columns of an entry, in the order of the table."""
    if not isinstance(entry, LogEntry):
        return (str(entry.originator_id), entry.originator_version, entry.topic, 1, entry.state,
                0, "", "", "", "", "", None, None, None, None, None)  # fmt: skip
    return (
        entry.originator_id,
        entry.originator_version,
        entry.topic,
        entry.schema,
        entry.state,
        entry.happened_at,
        entry.site,
        entry.recorded_by,
        entry.done_by,
        entry.done_as,
        entry.through,
        entry.command,
        entry.part,
        entry.digest,
        entry.correlation,
        entry.causation,
    )


def entry_of(row: Row) -> LogEntry:
    """The entry of a row as selected: position, time, content."""
    position, recorded_at, stream, version, name, schema, body, *rest = row
    return LogEntry(stream, version, name, body, schema, *rest, position=position, recorded_at=recorded_at)


def recorded_of(row: Row) -> Recorded:
    """The event of a row as selected: position, time, content.

    Raises:
        UnknownShape: This edition does not know the fact's name, or not in that version.
        Unreadable: The body is not what its shape promises, or a time is none.
    """
    (position, recorded_at, stream, version, name, schema, body, happened_at, site, by, doer, role,
     through, command, part, digest, correlation, causation) = row  # fmt: skip
    try:
        return Recorded(
            stream, version, _decoder(name, schema)(body), _instant(happened_at, UTC), doer, role, position, site, by,
            through, command, part, digest, correlation, causation, _instant(recorded_at / 1e6, UTC),
        )  # fmt: skip
    except _ALTERED as error:
        raise Unreadable(stream, version) from error


def happened_of(row: Row) -> Happened:
    """What folds see of an event, of a row of :data:`domain.log.statements.FOLDED`; raises as :func:`recorded_of`."""
    position, stream, version, name, schema, body, happened_at, doer, role = row
    try:
        decoded, instant = _decoder(name, schema)(body), _instant(happened_at, UTC)
    except _ALTERED as error:
        raise Unreadable(stream, version) from error
    return Happened(stream, version, decoded, instant, doer, role, position)


def begun_of(kind: type[Fact], part: type[P]) -> Callable[[Row], tuple[str, P] | None]:
    """What makes a stream with some fields of its first fact of a row: stream, shape's version, body.

    Nothing where that cannot be read. Decoding a few fields alone costs a tenth of the whole fact.
    """
    shape = SHAPES[kind]
    decode = msgspec.json.Decoder(part).decode

    def made(row: Row) -> tuple[str, P] | None:
        stream, schema, body = row
        try:
            if schema == shape.version:
                return stream, decode(body)
            return stream, msgspec.convert(_decoder(shape.name, schema)(body), part, from_attributes=True)
        except (UnknownShape, msgspec.MsgspecError):
            return None

    return made


@cache
def _decoder(name: str, version: int) -> Callable[[bytes], Fact]:
    cls = CLASSES.get(name)
    if cls is None:
        raise UnknownShape(name, version)
    decode = msgspec.json.Decoder(cls).decode
    current = SHAPES[cls].version
    steps = [UPCASTERS.get(Shape(name, older)) for older in range(version, current)]
    if version > current or not all(steps):
        raise UnknownShape(name, version)
    if not steps:
        return decode

    def upcast(body: bytes) -> Fact:
        fields = msgspec.json.decode(body)
        for step in steps:
            fields = step(fields) if step else fields
        return decode(_encode(fields))

    return upcast


class FactMapper(Mapper[str]):
    """The library's mapper interface over :class:`Recorded`; it needs no transcoder, topics or class paths."""

    def __init__(self) -> None:
        """Nothing is configured: facts name their own shapes."""

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> LogEntry:
        """The entry to store.

        Raises:
            TypeError: Not a :class:`Recorded`, or its fact has no stored name.
            ValueError: ``happened_at`` is not an aware instant of whole seconds.
        """
        if not isinstance(domain_event, Recorded):
            raise TypeError(f"{type(domain_event).__name__} is no recorded fact")
        shape = SHAPES.get(type(domain_event.fact))
        if shape is None:
            raise TypeError(f"{type(domain_event.fact).__name__} has no stored name")
        happened_at = domain_event.happened_at
        if happened_at.tzinfo is None or happened_at.microsecond:
            raise ValueError(f"{happened_at.isoformat()} is not an aware instant of whole seconds")
        return LogEntry(
            domain_event.originator_id,
            domain_event.originator_version,
            shape.name,
            _encode(domain_event.fact),
            shape.version,
            int(happened_at.timestamp()),
            domain_event.site,
            domain_event.by,
            domain_event.doer,
            domain_event.role,
            domain_event.through,
            domain_event.command,
            domain_event.part,
            domain_event.digest,
            domain_event.correlation,
            domain_event.causation,
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Recorded:
        """The event of a stored entry; raises as :func:`recorded_of`."""
        entry = stored_event if isinstance(stored_event, LogEntry) else None
        position, recorded_at = (entry.position, entry.recorded_at) if entry else (0, 0)
        return recorded_of((position, recorded_at, *content_of(stored_event)))
