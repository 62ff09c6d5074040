"""What a live board shows, for the one broker of all boards: its rows, and which of them an event may have altered."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Protocol

from console.wiring import House
from projections.tickets.queue import queue, queue_of

TICKET = "ticket:"


class Row(Protocol):
    """One part of a board, compared and sent as a whole; ``id`` is unique on it."""

    @property
    def id(self) -> str: ...


Rows = tuple[Sequence[Any], Collection[str]]
"""The rows that a page of events may have altered, and the ids that were asked for."""


class Sight(Protocol):
    """One kind of board at one site."""

    @property
    def site(self) -> str: ...

    def whole(self) -> Sequence[Row]:
        """Every row.

        Raises:
            Refused: There is no such board, or its read model is being made.
        """
        ...

    def after(self, known: Collection[str], streams: Collection[str]) -> Rows:
        """What events of these streams may have altered on a board that has rows of these ids."""
        ...

    def turns(self, now: datetime) -> bool:
        """Whether time alone has altered something since the rows were last read."""
        ...


class DeskSight:
    """The duty desk of a site: its open tickets, by their streams."""

    def __init__(self, house: House, site: str) -> None:
        self._house, self.site = house, site

    def whole(self) -> Sequence[Row]:
        return queue(self._house.views, site=self.site)

    def after(self, known: Collection[str], streams: Collection[str]) -> Rows:
        """A page that touched anything but tickets may have altered names on every row."""
        if not all(stream.startswith(TICKET) for stream in streams):
            rows = self.whole()
            return rows, {*known, *(row.id for row in rows)}
        prefix = f"{TICKET}{self.site}:"
        touched = {stream for stream in streams if stream.startswith(prefix)}
        return (queue_of(self._house.views, self.site, touched) if touched else []), touched

    def turns(self, now: datetime) -> bool:
        """Never: the browser counts the limits itself."""
        return False
