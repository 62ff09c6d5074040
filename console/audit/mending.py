"""What was put right afterwards, by how: corrections, withdrawals, reopenings, waivers, delays, imports taken back."""

from collections.abc import Mapping
from html import escape
from typing import Literal

import streamlit as st

from console.audit import filters, found
from console.audit.address import panel
from console.audit.sheet import CURRENT, heading
from console.viewer import Viewer
from domain.errors import Term
from projections.audit.compensations import SORTS, Compensations, Sort, compensations

WORDS: Mapping[Sort, Term] = {
    "corrected": Term("Corrected"),
    "withdrawn": Term("Withdrawn or voided"),
    "reopened": Term("Opened again"),
    "waived": Term("Waived"),
    "moved": Term("Put off"),
    "undone": Term("Imports taken back"),
}
NAMES = ("sort", "since", "until")


def draw(viewer: Viewer) -> None:
    """Draw the form, how many of each sort, and one page of them."""
    t = viewer.t
    chosen = _chosen()
    result = compensations(
        viewer.house.views,
        site=viewer.site,
        sort=chosen,
        since=filters.begins(viewer, "since"),
        until=filters.ends(viewer, "until"),
        before=filters.number("before", 0),
    )
    with st.container(border=True, key="audit-mending-form"):
        filters.form(viewer, "corrected", filters.period_fields(viewer), t("Show"))
        _sorts(viewer, result, chosen)
    with st.container(border=True, key="audit-mending"):
        heading(t("Put right afterwards"), t("what was first recorded stays beside it"))
        found.table(viewer, result.found, t("Nothing was put right."))
        found.read_on(viewer, result.found, "corrected", found.address_of(*NAMES))


def _chosen() -> Sort | Literal[""]:
    """The sort that the address asks for."""
    for sort in SORTS:
        if sort == filters.asked("sort"):
            return sort
    return ""


def _sorts(viewer: Viewer, result: Compensations, chosen: str) -> None:
    """How many of each sort, as far as the log was read; a sort that is not asked for has no number."""
    kept = found.address_of("since", "until")
    chips = [_chip(viewer, viewer.t("All"), panel(viewer, "corrected", **kept), on=not chosen)]
    for sort, names in SORTS.items():
        count = sum(result.counts.get(name, 0) for name in names)
        word = viewer.t(WORDS[sort]) + (f" {count:,}" if not chosen or chosen == sort else "")
        chips.append(_chip(viewer, word, panel(viewer, "corrected", sort=sort, **kept), on=chosen == sort))
    st.html(f'<nav class="audit-chips">{"".join(chips)}</nav>')


def _chip(viewer: Viewer, word: str, address: str, *, on: bool) -> str:
    return f'<a href="{escape(address)}" target="_self"{CURRENT if on else ""}>{escape(word)}</a>'
