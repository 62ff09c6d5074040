"""Erasing personal data: look for a person or a text, see what stands in the way and every trace, choose, confirm."""

from urllib.parse import quote

import streamlit as st

from console.audit import erasing, gone, sheet
from console.audit.certificate import basis_of
from console.fileroom import forms, tables
from console.viewer import Viewer
from console.views import frame
from domain.errors import Refused, Term
from domain.operations import COMMANDS
from projections.audit.erasures import Certificate, erasures, people_on_file, texts_on_file

FIELD_PX = 560
WAYS = {"person": Term("A person"), "text": Term("One text")}


def draw(viewer: Viewer) -> None:
    """The form for those who erase, whether somebody is gone, and every erasure there was."""
    sheet.style()
    tables.style()
    erases = bool(viewer.roles & set(COMMANDS["person.erase"].roles))
    title = viewer.t("Erase personal data") if erases else viewer.t("Erased personal data")
    sheet.head(viewer, "erasures", title, acts=erases)
    forms.say_what_was_done()
    if erases:
        with st.container(border=True, key="erasures-form"):
            _form(viewer)
    with st.container(border=True, key="erasures-gone"):
        gone.draw(viewer)
    with st.container(border=True, key="erasures-past"):
        _past(viewer)


def _form(viewer: Viewer) -> None:
    st.write(
        viewer.t(
            "What is erased is gone for good, in every version and without a copy here. History stays and says that it "
            "is gone, why and by whom."
        )
    )
    way = st.segmented_control(
        viewer.t("What is to go"),
        list(WAYS),
        format_func=lambda one: viewer.t(WAYS[one]),
        default="person",
        required=True,
        key="erasures.way",
        label_visibility="collapsed",
    )
    about_person = way != "text"
    label = (
        viewer.t("Name, phone number or register id")
        if about_person
        else viewer.t("Words of the text, or its id")
    )
    part = st.text_input(label, key=f"erasures.part.{way}", width=FIELD_PX).strip()
    if not part:
        return
    try:
        viewer.look("erasures", {"part": part})
    except Refused as refusal:
        frame.refused(viewer, viewer.t("Nobody can be looked for just now"), refusal)
        return
    if about_person:
        _choose_person(viewer, part)
    else:
        _choose_text(viewer, part)


def _choose_person(viewer: Viewer, part: str) -> None:
    found = {one.entry: one for one in people_on_file(viewer.house.views, part=part, limit=50)}
    chosen = _chosen(
        viewer, {id: f"{one.name} · {one.phone or '—'} · {id}" for id, one in found.items()}, "person"
    )
    if chosen:
        erasing.person(viewer, chosen)


def _choose_text(viewer: Viewer, part: str) -> None:
    found = {one.text: one for one in texts_on_file(viewer.house.views, part=part, limit=50)}
    chosen = _chosen(viewer, {id: f"{one.words[:60]} · {id}" for id, one in found.items()}, "text")
    if chosen:
        erasing.text(viewer, found[chosen])


def _chosen(viewer: Viewer, shown: dict[str, str], what: str) -> str | None:
    if not shown:
        st.write(viewer.t("Nothing like this is on file."))
        return None
    return st.selectbox(
        viewer.t("Found: {count}", count=len(shown)),
        list(shown),
        format_func=shown.__getitem__,
        index=0 if len(shown) == 1 else None,
        placeholder=viewer.t("Choose one"),
        key=f"erasures.chosen.{what}",
        width=FIELD_PX,
    )


def _past(viewer: Viewer) -> None:
    t, told = viewer.t, erasures(viewer.house.views)
    sheet.heading(t("Erased so far"), t("the certificate says what went and what still holds"))
    if not told:
        sheet.empty(t("Nothing has been erased yet."), "")
        return
    headings = [t("Certificate"), t("When"), t("Ground"), t("Went"), t("Now"), t("By")]
    tables.paged(headings, [_row(viewer, one) for one in told], "erasures.list")


def _row(viewer: Viewer, one: Certificate) -> list[tables.Cell]:
    t, back = viewer.t, sum(each.back for each in one.gone)
    return [
        tables.Link(one.entry, f"/erasure/{quote(one.entry)}"),
        viewer.translator.moment(one.at),
        basis_of(viewer.translator, one),
        t(
            "{entries} entries, {versions} versions",
            entries=len(one.gone),
            versions=sum(each.versions for each in one.gone),
        ),
        t("! {n} are there again", n=back) if back else t("✓ nothing is left"),
        one.doer or one.by or t("“steward restore”"),
    ]
