"""The equipment register of a site: every shared piece, how it is, its last records and open tickets (UNT-09)."""

import streamlit as st

from console.equipmentpage import keeping, listing
from console.equipmentpage.words import NEEDS_CARE
from console.fileroom import forms, tables
from console.ticketpage.equipment_sentences import SYSTEMS
from console.viewer import Viewer
from console.views.as_of import as_of_entry, asked_moment, no_moment, say_then
from domain.errors import Refused, Term
from projections.tickets.equipment_register import Piece, equipment

SHOWN = {
    "all": Term("All equipment"),
    "care": Term("Needs care"),
    "in_order": Term("In working order"),
    "unrecorded": Term("No record yet"),
    "withdrawn": Term("Out of service"),
}
STATE, SYSTEM = "state", "system"


def draw(viewer: Viewer) -> None:
    """Draw the register, narrowed as the address says."""
    tables.style()
    t = viewer.t
    try:
        as_of = asked_moment(viewer)
        pieces = equipment(viewer.house.views, site=viewer.site, as_of=as_of)
    except Refused as refusal:
        no_moment(viewer, refusal)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(t("Equipment register"), anchor=False, width="content")
        as_of_entry(viewer)
    if as_of is not None:
        say_then(viewer, as_of)
    forms.say_what_was_done()
    if pieces:
        shown, system = _filters(viewer, pieces)
        found = [one for one in pieces if fits(one, shown) and system in ("", one.system)]
        st.caption(
            viewer.translator.plural(
                "{count} of {all} piece", "{count} of {all} pieces", len(found), all=len(pieces)
            )
        )
        if found:
            listing.draw(viewer, found, key="equipment.list")
        else:
            st.write(t("No piece fits."))
    elif as_of is not None:
        st.write(t("No equipment was in the register then."))
    else:
        st.write(t("No equipment is in the register yet. Enter a piece below, or hand in the file of units."))
    if as_of is None:
        keeping.enter(viewer)


def fits(piece: Piece, shown: str) -> bool:
    """Whether a piece belongs to what is shown."""
    return shown == "all" or piece.condition in (NEEDS_CARE if shown == "care" else (shown,))


def _filters(viewer: Viewer, pieces: list[Piece]) -> tuple[str, str]:
    """Condition and system; the address keeps both, so that a page can be sent to somebody."""
    t, query = viewer.t, st.query_params
    systems = {"": t("All systems")} | {
        code: t(word) for code, word in SYSTEMS.items() if any(one.system == code for one in pieces)
    }
    for key, usual in ((STATE, "all"), (SYSTEM, "")):
        chosen = st.session_state.get(f"equipment.{key}")
        if chosen == usual:
            query.pop(key, None)
        elif chosen is not None and query.get(key) != chosen:
            query[key] = str(chosen)
    asked, of = query.get(STATE, ""), query.get(SYSTEM, "")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shown = st.segmented_control(
            t("Condition"), list(SHOWN), default=asked if asked in SHOWN else "all", key=f"equipment.{STATE}",
            format_func=lambda one: t(SHOWN[one]), required=True,
        )  # fmt: skip
        system = st.selectbox(
            t("System"), list(systems), index=list(systems).index(of) if of in systems else 0,
            key=f"equipment.{SYSTEM}", format_func=systems.__getitem__, width=260,
        )  # fmt: skip
    return str(shown), system
