"""The head of every page of one campaign: its name, how many days are left, and the way to its other pages."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from console.plain import plain
from console.viewer import SITE_PARAMETER, Viewer
from console.views import as_of, frame
from domain.errors import Term
from projections.campaigns.shapes import CampaignState

CODE = "c"
"""The address names the campaign: ``?c=gaokao-2026``."""

SIBLINGS: tuple[tuple[str, Term, Callable[[CampaignState], bool]], ...] = (
    ("campaign", Term("Plan"), lambda _: True),
    ("roster", Term("Roster"), lambda state: state.posts > 0),
    ("rooms", Term("Exam rooms"), lambda state: state.rooms > 0),
    ("exam", Term("Exam day"), lambda state: state.state == "running" and state.rooms > 0),
)
"""The pages of one campaign in the order of their links: address, title, and whether that campaign has such a page."""

STATES = {
    "draft": Term("not started"),
    "running": Term("under way"),
    "closed": Term("closed"),
    "called_off": Term("called off"),
}


def head(viewer: Viewer, state: CampaignState, here: str, landmarks: Sequence[as_of.Landmark] = ()) -> None:
    """Draw the head; ``here`` is the address of the page that it stands on, ``landmarks`` are moments of that page."""
    t, show = viewer.t, viewer.translator.show
    with st.container(key="campaign-head", horizontal=True, vertical_alignment="center"):
        st.title(plain(state.name), anchor=False, width="content")
        st.markdown(f"**{countdown(viewer, state.days_to_go, len(state.days))}**", width="content")
        facts = [show(state.kind), t(STATES[state.state]), *_gate(viewer, state), when(viewer, state)]
        st.caption(plain(" · ".join(facts)), width="content")
    with st.container(key="campaign-siblings", horizontal=True):
        if st.button(t("All campaigns"), key="to campaigns", type="tertiary", icon=":material/arrow_back:"):
            go("campaigns", viewer)
        for path, title, has in SIBLINGS:
            if path != here and has(state) and st.button(t(title), key=f"to {path}", type="tertiary"):
                go(path, viewer, **{CODE: state.code})
        as_of.as_of_entry(viewer, [*landmarks, *_decided(viewer, state)])


def _decided(viewer: Viewer, state: CampaignState) -> list[as_of.Landmark]:
    """Each go or no-go, when it was recorded."""
    verdicts = {True: Term("Go, {at}"), False: Term("No-go, {at}")}
    recorded = [(one.go, datetime.fromtimestamp(one.at + one.late_s, UTC)) for one in state.decisions]
    return [(viewer.t(verdicts[go], at=at), at) for go, at in recorded]


def countdown(viewer: Viewer, days_to_go: int, days: int) -> str:
    """``T-9``, the day itself, or how long ago it ended."""
    t = viewer.t
    if days_to_go > 0:
        return f"T-{days_to_go}"
    if -days_to_go < days:
        return t("day {number} of {days}", number=1 - days_to_go, days=days)
    return t("over")


def when(viewer: Viewer, state: CampaignState) -> str:
    """The days it lasts, with what the first of them is."""
    t = viewer.t
    first, last = state.days[0], state.days[-1]
    if first == last:
        return t("{what}: {day}", what=state.anchor_is, day=first)
    return t("{what}: {day}, to {last}", what=state.anchor_is, day=first, last=last)


def _gate(viewer: Viewer, state: CampaignState) -> list[str]:
    reached = [one.name for one in state.gates if one.reached]
    return [viewer.translator.show(reached[-1])] if reached else []


def go(page: str, viewer: Viewer, **parameters: Any) -> None:
    """Lead to another page of the same site."""
    frame.go(page, **parameters, **{SITE_PARAMETER: viewer.site})
