"""Sending a form of the equipment register once: it empties when it is recorded, and stays as it is when refused."""

from typing import Any
from uuid import uuid4

import streamlit as st

from console.fileroom import forms
from console.viewer import Viewer
from console.views import frame
from domain.errors import Refused
from domain.operations import COMMANDS

_FILLED = "equipment.filled"


def key_of(field: str) -> str:
    """The key of a field of the form as it stands; a form that was recorded has other keys."""
    return f"equipment.{field}.{st.session_state.get(_FILLED, 0)}"


def may(viewer: Viewer, do: str) -> bool:
    """Whether one of the viewer's roles lets them send this command here."""
    return bool(viewer.roles & set(COMMANDS[do].roles))


def send(viewer: Viewer, do: str, headline: str, said: str, **arguments: Any) -> None:
    """Forward a form; a repeated press of it counts once.

    Args:
        headline: What could not be done, if it is refused.
        said: What was recorded.
    """
    command = st.session_state.setdefault(key_of("id"), uuid4().hex)
    try:
        outcome = viewer.submit(do, command, **arguments)
    except Refused as refusal:
        del st.session_state[key_of("id")]
        frame.refused(viewer, headline, refusal)
        return
    st.session_state[_FILLED] = st.session_state.get(_FILLED, 0) + 1
    ticket = outcome.results.get("ticket")
    opened = viewer.t("Ticket {number} is open now.", number=ticket) if ticket else ""
    forms.announce(" ".join(part for part in (said, opened) if part))
