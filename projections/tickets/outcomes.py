"""How each ticket went: reopened how often, and how many of its limits were kept once it was closed.

Narrow rows, for questions that count tickets over years. A ticket that is still open has no verdict yet; foreign history
and what was voided have no row.
"""

import msgspec

from domain.tickets.ticket import Ticket
from projections.asking.views import Snapshot
from projections.spine.model import Field, Row, StateModel
from projections.spine.reference import Reference
from projections.tickets.clocks import held_clocks


class Period(msgspec.Struct, frozen=True):
    """From one instant up to another, in Unix seconds; the end is not part of it."""

    begins: int
    ends: int


class Outcome(msgspec.Struct, frozen=True):
    """The tickets that were reported in a period.

    Attributes:
        reopened: Of them, those that were opened again at least once.
        kept, missed: Limits of those that are closed, by verdict.
    """

    tickets: int
    reopened: int
    kept: int
    missed: int


def outcome_row(ticket: Ticket, reference: Reference) -> Row | None:
    if ticket.report is None or ticket.stage == "voided":
        return None
    states = [] if ticket.is_open else [one.state for one in held_clocks(ticket, reference)]
    return {
        "site": ticket.site,
        "reported_at": int(ticket.rounds[0].since.timestamp()),
        "reopenings": ticket.reopenings,
        "kept": states.count("met"),
        "missed": states.count("late"),
    }


OUTCOMES = StateModel(
    name="ticket_outcomes",
    version=1,
    prefix="ticket",
    aggregate=Ticket,
    fields=(
        Field("site"),
        Field("reported_at", "number"),
        Field("reopenings", "number"),
        Field("kept", "number"),
        Field("missed", "number"),
    ),
    row=outcome_row,
    groups=("site",),
)

_COUNTED = {
    "tickets": "1",
    "reopened": "CASE WHEN reopenings > 0 THEN 1 ELSE 0 END",
    "kept": "kept",
    "missed": "missed",
}


def outcomes(snapshot: Snapshot, site: str, periods: list[Period]) -> list[Outcome]:
    """The tickets of a site in each period, in one pass over them; periods may overlap."""
    if not periods:
        return []
    within = "CASE WHEN reported_at >= :begins_{0} AND reported_at < :ends_{0} THEN {1} ELSE 0 END"
    asked = [
        f"sum({within.format(place, what)}) AS {name}_{place}"
        for place in range(len(periods))
        for name, what in _COUNTED.items()
    ]
    limits = {
        f"{name}_{place}": getattr(one, name)
        for place, one in enumerate(periods)
        for name in ("begins", "ends")
    }
    row = snapshot.of(OUTCOMES, "site", site, counting=", ".join(asked), **limits)[0]
    return [
        Outcome(**{name: int(row[f"{name}_{place}"] or 0) for name in _COUNTED})
        for place in range(len(periods))
    ]
