"""Forms of the file room: who may send one, sending it once, and saying what has been recorded."""

from typing import Any
from uuid import uuid4

import streamlit as st

from console.fileroom import tables
from console.viewer import Viewer
from console.views import frame
from domain.errors import Refused
from domain.operations import COMMANDS
from domain.roles import TERMS

_SAID = "files.said"


def may(viewer: Viewer, do: str) -> bool:
    """Whether one of the viewer's roles lets them send this command here; otherwise says who may."""
    roles = COMMANDS[do].roles
    if viewer.roles & set(roles):
        return True
    tables.lock(viewer.t("This is done by: {roles}.", roles=[TERMS[role] for role in roles]))
    return False


def send(viewer: Viewer, form: str, do: str, headline: str, said: str, **arguments: Any) -> None:
    """Forward a form; after it the page is drawn anew and says so, and a refusal stays beside the form.

    Args:
        form: Names the form; its command keeps one id until it is accepted, so a repeated press counts once.
        headline: What could not be done, if it is refused.
        said: What was recorded.
    """
    key = f"files.{form}.id"
    command_id = st.session_state.setdefault(key, uuid4().hex)
    try:
        outcome = viewer.submit(do, command_id, **arguments)
    except Refused as refusal:
        frame.refused(viewer, headline, refusal)
        return
    del st.session_state[key]
    announce(said if outcome.events else viewer.t("That stood on file already; nothing was recorded."))


def announce(said: str) -> None:
    """Draw the page anew, with this at its top."""
    st.session_state[_SAID] = said
    st.rerun()


def say_what_was_done() -> None:
    """Say once what the last form recorded."""
    if said := st.session_state.pop(_SAID, ""):
        tables.done(said)
