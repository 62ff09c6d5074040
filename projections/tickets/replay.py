"""The cross-check: the queue and the equipment register computed from the log alone, up to a moment."""

from domain.facts import Recorded
from domain.log import Log
from domain.tickets.ticket import Ticket
from domain.units import Unit
from projections.asking.history import streams_at
from projections.asking.moments import AsOf
from projections.asking.views import Views
from projections.spine.model import Row
from projections.spine.projector import PAGE
from projections.spine.reference import Reference
from projections.tickets.equipment_register import Piece, register
from projections.tickets.mending import mending_of
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


def replayed_equipment(views: Views, *, site: str, as_of: AsOf = None) -> list[Piece]:
    """What the question ``equipment`` must answer; it reads no read model (UNT-09)."""
    units = _streams(views, f"unit:{site}:", as_of)
    folded = {stream: Unit(stream).replay(events) for stream, events in units.items()}
    pieces = {unit.code: unit.equipment for unit in folded.values() if unit.equipment is not None}
    tickets = [
        (Ticket(stream).replay(events), mending_of(events))
        for stream, events in _streams(views, f"ticket:{site}:", as_of).items()
    ]
    tickets.sort(key=lambda pair: (pair[0].reported_at, pair[0].id))
    about = {
        code: [one for ticket, one in tickets if ticket.unit == code or one.number in piece.named]
        for code, piece in pieces.items()
    }
    return register(views, pieces, about)


def _streams(views: Views, prefix: str, as_of: AsOf) -> dict[str, list[Recorded]]:
    found: dict[str, list[Recorded]] = {}
    for event in streams_at(views, prefix, as_of, "recorded"):
        found.setdefault(event.originator_id, []).append(event)
    return found
