"""What the address of a round's page says: ``/survey?survey=yearly-2026&panel=keying``."""

from typing import Any

import streamlit as st

from console.moments import AS_OF
from console.viewer import SITE_PARAMETER, Viewer
from console.views import frame

SURVEY, PANEL, FORM = "survey", "panel", "form"


def go(viewer: Viewer, page: str = "survey", **parameters: Any) -> None:
    """Lead to a page of the same site."""
    frame.go(page, **parameters, **{SITE_PARAMETER: viewer.site})


def still_then() -> dict[str, str]:
    """The past moment that this page's address asks for, to stay in it on the way to another page."""
    return {AS_OF: st.query_params[AS_OF]} if st.query_params.get(AS_OF) else {}
