"""The exam's day: one live board for the desk and the phone; the code of a post leads here, too."""

import streamlit as st

from console.exam.page import live_exam
from console.exam.running import exam_here
from console.exam.words import words
from console.viewer import Viewer
from console.views import frame
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
    data = {
        "stream": f"/live/exam?site={viewer.site}&c={code}",
        "words": words(viewer.word),
        "lang": viewer.translator.locale,
        "site": viewer.site,
        "zone": viewer.zone.key,
        "viewer": viewer.account,
        "c": code,
        "leads": bool(viewer.roles & frozenset(LEADERS)),
        "swaps": bool(viewer.roles & SWAPS),
    }
    if "post" in st.query_params:
        post = st.query_params["post"]
        proof = st.query_params.get("proof", "")
        data["checkin"] = {"post": post, "name": _name(viewer, code, post), "proof": proof}
    live_exam(data, key="exam")


def _name(viewer: Viewer, code: str, post: str) -> str:
    """What the post is called; its code where the roster does not know it."""
    try:
        found = held_roster(viewer.house.views, viewer.site, code).posts.get(post)
    except Refused:
        return post
    return viewer.translator.show(found.name) if found else post
