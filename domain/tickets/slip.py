"""The four copies of the slip and where each is, derived from the steps on record (REP-08..11, REP-21)."""

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from domain.tickets.ticket import Ticket


class Stop(msgspec.Struct, frozen=True):
    """One place on a copy's way: ``at`` is ``None`` while it is still to come.

    Attributes:
        holder: ``desk``, ``engineering``, ``technician``, ``user``, ``customer_service`` or ``finance``.
    """

    holder: str
    at: datetime | None


class Copy(msgspec.Struct, frozen=True):
    """One copy: its stops in order, the last reached one is where it is now."""

    number: int
    stops: tuple[Stop, ...]

    @property
    def where(self) -> str:
        """Who holds it now; empty before the slip is filled."""
        reached = [stop.holder for stop in self.stops if stop.at is not None]
        return reached[-1] if reached else ""


STUB = 4
"""The copy that never leaves the desk."""

_OUT = (("desk", "slip_filled"), ("engineering", "slip_received"), ("technician", "dispatched"))
_BACK = (("engineering", "slips_returned"), ("customer_service", "slips_at_desk"))
_TO_FINANCE = (("engineering", "slips_returned"), ("desk", "slips_at_desk"), ("finance", "at_finance"))

_WAYS = {
    "finance": {
        1: (*_OUT, ("user", "signed")),
        2: (*_OUT, *_BACK),
        3: (*_OUT, *_TO_FINANCE),
        4: (("desk", "slip_filled"),),
    },
    "technician": {
        1: (*_OUT, *_BACK),
        2: (*_OUT, ("engineering", "slips_returned"), ("desk", "slips_at_desk")),
        3: (*_OUT, ("user", "signed")),
        4: (("desk", "slip_filled"),),
    },
}
"""Where each copy goes, by who collects the charge; copy 4 stays as the desk's stub (CON-07, CON-19)."""


def copies(ticket: "Ticket") -> list[Copy]:
    """The four copies of the present round's slip; none before it is filled."""
    if "slip_filled" not in ticket.steps:
        return []
    ways = _WAYS["technician" if ticket.technician_collects else "finance"]
    refused = "decline_filed" in ticket.steps or "refused_on_site" in ticket.steps
    return [
        _copy(number, _refused_way() if refused and number != STUB else way, ticket)
        for number, way in ways.items()
    ]


def _refused_way() -> tuple[tuple[str, str], ...]:
    """A refused slip goes back whole to customer service for filing (REP-06)."""
    return (*_OUT, ("engineering", "refusal_signed_head"), ("customer_service", "decline_filed"))


def _copy(number: int, way: tuple[tuple[str, str], ...], ticket: "Ticket") -> Copy:
    """Stops up to the furthest one on record are reached, those passed without a record at the next known time."""
    at = [ticket.steps.get(step) for _, step in way]
    last = max((index for index, when in enumerate(at) if when is not None), default=-1)
    known: datetime | None = None
    for index in range(last, -1, -1):
        known = at[index] or known
        at[index] = known
    return Copy(number, tuple(Stop(holder, when) for (holder, _), when in zip(way, at, strict=True)))
