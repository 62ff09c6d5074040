"""Choosing the rooms of a campaign and naming its spares, from the exam rooms that are registered (UNT-04)."""

import streamlit as st

from console.plain import plain
from console.roompage.recording import send
from console.viewer import Viewer
from console.views import frame
from domain.campaigns.campaign import Campaign, campaign_stream
from domain.errors import Term
from domain.roles import Role
from projections.rooms.rows import Rooms
from projections.units.homes import HOMES

CHOOSES = frozenset({Role.COORDINATOR, Role.OFFICE_MANAGER})


def choose(viewer: Viewer, campaign: str) -> None:
    """Where no rooms are chosen yet: the rooms on file, and one press to take those that are ticked."""
    t = viewer.t
    planned = viewer.house.log.get(Campaign, campaign_stream(viewer.site, campaign))
    if not planned.exists or planned.template.rooms is None:
        frame.note(t("No such campaign with rooms"), t("Rooms are chosen for a campaign that is planned."))
        return
    wanted = planned.template.rooms
    with viewer.house.views.snapshot() as snapshot:
        rows = snapshot.rows(HOMES, "site = :site AND kind = 'exam_room'", site=viewer.site)
    known = sorted(row["unit"] for row in rows)
    st.subheader(t("Choose the rooms"), anchor=False)
    st.write(
        t(
            "{active} rooms in use and {spare} spare are wanted; {known} exam rooms are on file.",
            active=wanted.active,
            spare=wanted.spare,
            known=len(known),
        )
    )
    floors = [t("{floor}: {rooms}", floor=one.name, rooms=one.rooms) for one in wanted.floors]
    st.caption(plain(viewer.translator.listed(floors)))
    if not known:
        st.write(t("Take them in as a file of units first, with “exam room” as their kind."))
    elif viewer.roles & CHOOSES:
        chosen = st.multiselect(t("Rooms"), known, known, key="rooms.chosen", placeholder=t("Choose any"))
        if st.button(t("Choose these rooms"), type="primary", key="rooms.choose"):
            send(viewer, "rooms.choose", Term("The rooms are not chosen"), campaign=campaign, rooms=chosen)
            st.rerun()


def name_spares(viewer: Viewer, found: Rooms) -> None:
    """Until the coordinator has named the spares: exactly as many as are wanted, none assumed."""
    t = viewer.t
    if found.are_spares_named or not found.spare:
        return
    if Role.COORDINATOR not in viewer.roles:
        st.info(t("The campaign coordinator has not named the spare rooms yet."))
        return
    codes = [cell.room for row in found.floors for cell in row.rooms]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        spares = st.multiselect(
            t("Which {count} rooms are spare?", count=found.spare),
            codes,
            key="rooms.spares",
            width=420,
            placeholder=t("Choose any"),
        )
        if st.button(t("Name the spare rooms"), type="primary", key="rooms.name"):
            given = {"campaign": found.campaign, "spares": spares}
            send(viewer, "rooms.name_spares", Term("The spare rooms are not named"), **given)
            st.rerun()
