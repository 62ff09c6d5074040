"""A drawn sample that anybody can draw again: tickets in the order of a hash of a recorded seed."""

from datetime import datetime
from typing import Annotated

import msgspec

from domain.surveys.sampling import rank
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Views
from projections.tickets.ledger import TICKETS

Size = Annotated[int, msgspec.Meta(ge=1, le=200)]
Seed = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
_FITS = """
    site = :site AND (:kind = '' OR kind = :kind) AND is_adopted = 0
    AND reported_at >= :begins AND reported_at < :ends
"""
_FOREVER = 1 << 40


class Drawn(msgspec.Struct, frozen=True):
    """One ticket of the sample.

    Attributes:
        rank: Its place in the draw: the first digits of the SHA-256 of ``<seed>|<number>``.
        matter: What the caller said; ``None`` once erased.
    """

    number: str
    kind: str
    unit: str
    matter: str | None
    reported_at: int
    is_open: bool
    rank: str


class Sample(msgspec.Struct, frozen=True):
    """The sample, and of how many it was drawn.

    Attributes:
        population: How many tickets could have been drawn.
        position: Position of the log as of which they were listed: with seed and period it gives the same sample.
    """

    population: int
    position: int
    rows: list[Drawn]


@question("audit_sample")
def sample(
    views: Views,
    *,
    site: str,
    seed: Seed,
    size: Size = 20,
    kind: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    as_of: AsOf = None,
) -> Sample:
    """Tickets reported in a period, drawn with a seed: those whose hash with it comes first.

    ``printf '%s' '<seed>|<number>' | sha256sum`` tells the place of each; the same seed, period and ``as_of`` draw the
    same tickets for everybody.
    """
    asked = {
        "site": site,
        "kind": kind,
        "begins": 0 if since is None else int(since.timestamp()),
        "ends": _FOREVER if until is None else int(until.timestamp()),
    }
    with views.snapshot(as_of) as snapshot:
        rows = snapshot.rows(TICKETS, _FITS, **asked)
        position = snapshot.position(TICKETS)
    ranked = sorted((rank(seed, row["number"]), place) for place, row in enumerate(rows))[:size]
    chosen = [(place, rows[at]) for place, at in ranked]
    matters = views.texts(row["matter"] for _, row in chosen)
    return Sample(
        population=len(rows),
        position=position,
        rows=[
            Drawn(
                number=row["number"],
                kind=row["kind"],
                unit=row["unit"] or row["place"],
                matter=matters.get(row["matter"]),
                reported_at=row["reported_at"],
                is_open=bool(row["is_open"]),
                rank=place[:16],
            )
            for place, row in chosen
        ],
    )
