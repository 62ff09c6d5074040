"""The duty desk at a moment: as it was known then, or as it really was by then, and told anew from the events alone."""

from collections.abc import Iterable, Sequence

from domain.facts import Recorded
from domain.tickets.ticket import Ticket
from projections.asking.history import happened_by, known_at
from projections.asking.moments import AsOf, Axis
from projections.asking.views import Views
from projections.spine.model import Row
from projections.tickets.ledger import TICKETS
from projections.tickets.queue import BoardRow, board_rows, held_row, queue, queue_row


class Streams:
    """The events of tickets, each stream read once for everything that one comparison wants of it."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self._read: dict[str, list[Recorded]] = {}

    def of(self, stream: str) -> list[Recorded]:
        """Every event of a stream."""
        if stream not in self._read:
            self._read[stream] = self._views.log.stream(stream)
        return self._read[stream]


def desk(views: Views, site: str, as_of: AsOf, axis: Axis, known: AsOf) -> list[BoardRow]:
    """The open tickets at a moment.

    Args:
        views: What is asked.
        site: Whose desk it is.
        as_of: The moment; an instant where the axis is ``happened``.
        axis: ``recorded``: what was on the desk. ``happened``: what was open, whenever it was recorded.
        known: What was known by this moment is taken into account on the axis ``happened``.
    """
    if axis == "recorded":
        return queue(views, site=site, as_of=as_of)
    instant, moment = views.instant(as_of), views.moment(known)
    with views.snapshot(known) as snapshot:
        where = (
            "site = :site AND is_adopted = 0 AND reported_at <= :at AND (ended_at IS NULL OR ended_at > :at)"
        )
        rows = snapshot.at(moment).rows(TICKETS, where, site=site, at=int(instant.timestamp()))
        streams = [row["key"] for row in rows]
    return shown(views, (_really(views, one, moment, instant) for one in streams))


def shown(views: Views, tickets: Iterable[Ticket]) -> list[BoardRow]:
    """Those of some tickets that are open, as the board shows them."""
    told = ((ticket.id, queue_row(ticket, views.reference)) for ticket in tickets)
    return board_rows(views, [{"key": key, **row} for key, row in told if row is not None])


def ended(views: Views, tickets: Sequence[Ticket]) -> list[BoardRow]:
    """Tickets as the board would show them, though they have ended."""
    rows: list[Row] = [{"key": one.id, **held_row(one, views.reference)} for one in tickets]
    return board_rows(views, rows)


def disagreeing(views: Views, rows: Sequence[BoardRow], as_of: AsOf, streams: Streams) -> list[str]:
    """Streams whose row at a recorded moment differs from the one that a replay of its own events gives."""
    moment = views.moment(as_of)
    events = ((row.id, known_at(streams.of(row.id), moment)) for row in rows)
    told = {row.id: row for row in shown(views, (Ticket(id).replay(known) for id, known in events))}
    return [row.id for row in rows if told.get(row.id) != row]


def _really(views: Views, stream: str, moment: int | None, instant: object) -> Ticket:
    events: list[Recorded] = known_at(views.log.stream(stream), moment)
    return Ticket(stream).replay(happened_by(events, instant))  # pyright: ignore[reportArgumentType]
