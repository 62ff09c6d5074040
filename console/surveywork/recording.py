"""Cards of rows drawn in one column, and what was pressed on them recorded at the door."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from console.campaignpage import ledger
from console.campaignpage.ledger import Section
from console.surveywork.deeds import carry_out
from console.viewer import Viewer


def cards(viewer: Viewer, code: str, sections: Sequence[Section | None], name: str, *, past: bool) -> None:
    """Draw cards; nothing is recorded on a moment of the past.

    Args:
        code: The round.
        name: Names the column; one page may have several.
    """
    drawn = [ledger.silent(one) if past else one for one in sections if one is not None]
    if not drawn:
        return
    key = f"survey.{name}:{viewer.site}:{code}"
    kept: dict[str, Any] = st.session_state.setdefault(f"said:{key}", {"settled": 0, "refused": None})
    pressed = ledger.draw(viewer, drawn, key=key, past=past, **kept)
    if not pressed:
        return
    refused = carry_out(viewer, code, drawn, pressed)
    settled = kept["settled"] + (refused is None)
    st.session_state[f"said:{key}"] = {"settled": settled, "refused": refused}
    st.rerun()
