"""Pieces of equipment as a table: where each stands, how it is, its last record of each kind, its open tickets."""

from collections.abc import Sequence
from urllib.parse import urlencode

from console.equipmentpage.words import KINDS, condition, last, name, place
from console.fileroom import tables
from console.fileroom.tables import Link
from console.ticketpage.equipment_sentences import FINDINGS
from console.viewer import SITE_PARAMETER, Viewer
from projections.tickets.equipment_register import LastRecord, Piece


def draw(viewer: Viewer, pieces: Sequence[Piece], *, key: str, placed: bool = True) -> None:
    """Draw the table.

    Args:
        key: Of the pages where there are many.
        placed: Whether to say where each stands; in a room's own list it does not.
    """
    t = viewer.t
    headings = [
        t("Equipment"),
        *([t("Stands in")] if placed else []),
        t("Condition"),
        *(t(word) for word in KINDS.values()),
        t("Tickets open"),
    ]
    rows = [
        [
            Link(f"{name(viewer, one)} {one.unit}", unit_address(viewer, one.unit)),
            *([place(one)] if placed else []),
            condition(viewer, one),
            *(record(viewer, last(one, kind)) for kind in KINDS),
            viewer.translator.listed(one.open_tickets),
        ]
        for one in pieces
    ]
    tables.paged(headings, rows, key=key)


def record(viewer: Viewer, one: LastRecord | None) -> str:
    """Day and finding of a record, with its reading."""
    if one is None:
        return ""
    at = viewer.translator.moment(one.happened_at)
    return "\n".join(part for part in (at, viewer.t(FINDINGS[one.finding.value]), one.reading) if part)


def unit_address(viewer: Viewer, unit: str) -> str:
    """Where the page of a unit stands."""
    return f"/unit?{urlencode({'u': unit, SITE_PARAMETER: viewer.site})}"
