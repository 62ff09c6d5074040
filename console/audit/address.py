"""Addresses of the auditor's pages, which hold everything that they show."""

from urllib.parse import urlencode

from console.viewer import SITE_PARAMETER, Viewer
from domain.roles import Role

PANEL, TYPED, QUESTION, STREAM = "panel", "q", "ask", "s"

AUDITS = frozenset({Role.AUDITOR, Role.ADMINISTRATOR, Role.PROPERTY_HEAD})
"""Who finds, samples and verifies."""
READS_CASES = AUDITS | {Role.DUTY_MANAGER, Role.OFFICE_MANAGER, Role.SERVICE_HEAD}
"""Who opens case files."""


def to(viewer: Viewer, page: str, /, **parameters: str | int) -> str:
    """The address of a page of the same site."""
    given = {name: str(value) for name, value in parameters.items() if value != ""}
    return f"/{page}?{urlencode({**given, SITE_PARAMETER: viewer.site})}"


def panel(viewer: Viewer, name: str, /, **parameters: str | int) -> str:
    """The address of one of the lists of the page of finding."""
    return to(viewer, "audit", **{PANEL: name, **parameters})


def case(viewer: Viewer, stream: str, /, **parameters: str | int) -> str:
    """The address of a case file."""
    return to(viewer, "case", **{STREAM: stream, **parameters})
