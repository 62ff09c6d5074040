"""The papers of a round, folded up under one word: reports, numbered forms in prints of a size, today's record."""

from html import escape

import streamlit as st

from console.printing.survey_batches import MOST_AT_ONCE
from console.printing.survey_routes import all_forms_address, forms_address, problems_address
from console.surveyreport.papers import ways
from console.viewer import Viewer
from domain.operations.survey_forms import SURVEYORS
from projections.surveys.whole_rows import WholeSurvey

Link = tuple[str, str]
"""What it says, and where it leads."""


def papers(viewer: Viewer, survey: WholeSurvey, asked: str) -> None:
    """The links that the viewer's roles open, each in a tab of its own (FRM-15).

    Args:
        asked: The past moment that the page shows, of which only reports are read; empty for now.
    """
    reports = [(viewer.t(label), to) for label, to in ways(viewer.roles, viewer.site, survey.row.code, asked)]
    prints = links(viewer, survey) if viewer.roles & set(SURVEYORS) and not asked else []
    if not reports and not prints:
        return
    linked = "".join(
        f'<a class="steward-print" href="{escape(address)}" target="_blank">{escape(name)}</a>'
        for name, address in (*reports, *prints)
    )
    summary = f"<summary>{escape(viewer.t('Papers'))}</summary>"
    st.html(f'<details class="steward-papers">{summary}<div>{linked}</div></details>', width="content")


def links(viewer: Viewer, survey: WholeSurvey) -> list[Link]:
    """Name and address of each print: forms while collection goes on, the record once forms are numbered."""
    t, code, last = viewer.t, survey.row.code, survey.row.numbered + survey.funnel.gone
    today = viewer.now().astimezone(viewer.zone).date()
    record = (t("Print the problem record of today"), problems_address(viewer.site, code, today))
    forms = _forms(viewer, code, last) if survey.row.state == "in_field" else []
    return [*forms, record] if last else forms


def _forms(viewer: Viewer, code: str, last: int) -> list[Link]:
    """All of them at once where they are more than one print, then print by print."""
    t, found = viewer.t, list[Link]()
    if last > MOST_AT_ONCE:
        said = t("All {count} forms as a ZIP, {most} a file", count=last, most=MOST_AT_ONCE)
        found.append((said, all_forms_address(viewer.site, code)))
    for first in range(1, last + 1, MOST_AT_ONCE):
        to = min(first + MOST_AT_ONCE - 1, last)
        said = t("Print forms {first} to {last}", first=first, last=to)
        found.append((said, forms_address(viewer.site, code, first, to)))
    return found
