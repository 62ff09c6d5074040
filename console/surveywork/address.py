"""What the address of a round's page says: ``/survey?survey=yearly-2026&panel=keying``."""

from typing import Any

from console.viewer import SITE_PARAMETER, Viewer
from console.views import frame

SURVEY, PANEL, FORM = "survey", "panel", "form"


def go(viewer: Viewer, page: str = "survey", **parameters: Any) -> None:
    """Lead to a page of the same site."""
    frame.go(page, **parameters, **{SITE_PARAMETER: viewer.site})
