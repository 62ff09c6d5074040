"""The duty desk as it stood just before an event was recorded."""

from datetime import UTC, datetime

import msgspec

from projections.asking.registry import question
from projections.asking.views import Views
from projections.tickets.queue import SOON_S, BoardRow, queue

SHOWN = 12


class DeskRow(msgspec.Struct, frozen=True):
    """One open ticket; ``matter`` is ``None`` once erased."""

    id: str
    number: str
    place: str
    matter: str | None
    due_at: datetime | None
    paused: bool


class DeskBefore(msgspec.Struct, frozen=True):
    """The desk in numbers, and its first rows; the ticket asked about is among them wherever it stood.

    Attributes:
        position: The event before which it is told.
        at: When that event was recorded: the instant at which limits are read.
    """

    position: int
    at: datetime
    open: int
    over: int
    soon: int
    paused: int
    rows: list[DeskRow]


@question("audit_desk_before")
def desk_before(views: Views, *, site: str, position: int, stream: str = "") -> DeskBefore:
    """What the duty desk showed just before an event, most urgent first, and where a ticket stood on it."""
    at = views.instant(position)
    rows = queue(views, site=site, as_of=max(position - 1, 0))
    now_ms = int(at.timestamp() * 1000)
    left = [row.due_at - now_ms for row in rows if row.due_at is not None]
    mine = [row for row in rows[SHOWN:] if row.id == stream]
    return DeskBefore(
        position=position,
        at=at,
        open=len(rows),
        over=sum(one < 0 for one in left),
        soon=sum(0 <= one <= SOON_S * 1000 for one in left),
        paused=sum(row.paused for row in rows),
        rows=[_row(row) for row in (*rows[:SHOWN], *mine)],
    )


def _row(row: BoardRow) -> DeskRow:
    due = None if row.due_at is None else datetime.fromtimestamp(row.due_at / 1000, UTC)
    return DeskRow(row.id, row.number, row.place, row.matter, due, row.paused)
