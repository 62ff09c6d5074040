"""Repeated refusals: who was refused what how often. A refusal is no event; nothing of its content is kept."""

from datetime import timedelta

import streamlit as st

from console.access.refusals import Refusals
from console.audit.address import panel
from console.audit.sheet import empty, heading
from console.fileroom import tables
from console.fileroom.tables import Cell, Link
from console.viewer import Viewer
from projections.members import names

DAYS = 90


def draw(viewer: Viewer) -> None:
    """Draw everybody who was refused the same command more than once."""
    t = viewer.t
    since = (viewer.now().astimezone(viewer.zone).date() - timedelta(days=DAYS)).isoformat()
    found = viewer.house.access.refusals.most([viewer.site], since)
    with st.container(border=True, key="audit-refused"):
        heading(
            t("Refused more than once in {n} days", n=DAYS), t("counted only; what was typed is not kept")
        )
        if not found:
            empty(
                t("Nobody was refused the same thing twice."),
                t("A refusal is no event, and leaves no trace in the record."),
            )
            return
        people = names(viewer.house.views, {one.account for one in found})
        headings = (t("Who"), t("Command"), t("Times"), t("Days"), t("Last on"))
        tables.table(
            headings, [_row(viewer, one, people.get(one.account, "")) for one in found], figures=(2, 3)
        )


def _row(viewer: Viewer, one: Refusals, name: str) -> list[Cell]:
    called = one.account if name in ("", one.account) else f"{name} · {one.account}"
    return [
        Link(called or "?", panel(viewer, "rights", who=one.account)),
        one.command,
        f"{one.count:,}",
        str(one.days),
        one.last,
    ]
