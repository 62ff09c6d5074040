"""One piece's line of the register on its unit's page: how it is, its last records, its open tickets."""

from collections.abc import Callable

import streamlit as st

from console.equipmentpage import keeping, recording
from console.equipmentpage.words import KINDS, condition, last
from console.ticketpage.equipment_sentences import FINDINGS, SYSTEMS
from console.viewer import SITE_PARAMETER, Viewer
from console.views import frame
from domain.errors import Term
from domain.units import Unit
from projections.asking.moments import AsOf
from projections.tickets.equipment_register import LastRecord, Piece, equipment

ERASED = Term("erased")
Table = Callable[[dict[str, str]], None]


def file_rows(viewer: Viewer, unit: Unit) -> dict[str, str]:
    """What the file card says of a piece beside where it stands."""
    if unit.equipment is None:
        return {}
    t, entry = viewer.t, unit.equipment.entry
    day, since, out = viewer.translator.day, entry.in_service_since, unit.equipment.out_since
    return {
        t("System"): t(SYSTEMS[entry.system.value]),
        t("Maker"): entry.maker,
        t("Model"): entry.model,
        t("In service since"): day(since) if since else "",
        t("Out of service since"): day(out) if out else "",
    }


def draw(viewer: Viewer, unit: Unit, table: Table, as_of: AsOf = None) -> None:
    """Draw the card, and below it the forms, which a past moment has none of."""
    found = equipment(viewer.house.views, site=viewer.site, unit=unit.code, as_of=as_of)
    if not found:
        return
    piece, t = found[0], viewer.t
    with st.container(border=True):
        st.subheader(t("Register card"), anchor=False)
        told = {t(word): _told(viewer, one) for kind, word in KINDS.items() if (one := last(piece, kind))}
        table({t("Condition"): condition(viewer, piece), **told})
        with st.container(horizontal=True):
            if piece.stands_in:
                _lead(
                    t("To {place}", place=piece.stands_in),
                    "equipment.place",
                    "unit",
                    viewer,
                    u=piece.stands_in,
                )
            for number in piece.open_tickets:
                _lead(t("Ticket {number}", number=number), f"equipment.{number}", "ticket", viewer, t=number)
            _lead(t("Equipment register"), "equipment.all", "equipment", viewer)
    if as_of is None:
        recording.draw(viewer, piece)
        keeping.service(viewer, piece)


def _lead(label: str, key: str, page: str, viewer: Viewer, **where: str) -> None:
    if st.button(label, key=key):
        frame.go(page, **where, **{SITE_PARAMETER: viewer.site})


def _told(viewer: Viewer, one: LastRecord) -> str:
    """When, what was found, and by whom."""
    words = viewer.t(ERASED) if one.words is None else one.words
    return "\n".join(
        part
        for part in (
            f"{viewer.translator.moment(one.happened_at)}  {viewer.t(FINDINGS[one.finding.value])}",
            " ".join(part for part in (one.reading, words) if part),
            " ".join(part for part in (one.doer or viewer.t(ERASED), one.ticket) if part),
        )
        if part
    )


def pieces_here(viewer: Viewer, unit: Unit, as_of: AsOf = None) -> list[Piece]:
    """The pieces that stand in a place."""
    return equipment(viewer.house.views, site=viewer.site, stands_in=unit.code, as_of=as_of)
