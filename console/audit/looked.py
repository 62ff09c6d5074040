"""Who looked at what, as of when, and what was taken away."""

from collections.abc import Mapping

import streamlit as st

from console.access.looks import Looked
from console.audit.address import PANEL
from console.audit.filters import account_of
from console.audit.look_words import what
from console.audit.sheet import empty, heading
from console.fileroom import tables
from console.looking import called
from console.moments import moment_of
from console.viewer import Viewer
from domain.errors import Refused, Term
from projections.members import names

PAGE_ROWS = 100
BEFORE = "before"
WAYS: Mapping[str, Term] = {
    "page": Term("on the page"),
    "ask": Term("asked at the command line"),
    "export": Term("taken away"),
}
WHOLE = Term("now")


def draw(viewer: Viewer) -> None:
    """Draw the filters and one page of looks, the latest first."""
    t, query = viewer.t, st.query_params
    with st.container(horizontal=True, vertical_alignment="bottom"):
        account = _word(viewer, "account", t("Account or name"))
        about = _word(viewer, "about", t("About, for example a ticket's number"))
        past = st.checkbox(t("only at past moments"), query.get("past") == "1", key="past")
    before = query.get(BEFORE, "")
    found = viewer.house.access.looks.latest(
        sites=[viewer.site],
        account=account_of(viewer, account),
        about=called(about, [viewer.site]),
        past=past,
        before=int(before[:15]) if before.isdigit() and before.isascii() else None,
        limit=PAGE_ROWS + 1,
    )
    with st.container(border=True, key="audit-looked"):
        heading(t("Who looked"), t("latest first, kept outside the business record"))
        if not found:
            empty(t("Nobody looked."), t("What is asked about now, on an ordinary page, is no look."))
            return
        _table(viewer, found[:PAGE_ROWS])
    if len(found) > PAGE_ROWS:
        st.button(t("Earlier looks"), key="earlier", on_click=_back_to, args=(found[PAGE_ROWS - 1].id,))


def _word(viewer: Viewer, name: str, label: str) -> str:
    typed = st.text_input(label, st.query_params.get(name, ""), key=name, max_chars=60, width=260).strip()
    if typed != st.query_params.get(name, ""):
        st.query_params.pop(BEFORE, None)
        st.query_params[name] = typed
    return typed


def _back_to(before: int) -> None:
    st.query_params[PANEL] = "looked"
    st.query_params[BEFORE] = str(before)


def _table(viewer: Viewer, found: list[Looked]) -> None:
    t = viewer.t
    people = names(viewer.house.views, {one.account for one in found})
    headings = (t("When"), t("Who"), t("What was looked at"), t("As of"), t("By which way"))
    rows = [
        (
            viewer.translator.moment(one.at),
            _who(viewer, one.account, people),
            what(viewer, one),
            as_of(viewer, one),
            t(WAYS[one.way]) if one.way in WAYS else one.way,
        )
        for one in found
    ]
    tables.table(headings, rows)


def _who(viewer: Viewer, account: str, people: Mapping[str, str]) -> str:
    if account.startswith("terminal:"):
        return viewer.t("{name}, at the server's command line", name=account.partition(":")[2])
    name = people.get(account, account)
    return account if name in ("", account) else f"{name} · {account}"


def as_of(viewer: Viewer, one: Looked) -> str:
    """The moment that was looked at."""
    if not one.as_of:
        return viewer.t(WHOLE)
    if one.as_of.isdigit():
        return viewer.t("event {position}", position=one.as_of)
    try:
        moment = moment_of(one.as_of, viewer.zone)
    except Refused:  # no clock of this site has it
        return one.as_of
    told = viewer.translator.show(moment)
    return viewer.t("{at}, as it happened", at=told) if one.axis == "happened" else told
