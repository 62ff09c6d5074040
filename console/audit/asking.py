"""The auditor's start: one field for what is meant, the questions that can be asked of it, and the lists beside."""

import streamlit as st

from console.audit.address import QUESTION, TYPED, panel
from console.audit.examples import examples
from console.audit.panels import LISTS
from console.audit.prepared import PREPARED, answer_address, fits, whole_address
from console.audit.sheet import Lead, empty, heading, leads
from console.audit.telling import about, kind_word
from console.viewer import Viewer
from domain.errors import Term
from projections.audit.subjects import Subject, subjects


def draw(viewer: Viewer) -> None:
    """Draw the field, what it may mean, the questions, and at the right the lists that find what to look at."""
    left, right = st.columns([62, 38], gap="small")
    with left:
        typed = _field(viewer)
        found = subjects(viewer.house.views, site=viewer.site, text=typed)
        if typed:
            with st.container(border=True, key="audit-meant"):
                _meant(viewer, typed, found)
        with st.container(border=True, key="audit-questions"):
            _questions(viewer, found)
    with right, st.container(border=True, key="audit-lists"):
        heading(viewer.t("Where to look first"))
        leads(
            [
                Lead(viewer.t(one.title), viewer.t(one.says), panel(viewer, name))
                for name, one in LISTS.items()
            ]
        )


def _field(viewer: Viewer) -> str:
    t, query = viewer.t, st.query_params
    chosen = PREPARED.get(query.get(QUESTION, ""))
    with st.container(border=True, key="audit-field"):
        typed = st.text_input(
            t("{question} Say of what:", question=t(chosen.asks))
            if chosen
            else t("What do you want to know about?"),
            query.get(TYPED, ""),
            key="typed",
            max_chars=200,
            icon=":material/search:",
            help=t(
                "A ticket's number, a unit, somebody's account or name, an event's number, a command's id."
            ),
        ).strip()
        examples(viewer)
    if typed != query.get(TYPED, ""):
        query[TYPED] = typed
        if not typed:
            del query[TYPED]
    return typed


def _meant(viewer: Viewer, typed: str, found: list[Subject]) -> None:
    """What may be meant; each leads to the answer of the chosen question, or to its story."""
    t, asked = viewer.t, st.query_params.get(QUESTION, "changed")
    asked = asked if asked in PREPARED else "changed"
    words = Lead(
        t("“{words}” in what was written", words=typed),
        t("Looks for these words in everything that was written down."),
        panel(viewer, "search", words=typed),
    )
    heading(t("What “{typed}” may mean", typed=typed), t(PREPARED[asked].asks))
    if not found:
        empty(
            t("Nothing here goes by that number or name."),
            t("Type all of it, as it stands on the slip or on the page."),
        )
    rows = [
        Lead(
            f"{viewer.t(kind_word(one.kind))} {one.code}",
            about(viewer, one),
            answer_address(viewer, asked if fits(asked, one) else "changed", one),
        )
        for one in found
    ]
    leads([*rows, words])


def _questions(viewer: Viewer, found: list[Subject]) -> None:
    """All questions; of what was typed where they can be asked of it."""
    t = viewer.t
    subject = found[0] if found else None
    heading(
        t("Questions about {subject}", subject=subject.code)
        if subject
        else t("Questions that are often asked")
    )
    leads(
        [
            Lead(
                t(one.asks),
                t(one.answers),
                answer_address(viewer, code, subject)
                if subject and fits(code, subject)
                else whole_address(viewer, code),
                "" if subject is None or fits(code, subject) else t(Term("for the whole site")),
            )
            for code, one in PREPARED.items()
        ]
    )
