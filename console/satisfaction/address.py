"""What the address of the page says: ``/satisfaction?kind=sc_centre&round=june-2026``; and the ways from there."""

from urllib.parse import urlencode

import streamlit as st

from console.moments import AS_OF
from console.surveywork.address import FORM, PANEL, SURVEY
from console.viewer import SITE_PARAMETER, Viewer

KIND, ROUND, THEME, BY = "kind", "round", "theme", "by"


def behind(viewer: Viewer, code: str, **by: object) -> str:
    """The forms of a round that are behind a figure, of the moment that is shown, narrowed as ``survey_forms`` does."""
    then = {AS_OF: st.query_params[AS_OF]} if AS_OF in st.query_params else {}
    return address(viewer, code, **{PANEL: "forms", "counting": "valid", **by, **then})


def address(viewer: Viewer, code: str, **more: object) -> str:
    """The page of a round, or of one of its forms."""
    panel = {PANEL: "forms"} if FORM in more else {}
    return f"/survey?{urlencode({SURVEY: code, **panel, **more, SITE_PARAMETER: viewer.site})}"
