"""Tickets that went otherwise than the procedure has it, by how: each reason is counted, none is weighed.

The verdict on a limit stands when a ticket has ended; of one still open it is what it is at the moment asked about.
Everything else is counted as it is recorded (TRN-17, REP-36).
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from typing import Annotated, Any, Literal

import msgspec

from domain.errors import Term
from domain.tickets.facts import Assigned
from domain.tickets.repair_facts import Dispatched
from domain.tickets.rounds import Round
from domain.tickets.ticket import Ticket
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Snapshot, Views
from projections.audit.late_so_far import LateSoFar, late_so_far
from projections.spine.model import Field, Row, StateModel
from projections.spine.reference import Reference
from projections.tickets.clocks import held_clocks

Reason = Literal["late", "missing", "filled", "reassigned", "reopened", "rebooked", "urged", "voided"]
REASONS: Mapping[Reason, Term] = {
    "late": Term("limits missed"),
    "missing": Term("steps or papers without a record"),
    "filled": Term("steps filled in later"),
    "reassigned": Term("given to somebody else"),
    "reopened": Term("opened again"),
    "rebooked": Term("appointment changed"),
    "urged": Term("urged by the customer"),
    "voided": Term("voided"),
}
PageSize = Annotated[int, msgspec.Meta(ge=1, le=200)]
Offset = Annotated[int, msgspec.Meta(ge=0)]


class Deviation(msgspec.Struct, frozen=True):
    """One ticket.

    Attributes:
        counts: How often each reason holds; those that do not are left out.
        is_open: Whether it is still open: its counts may grow.
        late_s: Seconds that one still open is beyond a limit so far, at most; 0 where it is not.
    """

    number: str
    kind: str
    unit: str
    reported_at: int
    total: int
    counts: dict[Reason, int]
    is_open: bool = False
    late_s: int = 0


class Deviations(msgspec.Struct, frozen=True):
    """The tickets that deviate, the most often first.

    Attributes:
        tickets: How many fit.
        counts: Of all that fit, how often each reason holds.
    """

    tickets: int
    counts: dict[Reason, int]
    rows: list[Deviation]


def deviation_row(ticket: Ticket, reference: Reference) -> Row | None:
    """The counts of a ticket of our own; none where everything went by the book."""
    if ticket.report is None:
        return None
    counts = _counts(ticket, reference)
    total = sum(counts.values())
    if not total:
        return None
    return {
        "site": ticket.site,
        "number": ticket.number,
        "kind": ticket.kind.value,
        "unit": ticket.unit,
        "reported_at": int(ticket.rounds[0].since.timestamp()),
        "total": total,
        **counts,
    }


def _counts(ticket: Ticket, reference: Reference) -> dict[Reason, int]:
    codes = [one.code for round_ in ticket.rounds for one in round_.taken]
    voided = "voided" in ticket.steps
    ended = not ticket.is_open and not voided
    clocks = held_clocks(ticket, reference) if ended else []
    return {
        "late": sum(one.state == "late" for one in clocks),
        "missing": 0 if voided else len(ticket.gaps),
        "filled": sum(_filled(one) for one in ticket.rounds),
        "reassigned": sum(_reassigned(one) for one in ticket.rounds),
        "reopened": ticket.reopenings,
        "rebooked": codes.count("rebooked"),
        "urged": codes.count("urged"),
        "voided": int(voided),
    }


def _filled(one: Round) -> int:
    """How many steps were recorded when one that came after them was on record already."""
    latest, filled = one.since, 0
    for step in one.taken:
        filled += step.at < latest
        latest = max(latest, step.at)
    return filled


def _reassigned(one: Round) -> int:
    given = [
        step.fact.to if isinstance(step.fact, Assigned) else step.fact.technicians
        for step in one.taken
        if isinstance(step.fact, Assigned | Dispatched)
    ]
    return sum(before != after for before, after in pairwise(given))


DEVIATIONS = StateModel(
    name="deviations",
    version=1,
    prefix="ticket",
    aggregate=Ticket,
    fields=(
        Field("site"),
        Field("number"),
        Field("kind"),
        Field("unit"),
        Field("reported_at", "number"),
        Field("total", "number"),
        *(Field(reason, "number") for reason in REASONS),
    ),
    row=deviation_row,
)
_FITS = """
    site = :site AND (:kind = '' OR kind = :kind) AND reported_at >= :since AND reported_at < :until
"""
_FOREVER = 1 << 40


@question("audit_ranking")
def ranking(
    views: Views,
    *,
    site: str,
    by: Reason | Literal[""] = "",
    kind: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    limit: PageSize = 50,
    offset: Offset = 0,
    as_of: AsOf = None,
) -> Deviations:
    """Tickets reported in a period that deviate, the most often first; ``by`` ranks by one reason alone."""
    asked: dict[str, Any] = {
        "site": site,
        "kind": kind,
        "since": 0 if since is None else int(since.timestamp()),
        "until": _FOREVER if until is None else int(until.timestamp()),
    }
    column = by or "total"
    with views.snapshot(as_of) as snapshot:
        still_open = late_so_far(snapshot, site, views.instant(as_of))
        asked["overdue"] = sorted(key for key, one in still_open.items() if one.limits)
        late = _late(snapshot, still_open, column, asked)
        skipped = max(offset - len(late), 0)
        fits = f"{_FITS} AND {column} > 0 AND NOT (key IN :overdue)"
        order = f"{column} DESC, total DESC, reported_at DESC, key DESC"
        rest, rows = snapshot.page(DEVIATIONS, fits, order, limit + offset - skipped, skipped, **asked)
        counts = Counter(_named(snapshot.summed(DEVIATIONS, fits, list(REASONS), **asked)))
    found = [*late, *((row["key"], _deviation(row, still_open.get(row["key"]))) for row in rows)]
    found.sort(key=lambda one: _place(one, by), reverse=True)
    for _, one in late:
        counts.update(one.counts)
    chosen = [one for _, one in found[offset - skipped :][:limit]]
    return Deviations(rest + len(late), _named({**dict.fromkeys(REASONS, 0), **counts}), chosen)


def _late(
    snapshot: Snapshot, still_open: Mapping[str, LateSoFar], column: str, asked: dict[str, Any]
) -> list[tuple[str, Deviation]]:
    """Those of the open tickets beyond a limit that fit, with whatever else deviates in them."""
    rows = snapshot.rows(DEVIATIONS, f"{_FITS} AND key IN :overdue", **asked)
    recorded = {row["key"]: row for row in rows}
    found: list[tuple[str, Deviation]] = []
    for key in asked["overdue"]:
        one = still_open[key]
        fits = asked["kind"] in {"", one.held.kind}
        if fits and asked["since"] <= one.held.reported_at < asked["until"]:
            known = recorded.get(key) or dict.fromkeys(REASONS, 0)
            counts = _named({**known, "late": one.limits})
            if column == "total" or column in counts:
                found.append((key, _so_far(one, counts)))
    return found


def _so_far(one: LateSoFar, counts: dict[Reason, int]) -> Deviation:
    return Deviation(
        number=one.held.number,
        kind=one.held.kind,
        unit=one.held.place,
        reported_at=one.held.reported_at,
        total=sum(counts.values()),
        counts=counts,
        is_open=True,
        late_s=one.late_s,
    )


def _deviation(row: Mapping[Any, Any], still_open: LateSoFar | None) -> Deviation:
    return Deviation(
        number=row["number"],
        kind=row["kind"],
        unit=row["unit"],
        reported_at=row["reported_at"],
        total=row["total"],
        counts=_named(row),
        is_open=still_open is not None,
    )


def _place(found: tuple[str, Deviation], by: Reason | Literal[""]) -> tuple[int, int, int, str]:
    """The order in which the database lists them, too."""
    key, one = found
    return one.counts.get(by, 0) if by else one.total, one.total, one.reported_at, key


def _named(row: Mapping[Any, Any]) -> dict[Reason, int]:
    return {reason: int(row[reason]) for reason in REASONS if row[reason]}
