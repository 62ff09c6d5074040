"""Letting a spare take over from a room: what follows from it is listed before it is confirmed (EXM-35)."""

import streamlit as st

from console.plain import plain
from console.roompage.recording import send
from console.viewer import Viewer
from domain.errors import Term
from domain.places import ExamRole
from domain.roles import Role
from projections.rooms.room import room as room_of
from projections.rooms.rows import Rooms, RoomSheets

SWAPS = frozenset({Role.COORDINATOR, Role.ENGINEERING_HEAD, Role.OFFICE_MANAGER})


def offer(viewer: Viewer, found: Rooms, room: RoomSheets) -> None:
    """The way to the swap of a room in use; where no spare is left, that is said."""
    if room.role is not ExamRole.ACTIVE or not viewer.roles & SWAPS:
        return
    if found.is_exhausted:
        st.error(viewer.t("No spare room is left; no further room can be swapped."))
    elif found.are_spares_named:
        with st.popover(viewer.t("Swap for a spare room"), icon=":material/swap_horiz:"):
            _dialog(viewer, found, room)


def _dialog(viewer: Viewer, found: Rooms, room: RoomSheets) -> None:
    t = viewer.t
    incoming = st.selectbox(t("Which spare room comes in?"), room.spares, key="rooms.incoming")
    for line in consequences(viewer, found, room, incoming):
        st.markdown(f"- {plain(line)}")
    why = st.text_area(t("Why is it swapped?"), key="rooms.why", max_chars=400)
    if st.button(t("Swap now"), type="primary", key="rooms.swap"):
        given = {"campaign": found.campaign, "outgoing": room.room, "incoming": incoming, "why": why}
        if send(viewer, "rooms.swap", Term("The room is not swapped"), **given):
            st.query_params["room"] = incoming
        st.rerun()


def consequences(viewer: Viewer, found: Rooms, room: RoomSheets, incoming: str) -> list[str]:
    """What the swap brings with it, in sentences."""
    t, today = viewer.t, viewer.now().astimezone(viewer.zone).date()
    other = room_of(viewer.house.views, site=viewer.site, campaign=found.campaign, room=incoming)
    due = {one.code: one.due for one in other.walks}
    again = [one for one in other.sheets if one.reopens]
    late = sum(due[one.walk] < today for one in again)
    left = found.spares_left - 1
    return [
        t("{out} is out of use from then on; it does not become a spare.", out=room.room),
        t("{count} rooms stay in use, {left} spare rooms are left.", count=found.in_use, left=left),
        t(
            "{count} checks of {room} are open again with their old due days; {late} of them are late at once.",
            count=len(again),
            room=incoming,
            late=late,
        ),
    ]
