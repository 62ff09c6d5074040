"""The section of the homes: the three household bases, building by building, and the file of units (UNT-02)."""

import streamlit as st

from console.fileroom import import_form, tables
from console.fileroom.forms import may
from console.importing.places import kind_word
from console.importing.register import FORMS
from console.ticketpage.people import ERASED
from console.viewer import SITE_PARAMETER, Viewer
from console.views import frame
from domain.errors import Term
from projections.units.defects import known_defects
from projections.units.households import Bases, households

BASES = {
    "registered": Term("Units on file"),
    "handed_over": Term("Handed over"),
    "lived_in": Term("Lived in"),
    "permanently_resident": Term("Permanently resident"),
}


def draw(viewer: Viewer) -> None:
    """What stands, then the way in."""
    counted = households(viewer.house.views, site=viewer.site)
    if counted.site.registered:
        _bases(viewer, counted.site)
        headings = [viewer.t("Building"), *(viewer.t(name) for name in BASES.values())]
        rows = [[one.building, *_figures(one.bases)] for one in counted.buildings]
        with st.expander(viewer.t("Building by building")):
            tables.table(headings, rows, figures=range(1, len(headings)))
    else:
        st.write(viewer.t("No unit is on file yet. Fill in the template and hand it in below."))
    _defects(viewer)
    if st.button(viewer.t("Equipment register"), icon=":material/build:", key="units.equipment"):
        frame.go("equipment", **{SITE_PARAMETER: viewer.site})
    if may(viewer, "unit.register"):
        import_form.draw(viewer, FORMS["units"])


def _defects(viewer: Viewer) -> None:
    """What is known to be out of order, entry doors and the like; noted and taken off on the unit's own page (UNT-08)."""
    t, found = viewer.t, known_defects(viewer.house.views, site=viewer.site)
    if not found:
        return
    language = viewer.translator.language
    rows = [
        [
            one.name or one.unit,
            kind_word(one.kind, language),
            one.building,
            one.entrance,
            "\n".join(each.what or t(ERASED) for each in one.defects),
        ]
        for one in found
    ]
    headings = [t("Unit"), t("Kind"), t("Building"), t("Entrance"), t("What is out of order")]
    with st.expander(viewer.translator.plural("{count} known defect", "{count} known defects", len(rows))):
        tables.paged(headings, rows, key="units.defects")


def _bases(viewer: Viewer, bases: Bases) -> None:
    with st.container(horizontal=True):
        for label, figure in zip(BASES.values(), _figures(bases), strict=True):
            st.metric(viewer.t(label), figure, border=True, width=166)
    st.caption(
        viewer.t(
            "Three bases that are never mixed: monthly visits count permanent residents, quarterly visits "
            "homes handed over, the survey homes lived in."
        )
    )


def _figures(bases: Bases) -> list[str]:
    return [str(getattr(bases, name)) for name in BASES]
