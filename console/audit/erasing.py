"""The form of one erasure: what stands in the way, every trace, what goes with it, the ground, and the id typed again."""

from collections.abc import Sequence

import streamlit as st

from console.fileroom import forms, tables
from console.viewer import Viewer
from domain.erasure import TERMS, WHATEVER_STANDS, Basis
from domain.errors import Term
from domain.traces import Trace
from projections.audit.erasures import Holder, Same, TextOnFile, Traces, traces_of_person

STANDS = {
    "owner": Term("owns {place}"),
    "tenant": Term("rents {place}"),
    "works": Term("works here as {place}"),
}


def person(viewer: Viewer, entry: str) -> None:
    """Everything that speaks of a person, and the form that erases them."""
    t, traces = viewer.t, traces_of_person(viewer.house.views, person=entry)
    st.subheader(f"{_plain(traces.name)} {traces.phone}", anchor=False)
    tables.table(
        [t("Register id"), t("Versions"), t("Spoken of in")],
        [[entry, str(traces.versions), _places(viewer, traces.streams)]],
    )
    others = _others(viewer, traces.others)
    held = [*traces.holders, *(one for same in traces.others if same.entry in others for one in same.holders)]
    if held:
        st.warning(_in_the_way(viewer, held))
    texts = _texts(viewer, traces)
    basis = _basis(viewer, entry)
    if _confirmed(viewer, entry, basis) and basis:
        given = {"person": entry, "others": others, "texts": texts, "basis": basis.value}
        said = t(
            "{entry} is erased, with {others} entries and {texts} texts.",
            entry=entry,
            others=len(others),
            texts=len(texts),
        )
        forms.send(viewer, f"erase.{entry}", "person.erase", t("The person cannot be erased"), said, **given)


def text(viewer: Viewer, one: TextOnFile) -> None:
    """The words of one text, and the form that erases them."""
    t = viewer.t
    tables.table(
        [t("Register id"), t("Words"), t("Spoken of in")],
        [[one.text, one.words, _places(viewer, one.streams)]],
    )
    basis = _basis(viewer, one.text)
    if _confirmed(viewer, one.text, basis) and basis:
        said = t("The words of {entry} are erased.", entry=one.text)
        headline = t("The text cannot be erased")
        forms.send(
            viewer, f"redact.{one.text}", "text.redact", headline, said, text=one.text, basis=basis.value
        )


def _in_the_way(viewer: Viewer, held: Sequence[Holder]) -> str:
    stands = [viewer.t(STANDS[one.stands], place=one.place.rpartition(":")[2]) for one in held]
    return viewer.t(
        "Stands in the way: {stands}. Unless consent was withdrawn or keeping it was unlawful, that ends first.",
        stands=stands,
    )


def _others(viewer: Viewer, others: Sequence[Same]) -> list[str]:
    """Entries of the same number, each with its own answer; they go with the person unless somebody says no."""
    if not others:
        return []
    st.markdown(f"**{viewer.t('Entries with the same phone number')}**")
    return [one.entry for one in others if _ticked(viewer, one.entry, one.name, one.streams, goes=True)]


def _texts(viewer: Viewer, traces: Traces) -> list[str]:
    """What says the number goes; what says the name only is for somebody to read and decide."""
    if not traces.texts:
        st.write(viewer.t("No text holds the number or the name."))
        return []
    st.markdown(f"**{viewer.t('Texts that speak of this person')}**")
    st.caption(viewer.t("A text with the phone number must go. A text with the name goes if you tick it."))
    return [
        one.text
        for one in traces.texts
        if _ticked(viewer, one.text, one.words, one.streams, goes=one.said is Trace.PHONE)
    ]


def _ticked(viewer: Viewer, id: str, words: str, streams: Sequence[str], *, goes: bool) -> bool:
    told = f"{_plain(words)} · {_places(viewer, streams)} · {id}"
    return st.checkbox(told, value=goes, key=f"erasures.goes.{id}")


_MARKS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]()#+-.!|~<>:$"})
"""Signs that Streamlit would read as markup."""


def _plain(words: str) -> str:
    return words.translate(_MARKS)


def _places(viewer: Viewer, streams: Sequence[str]) -> str:
    """Where events point to it: tickets and units by their number, the rest by stream."""
    named = [stream.rpartition(":")[2] if stream.count(":") > 1 else stream for stream in streams]
    return viewer.translator.listed(named) if named else "—"


def _basis(viewer: Viewer, entry: str) -> Basis | None:
    """The ground, which nobody chooses for anybody."""
    return st.radio(
        viewer.t("Ground (Personal Information Protection Law, Article 47)"),
        list(Basis),
        format_func=lambda one: viewer.t(TERMS[one]),
        captions=[
            viewer.t("also while living or working here") if one in WHATEVER_STANDS else "" for one in Basis
        ],
        index=None,
        key=f"erasures.basis.{entry}",
    )


def _confirmed(viewer: Viewer, entry: str, basis: Basis | None) -> bool:
    """Whether a ground was chosen, the id typed once more, and the press came."""
    with st.form(f"erasures.confirm.{entry}", border=False):
        typed = st.text_input(
            viewer.t("Type {entry} to confirm", entry=entry), key=f"erasures.typed.{entry}", width=320
        )
        pressed = st.form_submit_button(viewer.t("Erase for good"), type="primary")
    if pressed and typed.strip() != entry:
        st.error(viewer.t("The id that you typed is another one; nothing was erased."))
    elif pressed and basis is None:
        st.error(viewer.t("No ground is chosen yet; nothing was erased."))
    return pressed and typed.strip() == entry
