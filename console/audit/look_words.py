"""A look in words: which page, list or paper it was, and what it was asked for."""

from collections.abc import Callable, Mapping

from console.access.looks import WORDS, Looked
from console.audit.address import PANEL, QUESTION, STREAM
from console.audit.prepared import PREPARED
from console.audit.telling import stream_name
from console.audit.titles import TITLES
from console.viewer import SITE_PARAMETER, Viewer
from domain.errors import Term
from projections.audit.deviations import REASONS

PAGES: Mapping[str, Term] = {
    "audit": Term("Looking things up"),
    "board": Term("Duty desk"),
    "campaign": Term("Plan"),
    "case": Term("Case file"),
    "checkpoint": Term("Checkpoint"),
    "erasure": Term("Certificate of erasure"),
    "erasures": Term("Erased personal data"),
    "evidence": Term("Evidence"),
    "exam": Term("Exam day"),
    "moment": Term("Time machine"),
    "proof": Term("Proof"),
    "rooms": Term("Exam rooms"),
    "roster": Term("Roster"),
    "satisfaction": Term("Satisfaction"),
    "slip": Term("Printed slip"),
    "survey": Term("Survey rounds"),
    "ticket": Term("Ticket"),
    "unit": Term("Unit"),
}
TYPED = Term("words that were typed")
FIRST = frozenset({PANEL, STREAM, QUESTION})
"""Parameters that say which list, which matter or which question; the others narrow it."""
PLAIN = frozenset({"account", "c", "entry", "number", "survey", "t", "u", "who"})
"""Parameters whose value says by itself what is meant."""


def what(viewer: Viewer, one: Looked) -> str:
    """The page or question in words, and what it was asked for."""
    page = viewer.t(PAGES[one.what]) if one.what in PAGES and one.way != "ask" else one.what
    told = sorted(one.parameters.items(), key=lambda asked: asked[0] not in FIRST)
    asked = (_asked(viewer, name, value) for name, value in told if name != SITE_PARAMETER)
    return " · ".join([page, *asked])


def _asked(viewer: Viewer, name: str, value: str) -> str:
    if name in WORDS:
        return viewer.t(TYPED)
    told = WORDS_OF[name](viewer, value) if name in WORDS_OF else value if name in PLAIN else ""
    return told or f"{name}={value}"


def _stream(viewer: Viewer, value: str) -> str:
    return stream_name(viewer, value) if ":" in value else value


def _event(viewer: Viewer, value: str) -> str:
    return viewer.t("event {position}", position=value)


def _desk(viewer: Viewer, value: str) -> str:
    if value == "last":
        return viewer.t("the desk before its last event")
    return viewer.t("the desk before event {position}", position=value)


def _panel(viewer: Viewer, value: str) -> str:
    return viewer.t(TITLES[value]) if value in TITLES else ""


def _question(viewer: Viewer, value: str) -> str:
    return viewer.t(PREPARED[value].asks) if value in PREPARED else ""


def _ranked(viewer: Viewer, value: str) -> str:
    """By which reason tickets were ranked; in a search it is an account."""
    words: Mapping[str, Term] = {**REASONS}
    return viewer.t(words[value]) if value in words else value


WORDS_OF: Mapping[str, Callable[[Viewer, str], str]] = {
    STREAM: _stream,
    "about": _stream,
    "by": _ranked,
    "case": _stream,
    "at": _event,
    "desk": _desk,
    PANEL: _panel,
    QUESTION: _question,
}
