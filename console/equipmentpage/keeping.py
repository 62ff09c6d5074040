"""Keeping the register itself: entering a piece, taking it out of service, putting it back (UNT-09)."""

from datetime import date
from typing import Any

import streamlit as st

from console.equipmentpage.sending import key_of, may, send
from console.ticketpage.equipment_sentences import SYSTEMS
from console.viewer import Viewer
from domain.equipment_facts import System
from projections.tickets.equipment_register import Piece

EARLIEST = date(1970, 1, 1)


def enter(viewer: Viewer, stands_in: str = "") -> None:
    """The form for a new piece; in a room's page it stands there, else its place is asked for."""
    if not may(viewer, "equipment.register"):
        return
    t = viewer.t
    with st.expander(t("Enter a piece of equipment")):
        unit = st.text_input(t("Number"), max_chars=40, key=key_of("new.unit"))
        name = st.text_input(t("Name of the equipment"), max_chars=40, key=key_of("new.name"))
        system = st.selectbox(
            t("System"), list(SYSTEMS), key=key_of("new.system"), format_func=lambda one: t(SYSTEMS[one])
        )
        where: dict[str, Any] = {"stands_in": stands_in}
        if not stands_in:
            where = {
                "stands_in": st.text_input(
                    t("Unit number of its equipment room or place"), max_chars=40, key=key_of("new.place")
                ).strip(),
                "building": st.text_input(
                    t("Building, where it stands in no such place"), max_chars=40, key=key_of("new.building")
                ).strip(),
            }
        maker = st.text_input(t("Maker"), max_chars=40, key=key_of("new.maker"))
        model = st.text_input(t("Model"), max_chars=40, key=key_of("new.model"))
        since = st.date_input(
            t("In service since"), None, format="YYYY-MM-DD", key=key_of("new.since"), min_value=EARLIEST
        )
        if st.button(t("Enter it"), key=key_of("new.send")):
            asked = {"maker": maker.strip(), "model": model.strip(), **where}
            given = {
                "unit": unit.strip(),
                "name": name.strip(),
                "system": system or System.OTHER.value,
                **{field: value for field, value in asked.items() if value},
            }
            given |= {"in_service_since": since.isoformat()} if since else {}
            send(
                viewer,
                "equipment.register",
                t("This piece is not entered"),
                t("{unit} stands in the equipment register.", unit=unit.strip()),
                **given,
            )


def service(viewer: Viewer, piece: Piece) -> None:
    """Take a piece out of service, or put it back."""
    if not may(viewer, "equipment.withdraw"):
        return
    t, today = viewer.t, viewer.now().astimezone(viewer.zone).date()
    out = piece.out_since is not None
    with st.expander(t("Put it back into service") if out else t("Take it out of service")):
        on = st.date_input(t("On the day"), today, format="YYYY-MM-DD", key=key_of("service.on"), width=180)
        why = "" if out else st.text_input(t("Why"), max_chars=400, key=key_of("service.why"))
        if st.button(t("Put back") if out else t("Take out"), key=key_of("service.send")):
            do, more = ("put_back", {}) if out else ("withdraw", {"why": why})
            send(
                viewer,
                f"equipment.{do}",
                t("Its service is left as it was"),
                t("Recorded."),
                unit=piece.unit,
                on=on.isoformat(),
                **more,
            )
