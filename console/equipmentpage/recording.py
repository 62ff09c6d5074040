"""The form that records operation, inspection, repair or maintenance of one piece (UNT-09)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import streamlit as st

from console.equipmentpage.sending import key_of, send
from console.equipmentpage.words import KINDS
from console.ticketpage.entry import instant
from console.ticketpage.equipment_sentences import FINDINGS
from console.ticketpage.fields import no_time
from console.ticketpage.people import Colleague, colleagues, doers
from console.viewer import Viewer
from console.views import frame
from domain.equipment_facts import Finding, RecordKind
from domain.errors import Reason, Refused
from domain.operations.equipment import RECORDERS
from projections.tickets.equipment_register import Piece
from projections.tickets.ledger import tickets

DO = "equipment.record"


def draw(viewer: Viewer, piece: Piece) -> None:
    """Draw the form for whoever may record, or may write down what a technician did."""
    people = colleagues(viewer.house.views, viewer.site, viewer.now().astimezone(viewer.zone).date())
    able = doers(people, viewer.account, viewer.roles, RECORDERS)
    if not able:
        return
    t = viewer.t
    with st.container(border=True):
        st.subheader(t("Write a record"), anchor=False)
        kind = st.segmented_control(
            t("Kind of record"), list(KINDS), default=RecordKind.INSPECTION.value, key=key_of("kind"),
            format_func=lambda one: t(KINDS[one]), required=True,
        )  # fmt: skip
        finding = st.segmented_control(
            t("Finding"), list(FINDINGS), default=Finding.IN_ORDER.value, key=key_of("finding"),
            format_func=lambda one: t(FINDINGS[one]), required=True,
        )  # fmt: skip
        words = st.text_area(t("What was found, or done"), max_chars=400, key=key_of("words"))
        reading = st.text_input(t("Reading, such as 0.42 MPa"), max_chars=40, key=key_of("reading"))
        given: dict[str, Any] = {"kind": kind, "finding": finding, **_ticket(viewer, piece, str(finding))}
        given |= {"words": words} if words.strip() else {}
        given |= {"reading": reading.strip()} if reading.strip() else {}
        given |= _doer(viewer, able)
        at = _earlier(viewer)
        if st.button(t("Record"), type="primary", key=key_of("send")):
            if isinstance(at, Reason):
                frame.refused(viewer, t("This record is not kept"), Refused(at))
                return
            given |= {"at": at.isoformat()} if at else {}
            send(viewer, DO, t("This record is not kept"), t("Recorded."), unit=piece.unit, **given)


def _ticket(viewer: Viewer, piece: Piece, finding: str) -> dict[str, Any]:
    """The ticket that the record belongs to, or a new one for what is out of order."""
    t = viewer.t
    known = list(dict.fromkeys([*piece.open_tickets, *_of_the_place(viewer, piece)]))
    chosen = st.selectbox(
        t("Ticket, if it belongs to one"),
        known,
        index=None,
        key=key_of("ticket"),
        placeholder=t("Choose, or type a number"),
        accept_new_options=True,
    )
    if chosen:
        return {"ticket": chosen}
    if finding != Finding.NOT_IN_ORDER.value:
        return {}
    opens = st.checkbox(t("Open a ticket for it"), value=not piece.open_tickets, key=key_of("opens"))
    return {"open_a_ticket": True} if opens else {}


def _of_the_place(viewer: Viewer, piece: Piece) -> list[str]:
    """Open tickets about the place where it stands."""
    if not piece.stands_in:
        return []
    found = tickets(viewer.house.views, site=viewer.site, part=piece.stands_in, state="open")
    return [one.number for one in found.rows if one.unit == piece.stands_in]


def _doer(viewer: Viewer, able: Sequence[Colleague]) -> dict[str, str]:
    """Who did it: the viewer first, else one of those whose deeds the viewer may write down."""
    names = {one.account: one.name or one.account for one in able}
    doer = viewer.account
    if list(names) != [doer]:
        doer = str(
            st.selectbox(
                viewer.t("Who did it?"), list(names), key=key_of("doer"), format_func=names.__getitem__
            )
        )
    return {} if doer == viewer.account else {"doer": doer}


def _earlier(viewer: Viewer) -> datetime | Reason | None:
    """When it happened, where that was not just now."""
    t = viewer.t
    if not st.toggle(t("It happened earlier"), key=key_of("earlier")):
        return None
    now = viewer.now().astimezone(viewer.zone)
    with st.container(horizontal=True):
        day = st.date_input(t("Day"), now.date(), key=key_of("day"), format="YYYY-MM-DD", width=180)
        typed = st.text_input(t("Time, to the second"), f"{now:%H:%M:%S}", key=key_of("time"), width=180)
    return instant(day, typed, viewer.zone) or no_time(typed)
