"""The files: homes, people, tariff, rules and calendar of one site, what stands and how it gets there."""

from collections.abc import Callable

import streamlit as st

from console.fileroom import calendars, forms, people, rules, tables, tariff, units
from console.viewer import Viewer
from domain.errors import Term

SECTION = "files"
SECTIONS: dict[str, tuple[Term, Callable[[Viewer], None]]] = {
    "units": (Term("Homes"), units.draw),
    "people": (Term("Staff"), people.draw),
    "tariff": (Term("Tariff"), tariff.draw),
    "rules": (Term("Rules"), rules.draw),
    "calendar": (Term("Calendar"), calendars.draw),
}


def draw(viewer: Viewer) -> None:
    """One section at a time; which one stands in the address."""
    tables.style()
    st.title(viewer.t("Files"))
    forms.say_what_was_done()
    asked = st.query_params.get(SECTION, "")
    chosen = st.segmented_control(
        viewer.t("What is on file"),
        list(SECTIONS),
        format_func=lambda one: viewer.t(SECTIONS[one][0]),
        default=asked if asked in SECTIONS else "units",
        required=True,
        key="files.section",
        label_visibility="collapsed",
    )
    section = chosen or "units"
    st.query_params[SECTION] = section
    SECTIONS[section][1](viewer)
