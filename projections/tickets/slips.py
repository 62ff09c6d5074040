"""Whereabouts of repair slips: which copies are out, with whom, since when, and which are back (REP-09..11, REP-21)."""

from datetime import UTC, datetime
from typing import Literal

import msgspec

from domain.tickets.slip import Copy, copies
from domain.tickets.ticket import Ticket
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Views
from projections.members import names
from projections.spine.model import Field, Row, StateModel
from projections.spine.reference import Reference
from projections.tickets.clocks import held_clocks

Whereabouts = Literal["out", "back", "all"]


class SlipStop(msgspec.Struct, frozen=True):
    """One place on a copy's way; ``at`` is ``None`` while it is still to come."""

    holder: str
    at: datetime | None


class SlipCopy(msgspec.Struct, frozen=True):
    """One copy; ``where`` is who holds it now."""

    number: int
    where: str
    stops: list[SlipStop]


class SlipRow(msgspec.Struct, frozen=True):
    """One slip.

    Attributes:
        out: Signed by the customer, and copies that must come back are not at the desk yet.
        out_since: When the customer signed.
        due_at: While they are out: when they are due back with the engineering head (REP-09).
    """

    ticket: str
    number: str
    slip: str
    unit: str
    out: bool
    out_since: datetime | None
    due_at: datetime | None
    holders: list[str]
    copies: list[SlipCopy]


class Held(msgspec.Struct, frozen=True):
    """What the row keeps in one piece."""

    number: str
    slip: str
    out_since: datetime | None
    due_at: datetime | None
    with_whom: tuple[str, ...]
    copies: list[Copy]


def slip_row(ticket: Ticket, reference: Reference) -> Row | None:
    """The row of a filled slip; none before it is filled."""
    found = copies(ticket)
    if not found:
        return None
    signed = ticket.steps.get("signed")
    out = signed is not None and "slips_at_desk" not in ticket.steps
    clocks = held_clocks(ticket, reference) if out else []
    due = next((one.due_at for one in clocks if one.code == "return_slips"), None)
    held = Held(
        number=ticket.number,
        slip=ticket.slip,
        out_since=signed,
        due_at=datetime.fromtimestamp(due, UTC) if due is not None else None,
        with_whom=ticket.with_whom,
        copies=found,
    )
    return {"site": ticket.site, "unit": ticket.unit, "out": int(out), "held": msgspec.json.encode(held)}


SLIPS = StateModel(
    name="slips",
    version=1,
    prefix="ticket",
    aggregate=Ticket,
    fields=(Field("site"), Field("unit"), Field("out", "number"), Field("held", "json")),
    row=slip_row,
)

_decode = msgspec.json.Decoder(Held).decode
_FITS = {"out": "site = :site AND out = 1", "back": "site = :site AND out = 0", "all": "site = :site"}


@question("slips")
def slips(views: Views, *, site: str, show: Whereabouts = "out", as_of: AsOf = None) -> list[SlipRow]:
    """Where the copies of each slip are; ``out`` are those still to come back to the desk, longest out first."""
    with views.snapshot(as_of) as snapshot:
        rows = snapshot.rows(SLIPS, _FITS[show], site=site)
    held = [(row, _decode(row["held"])) for row in rows]
    people = names(views, {account for _, one in held for account in one.with_whom})
    told = [
        SlipRow(
            ticket=row["key"],
            number=one.number,
            slip=one.slip,
            unit=row["unit"],
            out=bool(row["out"]),
            out_since=one.out_since,
            due_at=one.due_at,
            holders=[people[account] for account in one.with_whom],
            copies=[_copy(copy) for copy in one.copies],
        )
        for row, one in held
    ]
    return sorted(told, key=lambda slip: (slip.out_since is None, slip.out_since, slip.number))


def _copy(copy: Copy) -> SlipCopy:
    return SlipCopy(copy.number, copy.where, [SlipStop(stop.holder, stop.at) for stop in copy.stops])
