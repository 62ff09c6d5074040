"""Reading events of which some may be unreadable here: a newer edition wrote them, or somebody altered them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from domain.errors import Refused
from domain.facts import Happened
from domain.log.connections import Connections
from domain.log.dialects.dialect import Row

E = TypeVar("E", bound=Happened)

NOT_READ = (Refused, msgspec.MsgspecError, ValueError, TypeError, KeyError)
"""What decoding an event may raise, upcasters included."""


class Undecodable(msgspec.Struct, frozen=True):
    """An event that this edition cannot read; it stands in the place of what it could not be.

    Attributes:
        position: Its place in the log.
        stream: The stream it belongs to.
        name: Stored name of its fact.
        error: Why, for the log of the console; not for operators.
    """

    position: int
    stream: str
    name: str
    error: str


def carefully(
    connections: Connections, sql: str, asked: Sequence[object], make: Callable[[Row], E], *, stream: int
) -> Sequence[E | Undecodable]:
    """What is made of each row; what cannot be read stands in its place.

    The careful way only where the straight one fails: it costs a tenth more.

    Args:
        connections: Where the rows are.
        sql: Asks for them.
        asked: Its parameters.
        make: Makes an event of a row.
        stream: Place of the stream's id in a row; the name stands two places further on.
    """

    def readable(row: Row) -> E | Undecodable:
        try:
            return make(row)
        except NOT_READ as error:
            why = f"{type(error).__name__}: {error}"
            return Undecodable(position=row[0], stream=row[stream], name=row[stream + 2], error=why)

    try:
        return connections.read(make, sql, asked)
    except NOT_READ:
        return connections.read(readable, sql, asked)
