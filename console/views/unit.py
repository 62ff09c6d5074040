"""One unit: its file, people, equipment, household requests, and all that happened to it (UNT-01, 09, 10, 11)."""

from typing import Any
from uuid import uuid4

import streamlit as st

from console.equipmentpage import card, keeping, listing
from console.fileroom import forms, tables
from console.importing.places import kind_word
from console.ticketpage.component import part
from console.ticketpage.head import MAY_SEE_PHONES, masked
from console.ticketpage.story import household_data, story_data
from console.ticketpage.unit_sentences import FILES, HANDOVER
from console.viewer import SITE_PARAMETER, Viewer
from console.views import frame
from domain.errors import Refused, Term
from domain.operations import COMMANDS
from domain.places import EQUIPMENT_ROOMS, UnitKind
from domain.unit_facts import FileKind
from domain.units import Unit, unit_stream
from projections.tickets.story import unit_story

UNIT = "u"
ERASED = Term("erased")
_REFUSED = "unit.refused"


def draw(viewer: Viewer) -> None:
    """Draw the unit that the address names."""
    code = st.query_params.get(UNIT, "")
    unit = viewer.house.log.get(Unit, unit_stream(viewer.site, code))
    if not unit.exists:
        frame.note(
            viewer.t("There is no unit “{unit}” at this site.", unit=code[:60]),
            viewer.t("Check the number, or register the unit."),
        )
        return
    tables.style()
    st.title(f"{unit.place.name} {code}" if unit.equipment and unit.place else code, anchor=False)
    forms.say_what_was_done()
    if unit.kind is not UnitKind.HOME:
        _equipment_here(viewer, unit)
    left, right = st.columns([37, 63], gap="small")
    with left:
        card.draw(viewer, unit, _table)
        _file(viewer, unit)
        if unit.kind is UnitKind.HOME:
            _people(viewer, unit)
    with right:
        now = viewer.now()
        lines = unit_story(viewer.house.views, site=viewer.site, unit=code)
        data = {
            "story": story_data(viewer, lines, now, of_unit=True),
            "household": household_data(viewer, code, now),
        }
        pressed = part(viewer, "story", data, key="story")
        if (gone := pressed.get("go")) and gone["page"] == "ticket":
            frame.go("ticket", t=str(gone["ticket"]), **{SITE_PARAMETER: viewer.site})


def _equipment_here(viewer: Viewer, unit: Unit) -> None:
    """The pieces that stand in a place, and in an equipment room the way to enter one (UNT-03, UNT-09)."""
    pieces = card.pieces_here(viewer, unit)
    if not pieces and unit.kind not in EQUIPMENT_ROOMS:
        return
    with st.container(border=True):
        st.subheader(viewer.t("Equipment here"), anchor=False)
        if pieces:
            listing.draw(viewer, pieces, key="equipment.here", placed=False)
        else:
            st.caption(viewer.t("No equipment is entered here yet."))
        keeping.enter(viewer, unit.code)


def _file(viewer: Viewer, unit: Unit) -> None:
    """The file card."""
    t, file = viewer.t, unit.file
    is_home = unit.kind is UnitKind.HOME
    rows = {
        t("Kind"): "" if is_home else kind_word(unit.kind.value, viewer.translator.language),
        t("Called"): unit.place.name if unit.place else "",
        t("Building"): file.building,
        t("Entrance"): file.entrance,
        t("Floor"): file.floor,
        t("Door"): file.door,
        t("Layout"): file.unit_type,
        t("Area"): t("{area} m²", area=f"{file.area_dm2 / 100:g}") if file.area_dm2 else "",
        t("State"): t(HANDOVER[unit.handover_state.value]) if is_home else "",
        t("Permanently resident"): (t("Yes") if unit.permanently_resident else t("No")) if is_home else "",
        t("Warranty until"): viewer.translator.day(unit.warranty_ends) if unit.warranty_ends else "",
        t("Fit-out"): unit.fit_out_state,
        **card.file_rows(viewer, unit),
        t("Files kept"): viewer.translator.listed(
            [FILES[kind.value] for kind in FileKind if kind in unit.files]
        ),
    }
    with st.container(border=True):
        st.subheader(t("File card"), anchor=False)
        _table(rows)
        _defects(viewer, unit)


def _defects(viewer: Viewer, unit: Unit) -> None:
    """What is known to be out of order, noted and taken off by whoever may; equipment has records instead (UNT-08)."""
    t, said = viewer.t, viewer.house.views.texts(ref.id for ref in unit.defects.values())
    if (refused := st.session_state.pop(_REFUSED, None)) is not None:
        frame.refused(viewer, t("The defect is not recorded"), refused)
    for number, ref in unit.defects.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            what = said.get(ref.id, t(ERASED))
            st.text(viewer.translator.t("Legacy defect: “{text}”", text=what), width="stretch")
            if _may(viewer, "unit.close_defect"):
                given = {"unit": unit.code, "defect": number}
                args = (viewer, "unit.close_defect", given)
                st.button(t("It is gone"), key=f"unit.gone.{number}", on_click=_record, args=args)
    if unit.equipment is None and _may(viewer, "unit.open_defect"):
        with st.form("unit.defect", border=False, clear_on_submit=True):
            what = st.text_input(t("What is out of order"), max_chars=400)
            if st.form_submit_button(t("Note a defect")):
                _record(viewer, "unit.open_defect", {"unit": unit.code, "what": what})
                st.rerun()


def _may(viewer: Viewer, do: str) -> bool:
    return bool(viewer.roles & set(COMMANDS[do].roles))


def _record(viewer: Viewer, do: str, given: dict[str, str]) -> None:
    try:
        viewer.submit(do, uuid4().hex, **given)
    except Refused as refusal:
        st.session_state[_REFUSED] = refusal


def _table(rows: dict[str, str]) -> None:
    for name, value in rows.items():
        if value:
            with st.container(horizontal=True, gap="small"):
                st.caption(name, width=130)
                st.text(value, width="stretch")


def _people(viewer: Viewer, unit: Unit) -> None:
    """Owner and tenants; phones masked until somebody who may see them asks."""
    t, views = viewer.t, viewer.house.views
    ids = {ref.id: t("Owner") for ref in [unit.owner] if ref} | {id: t("Tenant") for id in unit.tenants}
    known = views.people(ids)
    key = f"phones:{viewer.site}:{unit.code}"
    may = bool(viewer.roles & MAY_SEE_PHONES)
    with st.container(border=True):
        st.subheader(t("Residents"), anchor=False)
        if not ids:
            st.caption(t("Nobody is entered here yet."))
        for id, relation in ids.items():
            st.text(_person(viewer, relation, known.get(id), shown=may and key in st.session_state))
        if ids and may and key not in st.session_state:
            st.button(t("Show the numbers"), key="phones", on_click=_show, args=(key,))


def _person(viewer: Viewer, relation: str, entry: dict[str, Any] | None, *, shown: bool) -> str:
    if entry is None:
        return f"{relation}  {viewer.t(ERASED)}"
    phone = str(entry.get("phone", ""))
    return f"{relation}  {entry.get('name', '')}  {phone if shown else masked(phone)}"


def _show(key: str) -> None:
    st.session_state[key] = True
