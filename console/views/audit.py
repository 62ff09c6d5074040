"""Finding what to look at: a question in the auditor's words, or a list that says where to begin."""

from html import escape

import streamlit as st

from console.audit import asking, sheet
from console.audit.address import PANEL, panel, to
from console.audit.panels import LISTS
from console.fileroom import tables
from console.viewer import Viewer
from console.views import frame
from domain.errors import Refused


def draw(viewer: Viewer) -> None:
    """Draw the start, or the list that the address names."""
    sheet.style()
    tables.style()
    sheet.head(viewer, "audit", viewer.t("Audit"))
    name = st.query_params.get(PANEL, "")
    if name not in LISTS:
        asking.draw(viewer)
        return
    _chips(viewer, name)
    try:
        LISTS[name].draw(viewer)
    except Refused as refusal:
        reasons = [viewer.explain(one) for one in refusal.reasons]
        frame.note(
            viewer.t("This list cannot be shown"), viewer.t("Check what the address asks for."), reasons
        )


def _chips(viewer: Viewer, current: str) -> None:
    start = f'<a href="{escape(to(viewer, "audit"))}" target="_self">← {escape(viewer.t("Questions"))}</a>'
    others = "".join(
        f'<a href="{escape(panel(viewer, name))}" target="_self"{sheet.CURRENT if name == current else ""}>'
        f"{escape(viewer.t(one.title))}</a>"
        for name, one in LISTS.items()
    )
    st.html(f'<nav class="audit-chips">{start}{others}</nav>')
