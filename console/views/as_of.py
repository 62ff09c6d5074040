"""The quiet way to a past moment of a page, and back to now: it sets the address's ``as_of``.

A form of the page itself, which the browser sends: nothing of it runs while nobody opens it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape
from urllib.parse import urlencode

import streamlit as st

from console.moments import AS_OF, moment_of
from console.viewer import Viewer
from domain.errors import Refused

Landmark = tuple[str, datetime]
"""A moment of this page that people come back to, in words, and its aware instant."""


def as_of_entry(viewer: Viewer, landmarks: Sequence[Landmark] = (), *, back: bool = True) -> None:
    """Offer a day and a time, and the landmarks; from a past moment also the way ``back`` to now."""
    t = viewer.t
    around = {name: value for name, value in st.query_params.items() if name != AS_OF}
    kept = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in around.items()
    )
    links = "".join(_link(name, **around, **{AS_OF: _after(at)}) for name, at in landmarks)
    now = _link(t("Back to now"), **around) if back and AS_OF in st.query_params else ""
    st.html(
        f'{now}<details class="steward-as-of"><summary>{escape(t("As of…"))}</summary><div>'
        f'<form method="get" target="_self">{kept}<label>{escape(t("Day and time"))}'
        f'<input type="datetime-local" name="{AS_OF}" step="1" required value="{_typed(viewer, _shown(viewer))}"'
        f' max="{_typed(viewer, viewer.now())}"></label>'
        f"<button>{escape(t('Show that moment'))}</button></form>{links}</div></details>",
        width="content",
    )


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
