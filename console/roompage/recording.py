"""Recording what was found in a room: who went, when, and what the door says."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

import msgspec
import streamlit as st

from console.ticketpage.entry import instant
from console.ticketpage.people import Colleague, colleagues, doers
from console.viewer import Viewer
from console.views import frame
from domain.errors import Refused, Term
from domain.roles import Role
from projections.rooms.rows import RoomSheets

CHECKS = (Role.TECHNICIAN, Role.ENGINEERING_HEAD, Role.OFFICER, Role.COORDINATOR)
REFUSED = "rooms.refused"


class Round(msgspec.Struct, frozen=True):
    """Who goes through the rooms now, as it stays from room to room.

    Attributes:
        doer: Who did it; empty for nobody this person may write down for.
        together: Accounts that went along.
        at: When it was, where that is not now; ``None`` also where a time was typed that is none.
    """

    doer: Colleague | None
    together: tuple[str, ...] = ()
    at: datetime | None = None
    wrong_time: bool = False


def going_round(viewer: Viewer) -> Round:
    """Draw who goes along and when; kept while the person walks from room to room."""
    t = viewer.t
    people = colleagues(viewer.house.views, viewer.site, viewer.now().astimezone(viewer.zone).date())
    able = doers(people, viewer.account, viewer.roles, CHECKS)
    if not able:
        return Round(None)
    names = {one.account: one.name or one.account for one in people}
    with st.popover(t("Who and when"), icon=":material/group:"):
        doer = st.selectbox(
            t("Who did it?"),
            [one.account for one in able],
            key="rooms.doer",
            format_func=lambda account: names[account],
        )
        others = [one.account for one in people if one.account != doer]
        along = st.multiselect(
            t("Who went along?"), others, key="rooms.together", format_func=lambda account: names[account],
            max_selections=9, placeholder=t("Choose by name"),
        )  # fmt: skip
        at, wrong = _earlier(viewer)
    chosen = next(one for one in able if one.account == doer)
    return Round(chosen, tuple(along), at, wrong)


def _earlier(viewer: Viewer) -> tuple[datetime | None, bool]:
    t = viewer.t
    if not st.toggle(t("It happened earlier"), key="rooms.earlier"):
        return None, False
    now = viewer.now().astimezone(viewer.zone)
    day = st.date_input(t("Day"), now.date(), key="rooms.day")
    typed = st.text_input(t("Time, to the second"), f"{now:%H:%M:%S}", key="rooms.time")
    at = instant(day, typed, viewer.zone)
    return at, at is None


def record(viewer: Viewer, campaign: str, room: RoomSheets, going: Round, pressed: Mapping[str, Any]) -> None:
    """Send one press to the door; a refusal is shown in the next run, what was recorded is on the page then."""
    given: dict[str, Any] = {
        "campaign": campaign,
        "room": room.room,
        "walk": pressed["walk"],
        "items": list(pressed["items"]),
        "together": list(going.together),
    }
    if going.doer is not None and going.doer.account != viewer.account:
        given["doer"] = going.doer.account
    if going.at is not None:
        given["at"] = going.at.isoformat()
    send(viewer, str(pressed["do"]), Term("This check is not recorded"), **given)


def send(viewer: Viewer, do: str, headline: Term, **given: Any) -> bool:
    """Carry out a command of this page; whether it was."""
    try:
        viewer.submit(do, uuid4().hex, **given)
    except Refused as refusal:
        st.session_state[REFUSED] = (headline, refusal)
        return False
    return True


def show_refusal(viewer: Viewer) -> None:
    """What was refused just now, once."""
    headline, refusal = st.session_state.pop(REFUSED, (None, None))
    if refusal is not None:
        frame.refused(viewer, viewer.t(headline), refusal)
