"""The quiet way to a past moment of a page, and back to now: it sets the address's ``as_of``.

A form of the page itself, which the browser sends: nothing of it runs while nobody opens it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape
from urllib.parse import urlencode

import streamlit as st

from console.audit.asked import AXIS, WATCHERS
from console.moments import AS_OF, moment_of
from console.viewer import SITE_PARAMETER, Viewer
from console.views import frame
from domain.errors import Refused
from projections.asking.moments import AsOf, Axis

Landmark = tuple[str, datetime]
"""A moment of this page that people come back to, in words, and its aware instant."""


def asked_moment(viewer: Viewer) -> AsOf:
    """The moment that the page's address asks for; ``None`` is now.

    Raises:
        Refused: It is none.
    """
    return moment_of(st.query_params.get(AS_OF, ""), viewer.zone)


def no_moment(viewer: Viewer, refusal: Refused) -> None:
    """In place of a page whose address asks for a moment that is none, with the ways to others."""
    frame.note(
        viewer.t("This moment cannot be shown"),
        viewer.t("Check the address, or choose a day and a time."),
        [viewer.explain(one) for one in refusal.reasons],
    )
    as_of_entry(viewer)


def say_then(viewer: Viewer, as_of: AsOf) -> None:
    """Say in violet which moment the page shows, and by which time."""
    at = viewer.house.views.instant(as_of)
    really = asked_axis() == "happened"
    frame.then(
        viewer.t("As it really was at {at}", at=at) if really else viewer.t("As recorded at {at}", at=at)
    )


def as_of_entry(
    viewer: Viewer,
    landmarks: Sequence[Landmark] = (),
    *,
    back: bool = True,
    machine: str = "desk",
    axes: bool = False,
) -> None:
    """Offer a day and a time, the landmarks, and the time machine; from a past moment also the way ``back`` to now.

    Args:
        viewer: Who looks.
        landmarks: Moments of this page that people come back to.
        back: Whether the way back to now stands here.
        machine: The board that the time machine begins with.
        axes: Whether the page knows a moment by both times: as it was seen, and as it really was.
    """
    t = viewer.t
    around = {name: value for name, value in st.query_params.items() if name != AS_OF}
    kept = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in around.items()
    )
    links = "".join(_link(name, **around, **{AS_OF: _after(at)}) for name, at in landmarks)
    past = AS_OF in st.query_params
    now = (
        _link(t("Back to now"), **{name: around[name] for name in around if name != AXIS})
        if back and past
        else ""
    )
    now += _axes(viewer) if axes and past else ""
    st.html(
        f'{now}<details class="steward-as-of"><summary>{escape(t("As of…"))}</summary><div>'
        f'<form method="get" target="_self">{kept}<label>{escape(t("Day and time"))}'
        f'<input type="datetime-local" name="{AS_OF}" step="1" required value="{_typed(viewer, _shown(viewer))}"'
        f' max="{_typed(viewer, viewer.now())}"></label>'
        f"<button>{escape(t('Show that moment'))}</button></form>{links}{_machine(viewer, machine)}</div></details>",
        width="content",
    )


def asked_axis() -> Axis:
    """By which time the page's moment is told: as the address says, else by recording."""
    return "happened" if st.query_params.get(AXIS) == "happened" else "recorded"


def _axes(viewer: Viewer) -> str:
    """The same moment by the other time."""
    around = {name: value for name, value in st.query_params.items() if name != AXIS}
    if asked_axis() == "happened":
        return _link(viewer.t("As it was seen (by recording)"), **around)
    return _link(viewer.t("As it really was (by happening)"), **around, **{AXIS: "happened"})


def _machine(viewer: Viewer, board: str) -> str:
    """The way to the time machine at the moment shown, for those whose roles open it."""
    if not viewer.roles & WATCHERS:
        return ""
    kept = {name: st.query_params[name] for name in ("c", SITE_PARAMETER) if name in st.query_params}
    asked = {"board": board, **kept, AS_OF: st.query_params.get(AS_OF, "")}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f'<a href="/moment?{escape(query)}" target="_self">{escape(viewer.t("Time machine"))}</a>'


def _link(name: str, **query: str) -> str:
    return f'<a class="steward-as-of" href="?{escape(urlencode(query))}" target="_self">{escape(name)}</a>'


def _after(at: datetime) -> str:
    """The second after, which knows of what was recorded within the one before."""
    return (at + timedelta(seconds=1)).isoformat()


def _typed(viewer: Viewer, at: datetime) -> str:
    """An instant as the browser's field has it: in the site's time, which is what an address without a zone means."""
    return f"{at.astimezone(viewer.zone):%Y-%m-%dT%H:%M:%S}"


def _shown(viewer: Viewer) -> datetime:
    """The moment that the page shows; now where the address asks for what is none."""
    try:
        as_of = moment_of(st.query_params.get(AS_OF, ""), viewer.zone)
        return viewer.now() if as_of is None else viewer.house.views.instant(as_of)
    except Refused:
        return viewer.now()
