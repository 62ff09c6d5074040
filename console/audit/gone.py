"""Is this person really gone? Whom a ticket, a unit or an account speaks of, and whether the register holds them."""

from collections.abc import Mapping
from html import escape
from urllib.parse import quote

import streamlit as st

from console.audit.address import case
from console.audit.certificate import KINDS
from console.audit.sheet import empty, heading
from console.audit.telling import fact_word, stream_name
from console.fileroom import tables
from console.viewer import Viewer
from domain.errors import Term
from projections.audit.pointed import Pointed, Standing, pointed
from projections.audit.subjects import subjects

ABOUT = "about"
STANDS: Mapping[Standing, Term] = {
    "on_file": Term("on file"),
    "back": Term("there again though it was erased"),
    "missing": Term("missing, and nobody erased it"),
}


def draw(viewer: Viewer) -> None:
    """The field for what spoke of somebody, and the answer."""
    t, query = viewer.t, st.query_params
    heading(t("Is this person really gone?"), t("names and numbers are not shown"))
    typed = st.text_input(
        t("A ticket, a unit or an account that speaks of them"),
        query.get(ABOUT, ""),
        key="erasures.about",
        max_chars=200,
        width=420,
    ).strip()
    if typed != query.get(ABOUT, ""):
        query[ABOUT] = typed
    if not typed:
        return
    found = subjects(viewer.house.views, site=viewer.site, text=typed)
    if not found:
        empty(
            t("Nothing here goes by that number or name."),
            t("Type all of it, as it stands on the slip or on the page."),
        )
        return
    _answer(viewer, found[0].stream)


def _answer(viewer: Viewer, stream: str) -> None:
    t, spoken = viewer.t, pointed(viewer.house.views, stream=stream)
    name = stream_name(viewer, stream)
    if not spoken:
        empty(t("{matter} speaks of nobody.", matter=name), t("Nothing in it ever pointed to the register."))
        return
    gone = sum(one.standing == "erased" for one in spoken)
    said = t(
        "{matter} speaks of {n} register entries; erased: {gone}.", matter=name, n=len(spoken), gone=gone
    )
    st.html(f'<p class="audit-extent"><b>{escape(said)}</b></p>')
    headings = [t("Entry"), t("Kind"), t("Spoken of first"), t("Now")]
    tables.paged(headings, [_row(viewer, stream, one) for one in spoken], "erasures.pointed")


def _row(viewer: Viewer, stream: str, one: Pointed) -> list[tables.Cell]:
    certificate = tables.Link(one.entry, f"/erasure/{quote(one.entry)}")
    event = f"{fact_word(viewer, one.fact)} · {viewer.t('event {position}', position=f'{one.position:,}')}"
    return [
        one.entry if one.erased_at is None else certificate,
        viewer.t(KINDS[one.kind]),
        tables.Link(event, case(viewer, stream, at=one.position)),
        _now(viewer, one),
    ]


def _now(viewer: Viewer, one: Pointed) -> str:
    if one.standing == "erased":
        return viewer.t("✓ erased {at}, nothing is left", at=one.erased_at)
    said = viewer.t(STANDS[one.standing])
    return said if one.standing == "on_file" else f"! {said}"
