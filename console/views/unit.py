"""One unit: its file, people, equipment, household requests, and all that happened to it (UNT-01, 09, 10, 11)."""

from typing import Any
from uuid import uuid4

import streamlit as st

from console.equipmentpage import card, keeping, listing
from console.fileroom import forms, tables
from console.importing.places import kind_word
from console.moments import AS_OF
from console.plain import plain
from console.ticketpage.component import part
from console.ticketpage.head import MAY_SEE_PHONES, masked
from console.ticketpage.story import household_data, story_data
from console.ticketpage.unit_sentences import FILES, HANDOVER
from console.viewer import SITE_PARAMETER, Viewer
from console.views import frame
from console.views.as_of import as_of_entry, asked_axis, asked_moment, no_moment, say_then
from domain.errors import Refused, Term
from domain.operations import COMMANDS
from domain.places import EQUIPMENT_ROOMS, UnitKind
from domain.unit_facts import FileKind
from domain.units import Unit, unit_stream
from projections.asking.history import stream_at
from projections.asking.moments import AsOf, Axis
from projections.asking.views import Views
from projections.tickets.story import unit_story

UNIT = "u"
ERASED = Term("erased")
_REFUSED = "unit.refused"


def draw(viewer: Viewer) -> None:
    """Draw the unit that the address names."""
    code = st.query_params.get(UNIT, "")
    try:
        as_of, axis = asked_moment(viewer), asked_axis()
        unit = unit_at(viewer.house.views, viewer.site, code, as_of, axis)
    except Refused as refusal:
        no_moment(viewer, refusal)
        return
    if not unit.exists and as_of is not None:
        frame.note(
            viewer.t("There was no unit “{unit}” at that time.", unit=code[:60]),
            viewer.t("Choose a later moment, or go back to now."),
        )
        as_of_entry(viewer)
        return
    if not unit.exists:
        frame.note(
            viewer.t("There is no unit “{unit}” at this site.", unit=code[:60]),
            viewer.t("Check the number, or register the unit."),
        )
        return
    tables.style()
    with st.container(horizontal=True, vertical_alignment="center"):
        title = f"{unit.place.name} {code}" if unit.equipment and unit.place else code
        st.title(plain(title), anchor=False, width="content")
        as_of_entry(viewer, axes=True)
    if as_of is not None:
        say_then(viewer, as_of)
    forms.say_what_was_done()
    if unit.kind is not UnitKind.HOME:
        _equipment_here(viewer, unit, as_of)
    left, right = st.columns([37, 63], gap="small")
    with left:
        card.draw(viewer, unit, _table, as_of)
        _file(viewer, unit, past=as_of is not None)
        if unit.kind is UnitKind.HOME:
            _people(viewer, unit)
    with right:
        _story(viewer, code, as_of, axis)


def unit_at(views: Views, site: str, code: str, as_of: AsOf, axis: Axis) -> Unit:
    """The unit as it was known, or as it really was, at a moment."""
    stream = unit_stream(site, code)
    return Unit(stream).replay(stream_at(views, stream, as_of, axis))


def _story(viewer: Viewer, code: str, as_of: AsOf, axis: Axis) -> None:
    """All that happened; a past story leads on to the past of its tickets."""
    views, now = viewer.house.views, viewer.now()
    lines = unit_story(views, site=viewer.site, unit=code, as_of=as_of, axis=axis)
    past = as_of is not None
    data = {
        "story": story_data(viewer, lines, now, of_unit=True),
        "household": None if past else household_data(viewer, code, now),
    }
    pressed = part(viewer, "story", data, key="story", past=past)
    if (gone := pressed.get("go")) and gone["page"] == "ticket":
        then = {AS_OF: st.query_params[AS_OF]} if past else {}
        frame.go("ticket", t=str(gone["ticket"]), **then, **{SITE_PARAMETER: viewer.site})


def _equipment_here(viewer: Viewer, unit: Unit, as_of: AsOf) -> None:
    """The pieces that stand in a place, and in an equipment room the way to enter one (UNT-03, UNT-09)."""
    pieces = card.pieces_here(viewer, unit, as_of)
    if not pieces and unit.kind not in EQUIPMENT_ROOMS:
        return
    with st.container(border=True):
        st.subheader(viewer.t("Equipment here"), anchor=False)
        if pieces:
            listing.draw(viewer, pieces, key="equipment.here", placed=False)
        else:
            st.caption(viewer.t("No equipment is entered here yet."))
        if as_of is None:
            keeping.enter(viewer, unit.code)


def _file(viewer: Viewer, unit: Unit, *, past: bool) -> None:
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
        _defects(viewer, unit, past=past)


def _defects(viewer: Viewer, unit: Unit, *, past: bool) -> None:
    """What is known to be out of order, noted and taken off by whoever may; equipment has records instead (UNT-08)."""
    t, said = viewer.t, viewer.house.views.texts(ref.id for ref in unit.defects.values())
    if (refused := st.session_state.pop(_REFUSED, None)) is not None:
        frame.refused(viewer, t("The defect is not recorded"), refused)
    for number, ref in unit.defects.items():
        with st.container(horizontal=True, vertical_alignment="center"):
            what = said.get(ref.id, t(ERASED))
            st.text(viewer.translator.t("Legacy defect: “{text}”", text=what), width="stretch")
            if not past and _may(viewer, "unit.close_defect"):
                given = {"unit": unit.code, "defect": number}
                args = (viewer, "unit.close_defect", given)
                st.button(t("It is gone"), key=f"unit.gone.{number}", on_click=_record, args=args)
    if unit.equipment is None and not past and _may(viewer, "unit.open_defect"):
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
                st.caption(plain(name), width=130)
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
