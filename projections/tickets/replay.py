"""The cross-check: the queue computed from the log alone, by folding every ticket anew up to a moment."""

from domain.facts import Recorded
from domain.log import Log
from domain.tickets.ticket import Ticket
from projections.asking.moments import AsOf
from projections.asking.views import Views
from projections.spine.model import Row
from projections.spine.projector import PAGE
from projections.spine.reference import Reference
from projections.tickets.queue import BoardRow, board_rows, queue_row


def replayed_queue(views: Views, *, site: str, as_of: AsOf = None) -> list[BoardRow]:
    """What :func:`projections.tickets.queue.queue` must answer; it costs the whole history and reads no read model."""
    rows = replayed_rows(views.log, views.reference, views.moment(as_of))
    return board_rows(views, [{"key": key, **row} for key, row in rows.items() if row["site"] == site])


def replayed_rows(log: Log, reference: Reference, moment: int | None) -> dict[str, Row]:
    """Every row of the queue at a position, by ticket."""
    tickets: dict[str, Ticket] = {}
    after = 0
    while events := log.read(after, PAGE, moment):
        for event in events:
            if isinstance(event, Recorded) and event.originator_id.startswith("ticket:"):
                tickets.setdefault(event.originator_id, Ticket(event.originator_id)).apply(event)
        after = events[-1].position
    rows = ((key, queue_row(ticket, reference)) for key, ticket in tickets.items())
    return {key: row for key, row in rows if row is not None}
