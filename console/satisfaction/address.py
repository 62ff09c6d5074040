"""What the address of the page says: ``/satisfaction?kind=sc_centre&round=june-2026``; and the ways from there."""

from urllib.parse import urlencode

from console.surveywork.address import FORM, PANEL, SURVEY
from console.viewer import SITE_PARAMETER, Viewer

KIND, ROUND, THEME, BY = "kind", "round", "theme", "by"


def address(viewer: Viewer, code: str, **more: object) -> str:
    """The page of a round, or of one of its forms."""
    panel = {PANEL: "forms"} if FORM in more else {}
    return f"/survey?{urlencode({SURVEY: code, **panel, **more, SITE_PARAMETER: viewer.site})}"
