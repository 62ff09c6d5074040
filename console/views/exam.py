"""The exam's day: one board for the desk and the phone, live or as of a moment; the code of a post leads here, too."""

from typing import Any

import streamlit as st

from console.exam.page import live_exam
from console.exam.running import exam_here
from console.exam.sight import board_of
from console.exam.words import words
from console.moments import AS_OF, moment_of
from console.viewer import Viewer
from console.views import frame
from console.views.as_of import as_of_entry
from domain.errors import Refused
from domain.operations.duties import LEADERS
from domain.roles import Role
from projections.rosters.roster import held_roster

SWAPS = frozenset({Role.COORDINATOR, Role.ENGINEERING_HEAD, Role.OFFICE_MANAGER})


def draw(viewer: Viewer) -> None:
    """Mount the board of the exam that the address names, else of the one that is next."""
    code = st.query_params.get("c") or exam_here(viewer.house, viewer.site)
    if not code:
        frame.note(
            viewer.t("No exam is running at this site"),
            viewer.t("The campaign coordinator plans and starts one under “Campaigns”."),
        )
        return
    about = {
        "words": words(viewer.word),
        "lang": viewer.translator.locale,
        "site": viewer.site,
        "zone": viewer.zone.key,
        "viewer": viewer.account,
        "c": code,
    }
    try:
        shown = _past(viewer, code) if st.query_params.get(AS_OF) else _live(viewer, code)
    except Refused as refusal:
        frame.note(
            viewer.t("This day cannot be shown"),
            viewer.t("Check the address, or open the exam from “Campaigns”."),
            [viewer.explain(one) for one in refusal.reasons],
        )
        as_of_entry(viewer)
        return
    if live_exam(about | shown, key="exam").get("now") is not None:
        st.query_params.pop(AS_OF, None)
        st.rerun()
    with st.container(key="exam-as-of", horizontal=True):
        as_of_entry(viewer, back=False, machine="exam")


def _live(viewer: Viewer, code: str) -> dict[str, Any]:
    """What the board takes from the stream, and what may be pressed on it."""
    data: dict[str, Any] = {
        "stream": f"/live/exam?site={viewer.site}&c={code}",
        "leads": bool(viewer.roles & frozenset(LEADERS)),
        "swaps": bool(viewer.roles & SWAPS),
    }
    if "post" in st.query_params:
        post = st.query_params["post"]
        proof = st.query_params.get("proof", "")
        data["checkin"] = {"post": post, "name": _name(viewer, code, post), "proof": proof}
    return data


def _past(viewer: Viewer, code: str) -> dict[str, Any]:
    """The board as it stood at the moment that the address names; nothing can be pressed on it.

    Raises:
        Refused: It is no moment, or nothing was known of the exam then.
    """
    asked = st.query_params[AS_OF]
    return {"past": board_of(viewer.house, viewer.site, code, moment_of(asked, viewer.zone)), "as_of": asked}


def _name(viewer: Viewer, code: str, post: str) -> str:
    """What the post is called; its code where the roster does not know it."""
    try:
        found = held_roster(viewer.house.views, viewer.site, code).posts.get(post)
    except Refused:
        return post
    return viewer.translator.show(found.name) if found else post
