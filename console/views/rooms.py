"""The rooms of an exam: the grid, one room's checklists, swapping and choosing (UNT-04, EXM-35, FRM-16)."""

from typing import Any
from urllib.parse import urlencode

import streamlit as st

from console.campaignpage.head import head
from console.moments import AS_OF, moment_of
from console.plain import plain
from console.roompage import choosing, recording, shown, swapping
from console.roompage.component import part
from console.viewer import SITE_PARAMETER, Viewer
from console.views import frame
from console.views.as_of import as_of_entry
from domain.errors import Refused, Unknown
from projections.asking.moments import AsOf
from projections.campaigns.campaign import campaign as campaign_of
from projections.rooms.plan import rooms as rooms_of
from projections.rooms.room import room as room_of
from projections.rooms.rows import Rooms, RoomSheets

ALONE = (
    "<style>@media (max-width: 640px) { .st-key-rooms-grid, .st-key-rooms-about { display: none; } }</style>"
)
"""On a phone an open room stands alone."""

CODE, WALK, STATE, ROOM = "c", "walk", "state", "room"


def draw(viewer: Viewer) -> None:
    """Draw the rooms of the campaign that the address names, narrowed as it says."""
    query = st.query_params
    _keep_filters()
    try:
        campaign, as_of = query.get(CODE, ""), moment_of(query.get(AS_OF, ""), viewer.zone)
    except Refused as refusal:
        frame.note(
            viewer.t("These rooms cannot be shown"),
            viewer.t("Check the address, or open the rooms from their campaign."),
            [viewer.explain(one) for one in refusal.reasons],
        )
        as_of_entry(viewer)
        return
    _head(viewer, campaign, as_of)
    recording.show_refusal(viewer)
    try:
        found = _found(viewer, campaign, as_of)
    except Unknown:
        choosing.choose(viewer, campaign)
        return
    if as_of is not None:
        at = viewer.house.views.instant(as_of)
        frame.then(viewer.t("As it stood at {at}; nothing can be recorded here.", at=at))
    else:
        choosing.name_spares(viewer, found)
    room = _room(viewer, campaign, as_of)
    with st.container(key="rooms-about"):
        part(viewer, "figures", shown.figures(viewer, found), key="rooms.figures", past=as_of is not None)
        if found.is_exhausted:
            st.error(viewer.t("No spare room is left; no further room can be swapped."))
        state = _filters(viewer, found)
    if room is None:
        _grid(viewer, found, state, "", past=as_of is not None)
        return
    with st.container(key="rooms-opened"):
        left, right = st.columns([5, 4], gap="medium")
        with left, st.container(key="rooms-grid"):
            _grid(viewer, found, state, room.room, past=as_of is not None)
        with right:
            _sheets(viewer, found, state, room, past=as_of is not None)
    st.html(ALONE)


def _head(viewer: Viewer, campaign: str, as_of: AsOf) -> None:
    """The head of the campaign's pages; rooms may be chosen before their campaign is planned."""
    try:
        state = campaign_of(viewer.house.views, site=viewer.site, code=campaign, as_of=as_of)
    except Unknown:
        st.title(viewer.t("Exam rooms"), anchor=False)
        as_of_entry(viewer)
        return
    head(viewer, state, "rooms")
    st.subheader(viewer.t("Exam rooms"), anchor=False)


def _found(viewer: Viewer, campaign: str, as_of: AsOf) -> Rooms:
    asked = {"site": viewer.site, "campaign": campaign, "as_of": as_of}
    whole = rooms_of(viewer.house.views, **asked)
    walk = _walk()
    return (
        rooms_of(viewer.house.views, walk=walk, **asked) if walk in {w.code for w in whole.walks} else whole
    )


def _room(viewer: Viewer, campaign: str, as_of: AsOf) -> RoomSheets | None:
    asked = st.query_params.get(ROOM, "")
    try:
        return room_of(viewer.house.views, site=viewer.site, campaign=campaign, room=asked, as_of=as_of)
    except Unknown:
        return None


def _keep_filters() -> None:
    """Put what was just chosen into the address before anything is read: a second run would lose another press."""
    for name, usual in ((WALK, ""), (STATE, "all")):
        chosen = st.session_state.get(f"rooms.{name}")
        if chosen == usual:
            st.query_params.pop(name, None)
        elif chosen is not None and st.query_params.get(name) != chosen:
            st.query_params[name] = str(chosen)


def _filters(viewer: Viewer, found: Rooms) -> str:
    """Round and state; the address keeps both, so that a page can be sent to somebody."""
    t = viewer.t
    walks = {"": t("All rounds"), **{one.code: viewer.translator.show(one.name) for one in found.walks}}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        walk = st.segmented_control(
            t("Round"), list(walks), default=_known(_walk(), walks), key="rooms.walk",
            format_func=lambda code: plain(walks[code]), required=True,
        )  # fmt: skip
        state = st.segmented_control(
            t("State"), list(shown.SHOWN), default=_known(st.query_params.get(STATE, ""), shown.SHOWN), key="rooms.state",
            format_func=lambda code: t(shown.SHOWN[code]), required=True,
        )  # fmt: skip
        st.link_button(t("Print the checklists"), _paper(viewer, found, walk or ""), icon=":material/print:")
    return str(state)


def _walk() -> str:
    """The round that the page is narrowed to; empty for all."""
    return st.query_params.get(WALK, "")


def _known(value: str, values: Any) -> str:
    return value if value in values else next(iter(values))


def _paper(viewer: Viewer, found: Rooms, walk: str) -> str:
    then = {AS_OF: st.query_params[AS_OF]} if AS_OF in st.query_params else {}
    return f"/checklists/{viewer.site}/{found.campaign}.pdf?{urlencode({WALK: walk, **then})}"


def _grid(viewer: Viewer, found: Rooms, state: str, chosen: str, *, past: bool) -> None:
    if not shown.fitting(found, state):
        st.write(viewer.t("No room fits."))
        return
    pressed = part(viewer, "grid", shown.grid(viewer, found, state, chosen), key="rooms.grid", past=past)
    if room := pressed.get("room"):
        _open(str(room["room"]))


def _open(room: str) -> None:
    """Open a room, or close the one that is open."""
    if room:
        st.query_params[ROOM] = room
    else:
        st.query_params.pop(ROOM, None)
    st.rerun()


def _sheets(viewer: Viewer, found: Rooms, state: str, room: RoomSheets, *, past: bool) -> None:
    t = viewer.t
    st.subheader(t("Room {room}", room=plain(room.room)), anchor=False)
    role = {"active": t("in use"), "spare": t("spare"), "out_of_use": t("out of use"), "undecided": ""}
    other = (
        t("took over from {room}", room=room.other)
        if room.role == "active"
        else t("{room} took over", room=room.other)
    )
    about = [
        shown.floor_name(viewer, room.building, room.floor),
        role[room.role],
        other if room.other else "",
    ]
    st.caption(plain(" · ".join(one for one in about if one)))
    going = recording.Round(None)
    if not past and room.role != "out_of_use":
        with st.container(horizontal=True):
            going = recording.going_round(viewer)
            swapping.offer(viewer, found, room)
    able = going.doer.roles if going.doer else frozenset()
    order = [cell.room for cell in shown.fitting(found, state)]
    data = shown.sheets(viewer, room, _walk(), order, lambda sheet: bool(able & set(sheet.roles)))
    pressed = part(viewer, "sheets", data, key=f"rooms.sheets.{room.room}", past=past)
    if gone := pressed.get("ticket"):
        frame.go("ticket", t=str(gone["ticket"]), **{SITE_PARAMETER: viewer.site})
    if (moved := pressed.get("room")) is not None:
        _open(str(moved["room"]))
    if did := pressed.get("did"):
        recording.record(viewer, found.campaign, room, going, did)
        st.rerun()
