"""Tickets that went otherwise than the procedure has it, the most often first, with each reason counted."""

from datetime import UTC, datetime, timedelta
from html import escape
from typing import Literal

import streamlit as st

from console.audit import filters, found
from console.audit.address import case, panel
from console.audit.filters import Field
from console.audit.sheet import CURRENT, empty, heading
from console.fileroom import tables
from console.fileroom.tables import Cell, Link
from console.ticketpage.stamps import stamp
from console.ticketpage.trade import KINDS
from console.viewer import Viewer
from projections.audit.deviations import REASONS, Deviation, Deviations, Reason, ranking

PAGE_ROWS = 50
NAMES = ("kind", "since", "until")


def draw(viewer: Viewer) -> None:
    """Draw the form, the reasons with how often each holds, and one page of tickets."""
    t, by, number = viewer.t, _by(), max(filters.number("page", 1), 1)
    result = ranking(
        viewer.house.views,
        site=viewer.site,
        by=by,
        kind=filters.chosen("kind", KINDS),
        since=filters.begins(viewer, "since"),
        until=filters.ends(viewer, "until"),
        limit=PAGE_ROWS,
        offset=(number - 1) * PAGE_ROWS,
    )
    with st.container(border=True, key="audit-rank-form"):
        filters.form(viewer, "rank", _fields(viewer), t("Show"))
        _reasons(viewer, result, by)
    with st.container(border=True, key="audit-rank"):
        heading(
            t("{n} tickets went otherwise than planned", n=f"{result.tickets:,}"),
            t("limits of a ticket still open count as far as they are missed now"),
        )
        if not result.rows:
            empty(t("Nothing deviates."), t("Another reason or period may show more."))
            return
        headings = (t("Ticket"), t("Kind"), t("Where"), t("Reported"), t("Why"), t("In all"))
        tables.table(headings, [_row(viewer, one) for one in result.rows], figures=(5,))
        _pages(viewer, result, by, number)


def _by() -> Reason | Literal[""]:
    """The reason by which the address ranks."""
    for reason in REASONS:
        if reason == filters.asked("by"):
            return reason
    return ""


def _fields(viewer: Viewer) -> list[Field]:
    t = viewer.t
    kinds = [("", t("Every kind")), *((code, t(term)) for code, term in KINDS.items())]
    return [
        Field("kind", t("Kind"), "choice", choices=kinds),
        Field("since", t("Reported from"), "date"),
        Field("until", t("Reported up to"), "date"),
        Field("by", "", "hidden"),
    ]


def _reasons(viewer: Viewer, result: Deviations, by: str) -> None:
    """Each reason with how often it holds among those that are shown."""
    kept = found.address_of(*NAMES)
    chips = [_chip(viewer.t("Every reason"), panel(viewer, "rank", **kept), on=not by)]
    for reason, term in REASONS.items():
        count = result.counts.get(reason, 0)
        word = f"{viewer.t(term)} {count:,}"
        chips.append(_chip(word, panel(viewer, "rank", by=reason, **kept), on=reason == by))
    st.html(f'<nav class="audit-chips">{"".join(chips)}</nav>')


def _chip(word: str, address: str, *, on: bool) -> str:
    return f'<a href="{escape(address)}" target="_self"{CURRENT if on else ""}>{escape(word)}</a>'


def _row(viewer: Viewer, one: Deviation) -> list[Cell]:
    t = viewer.t
    reasons = sorted(one.counts, key=lambda reason: -one.counts[reason])
    return [
        Link(one.number, case(viewer, f"ticket:{viewer.site}:{one.number}")),
        t(KINDS[one.kind]) if one.kind in KINDS else one.kind,
        one.unit,
        stamp(datetime.fromtimestamp(one.reported_at, UTC), viewer.translator, viewer.now()),
        "\n".join(
            [*(f"{t(REASONS[reason])} × {one.counts[reason]}" for reason in reasons), *_open(viewer, one)]
        ),
        str(one.total),
    ]


def _open(viewer: Viewer, one: Deviation) -> list[str]:
    """That more may come of it, and how late it is by now."""
    if one.late_s:
        span = viewer.translator.duration(timedelta(seconds=one.late_s))
        return [viewer.t("still open, {time} over so far", time=span)]
    return [viewer.t("still open")] if one.is_open else []


def _pages(viewer: Viewer, result: Deviations, by: str, number: int) -> None:
    last = -(-result.tickets // PAGE_ROWS)
    kept = {**found.address_of(*NAMES), "by": by}
    links = [
        f'<a href="{escape(panel(viewer, "rank", page=to, **kept))}" target="_self">{escape(word)}</a>'
        for to, word in ((number - 1, viewer.t("Previous page")), (number + 1, viewer.t("Next page")))
        if 1 <= to <= last
    ]
    said = viewer.t("Page {number} of {last}", number=number, last=last)
    st.html(f'<p class="audit-extent">{escape(said)} {" ".join(links)}</p>')
