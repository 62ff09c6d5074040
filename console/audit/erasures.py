"""Erasing personal data: look for a person or a text, see what stands in the way and every trace, choose, confirm."""

from urllib.parse import quote

import streamlit as st

from console.audit import erasing
from console.audit.certificate import basis_of
from console.fileroom import forms, tables
from console.viewer import Viewer
from console.views import frame
from domain.errors import Refused, Term
from domain.operations import COMMANDS
from projections.audit.erasures import erasures, people_on_file, texts_on_file

WAYS = {"person": Term("A person"), "text": Term("One text")}


def draw(viewer: Viewer) -> None:
    """The form for those who erase, then every erasure there was."""
    tables.style()
    erases = bool(viewer.roles & set(COMMANDS["person.erase"].roles))
    st.title(viewer.t("Erase personal data") if erases else viewer.t("Erased personal data"))
    forms.say_what_was_done()
    if erases:
        _form(viewer)
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
    part = st.text_input(label, key=f"erasures.part.{way}").strip()
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
    )


def _past(viewer: Viewer) -> None:
    st.subheader(viewer.t("Erased so far"), anchor=False)
    told = erasures(viewer.house.views)
    if not told:
        st.write(viewer.t("Nothing has been erased yet."))
        return
    t = viewer.t
    headings = [t("Entry"), t("When"), t("Ground"), t("Went"), t("By")]
    rows = [
        [
            tables.Link(one.entry, f"/erasure/{quote(one.entry)}"),
            viewer.translator.moment(one.at),
            basis_of(viewer.translator, one),
            t(
                "{entries} entries, {versions} versions",
                entries=len(one.gone),
                versions=sum(e.versions for e in one.gone),
            ),
            one.doer or one.by or t("“steward restore”"),
        ]
        for one in told
    ]
    tables.paged(headings, rows, "erasures.list")
