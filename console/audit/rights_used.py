"""Who used which role, who wrote down for whom, which roles came and went."""

import streamlit as st

from console.audit import filters, found
from console.audit.address import panel
from console.audit.filters import Field
from console.audit.sheet import empty, heading
from console.audit.telling import fact_words
from console.fileroom import tables
from console.fileroom.tables import Cell, Link
from console.viewer import Viewer
from domain.roles import TERMS
from projections.audit.rights import Rights, Used, WroteFor, rights

NAMES = ("who", "since", "until")


def draw(viewer: Viewer) -> None:
    """Draw the form and the three tables."""
    t = viewer.t
    with st.container(border=True, key="audit-rights-form"):
        asks = [Field("who", t("Account, as doer or recorder")), *filters.period_fields(viewer)]
        filters.form(viewer, "rights", asks, t("Show"))
    result = rights(
        viewer.house.views,
        site=viewer.site,
        who=filters.account(viewer, "who"),
        since=filters.begins(viewer, "since"),
        until=filters.ends(viewer, "until"),
        before=filters.number("before", 0),
    )
    with st.container(border=True, key="audit-rights"):
        heading(t("Who did what in which role"), t("{n} people and roles", n=len(result.used)))
        _used(viewer, result)
        said = found.as_far(viewer, result.extent)
        found.further(viewer, said, result.extent, "rights", found.address_of(*NAMES))
    with st.container(border=True, key="audit-wrote-for"):
        heading(t("Who wrote down for whom"))
        _wrote_for(viewer, result)
    with st.container(border=True, key="audit-grants"):
        heading(t("Roles granted and ended"), t("of the whole company"))
        found.table(viewer, result.grants, t("No role came or went."))


def _used(viewer: Viewer, result: Rights) -> None:
    t = viewer.t
    if not result.used:
        empty(t("Nobody did anything."), t("Another period or account may show more."))
        return
    headings = (t("Who"), t("Role"), t("Written down themselves"), t("By others for them"), t("Mostly"))
    tables.table(headings, [_row(viewer, one) for one in result.used], figures=(2, 3))


def _row(viewer: Viewer, one: Used) -> list[Cell]:
    name = _called(viewer, one.account, one.name)
    to = panel(viewer, "search", doer=one.account, role=one.role, **found.address_of("since", "until"))
    return [
        Link(name, to) if one.account else name,
        _role(viewer, one.role),
        f"{one.recorded:,}",
        f"{one.by_others:,}",
        "\n".join(list(fact_words(viewer, dict.fromkeys(one.facts, 1)))[:3]),
    ]


def _called(viewer: Viewer, account: str, name: str) -> str:
    if not account:
        return viewer.t("the household")
    return account if name == account else f"{name or viewer.t('erased')} · {account}"


def _role(viewer: Viewer, role: str) -> str:
    words = {one.value: term for one, term in TERMS.items()}
    return viewer.t(words[role]) if role in words else viewer.t("none needed")


def _wrote_for(viewer: Viewer, result: Rights) -> None:
    t = viewer.t
    if not result.wrote_for:
        empty(t("Everybody wrote down themselves."), "")
        return
    headings = (t("Who recorded"), t("For whom"), t("Role of the doer"), t("Events"))
    tables.table(headings, [_pair(viewer, one) for one in result.wrote_for], figures=(3,))


def _pair(viewer: Viewer, one: WroteFor) -> list[Cell]:
    to = panel(viewer, "search", by=one.recorder, doer=one.doer, **found.address_of("since", "until"))
    return [
        Link(_called(viewer, one.recorder, one.recorder_name), to),
        _called(viewer, one.doer, one.doer_name),
        _role(viewer, one.role),
        f"{one.events:,}",
    ]
