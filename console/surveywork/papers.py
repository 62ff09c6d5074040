"""Where a round's papers are printed: its numbered forms, in prints of a size that is set at once, and today's record."""

from html import escape

import streamlit as st

from console.printing.survey_routes import MOST_AT_ONCE, forms_address, problems_address
from console.viewer import Viewer
from domain.operations.survey_forms import SURVEYORS
from projections.surveys.whole_rows import WholeSurvey


def papers(viewer: Viewer, survey: WholeSurvey) -> None:
    """The links for whoever may hand forms out, each in a tab of its own (FRM-15)."""
    found = links(viewer, survey) if viewer.roles & set(SURVEYORS) else []
    if found:
        linked = " ".join(
            f'<a class="steward-print" href="{escape(address)}" target="_blank">{escape(name)}</a>'
            for name, address in found
        )
        st.html(linked, width="content")


def links(viewer: Viewer, survey: WholeSurvey) -> list[tuple[str, str]]:
    """Name and address of each print: forms while collection goes on, the record once forms are numbered."""
    t, code, last = viewer.t, survey.row.code, survey.row.numbered + survey.funnel.gone
    firsts = range(1, last + 1, MOST_AT_ONCE) if survey.row.state == "in_field" else ()
    found = [
        (
            t("Print forms {first} to {last}", first=first, last=min(first + MOST_AT_ONCE - 1, last)),
            forms_address(viewer.site, code, first, min(first + MOST_AT_ONCE - 1, last)),
        )
        for first in firsts
    ]
    today = viewer.now().astimezone(viewer.zone).date()
    record = (t("Print the problem record of today"), problems_address(viewer.site, code, today))
    return [*found, record] if last else found
