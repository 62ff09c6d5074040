"""Taking a call: the form, and what it hands to the door."""

from collections.abc import Callable
from typing import Any

import msgspec
import streamlit as st

from console.call.component import call_form
from console.call.preview import Wanted, preview
from console.call.saving import Answer, Call, Stepped, Urge, save, take_step, urge
from console.call.words import words
from console.guard import current_session
from console.viewer import Viewer, cookies
from console.views.frame import go
from domain.errors import Term
from domain.facts import whole_seconds
from domain.tickets.facts import Kind

KEY = "call"
SENT: dict[str, tuple[Callable[[Viewer, Any], Answer], type[Any]]] = {
    "save": (save, Call),
    "step": (take_step, Stepped),
    "urge": (urge, Urge),
}
_ANSWER = "call answer"


def draw(viewer: Viewer) -> None:
    """Mount the form; answer what it sends, or lead to another page."""
    sent = call_form(_data(viewer), key=KEY)
    answered = [_tell(viewer, name, sent[name]) for name in SENT if sent.get(name)]
    if to := sent.get("leave"):
        go(str(to["page"]), **({"t": str(to["ticket"])} if to.get("ticket") else {}))
    elif answered:
        st.rerun()


def _tell(viewer: Viewer, name: str, given: Any) -> None:
    """Carry it out and let the form know; what does not come from our form is a fault, and says so."""
    do, shape = SENT[name]
    st.session_state[_ANSWER] = msgspec.to_builtins(do(viewer, msgspec.convert(given, shape)))


def _data(viewer: Viewer) -> dict[str, Any]:
    now, session = viewer.now(), current_session(viewer.house.access, cookies())
    limits = {
        kind.value: msgspec.to_builtins(
            preview(viewer.house, viewer.site, Wanted(kind, whole_seconds(now)), viewer.t).clocks
        )
        for kind in Kind
    }
    return {
        "words": words(lambda text: str(viewer.translator.show(Term(text)))),
        "lang": viewer.translator.locale,
        "zone": viewer.zone.key,
        "site": viewer.site,
        "viewer": viewer.account,
        "session": session.id if session else "",
        "now": int(now.timestamp() * 1000),
        "limits": limits,
        "answer": st.session_state.get(_ANSWER),
    }
