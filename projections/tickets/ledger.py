"""All tickets of a site, open and closed, our own and adopted ones: found by number, unit or state, page by page."""

from typing import Annotated, Literal

import msgspec

from domain.tickets.ticket import Ticket
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Views
from projections.members import names, register_names
from projections.spine.model import Field, Row, StateModel
from projections.spine.reference import Reference

State = Literal["open", "closed", "any"]
PageSize = Annotated[int, msgspec.Meta(ge=1, le=500)]
Offset = Annotated[int, msgspec.Meta(ge=0)]


class FoundTicket(msgspec.Struct, frozen=True):
    """One line of the list; instants in Unix seconds.

    Attributes:
        matter: What the caller said; ``None`` once erased.
        ended_at: When it was closed, voided or filed.
    """

    id: str
    number: str
    kind: str
    unit: str
    place: str
    matter: str | None
    stage: str
    is_open: bool
    is_adopted: bool
    reported_at: int | None
    ended_at: int | None
    reopenings: int
    with_whom: list[str]


class TicketPage(msgspec.Struct, frozen=True):
    """One page of the list; ``total`` counts all that fit."""

    total: int
    rows: list[FoundTicket]


def ticket_row(ticket: Ticket, reference: Reference) -> Row | None:
    if not ticket.rounds:
        return None
    ended = [ticket.steps[code] for code in ("closed", "voided", "decline_filed") if code in ticket.steps]
    return {
        "site": ticket.site,
        "number": ticket.number,
        "kind": ticket.kind.value,
        "unit": ticket.unit,
        "place": ticket.report.place if ticket.report else "",
        "matter": ticket.matter.id if ticket.matter else "",
        "caller": ticket.caller.id if ticket.caller else "",
        "stage": ticket.stage,
        "is_open": int(ticket.is_open),
        "is_adopted": int(ticket.is_adopted),
        "reported_at": int(ticket.rounds[0].since.timestamp()),
        "ended_at": int(max(ended).timestamp()) if ended else None,
        "reopenings": ticket.reopenings,
        "with_whom": " ".join(ticket.with_whom),
    }


TICKETS = StateModel(
    name="tickets",
    version=1,
    prefix="ticket",
    aggregate=Ticket,
    fields=(
        Field("site"),
        Field("number"),
        Field("kind"),
        Field("unit"),
        Field("place"),
        Field("matter"),
        Field("caller"),
        Field("stage"),
        Field("is_open", "number"),
        Field("is_adopted", "number"),
        Field("reported_at", "number"),
        Field("ended_at", "number"),
        Field("reopenings", "number"),
        Field("with_whom"),
    ),
    row=ticket_row,
    live_on=("number", "unit", "reported_at", "caller"),
)

_FITS = """
    site = :site AND (:kind = '' OR kind = :kind)
    AND (:state = 'any' OR is_open = CASE :state WHEN 'open' THEN 1 ELSE 0 END)
    AND (lower(number) LIKE lower(:part) ESCAPE '~' OR lower(unit) LIKE lower(:part) ESCAPE '~'
         OR lower(place) LIKE lower(:part) ESCAPE '~')
"""


def _anywhere(part: str) -> str:
    """The pattern of a text that stands anywhere in another."""
    for special in "~%_":
        part = part.replace(special, f"~{special}")
    return f"%{part}%"


@question("tickets")
def tickets(
    views: Views,
    *,
    site: str,
    part: str = "",
    state: State = "any",
    kind: str = "",
    limit: PageSize = 50,
    offset: Offset = 0,
    as_of: AsOf = None,
) -> TicketPage:
    """Tickets of a site, the latest first; ``part`` stands in the number, the unit or the place."""
    chosen = {"site": site, "part": _anywhere(part.strip()), "state": state, "kind": kind}
    with views.snapshot(as_of) as snapshot:
        total, rows = snapshot.page(TICKETS, _FITS, "reported_at DESC, key DESC", limit, offset, **chosen)
    matters = views.texts(row["matter"] for row in rows)
    ours = {account for row in rows if not row["is_adopted"] for account in row["with_whom"].split()}
    others = {person for row in rows if row["is_adopted"] for person in row["with_whom"].split()}
    people = {**names(views, ours), **register_names(views, others)}
    return TicketPage(
        total,
        [
            FoundTicket(
                id=row["key"],
                number=row["number"],
                kind=row["kind"],
                unit=row["unit"],
                place=row["place"],
                matter=matters.get(row["matter"]),
                stage=row["stage"],
                is_open=bool(row["is_open"]),
                is_adopted=bool(row["is_adopted"]),
                reported_at=row["reported_at"],
                ended_at=row["ended_at"],
                reopenings=row["reopenings"],
                with_whom=[people[account] for account in row["with_whom"].split()],
            )
            for row in rows
        ],
    )
