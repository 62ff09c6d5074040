"""What can be typed into the auditor's field, by things that this site has: each is one press."""

from collections.abc import Iterator
from html import escape

import streamlit as st

from console.audit.address import QUESTION, TYPED, to
from console.viewer import Viewer
from domain.facts import Recorded
from projections.tickets.ledger import tickets


def examples(viewer: Viewer) -> None:
    """Draw them as links that type them; nothing where the site has no ticket yet."""
    asked = st.query_params.get(QUESTION, "")
    links = [
        f'<a href="{escape(address)}" target="_self">{escape(one)}</a>'
        for one in _of(viewer)
        for address in [to(viewer, "audit", **{QUESTION: asked, TYPED: one})]
    ]
    if links:
        st.html(
            f'<p class="audit-extent audit-examples">{escape(viewer.t("For example"))} {" ".join(links)}</p>'
        )


def _of(viewer: Viewer) -> Iterator[str]:
    """The newest ticket, its unit, who recorded it, and the number of that event."""
    newest = next(iter(tickets(viewer.house.views, site=viewer.site, limit=1).rows), None)
    if newest is None:
        return
    yield newest.number
    if newest.unit:
        yield newest.unit
    for event in viewer.house.log.audit.history(newest.id, limit=1):
        if isinstance(event, Recorded) and event.by:
            yield event.by
        yield str(event.position)
