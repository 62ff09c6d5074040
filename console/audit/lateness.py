"""Who recorded how much late, and the events themselves."""

from collections.abc import Sequence
from datetime import timedelta
from html import escape

import streamlit as st

from console.audit import filters, found
from console.audit.address import panel
from console.audit.filters import Field
from console.audit.sheet import empty, heading
from console.audit.telling import DAY_S, fact_words
from console.fileroom import tables
from console.fileroom.tables import Cell, Link
from console.viewer import Viewer
from projections.audit.late import LateRecorder, late
from projections.audit.search import search

USUAL_MIN = 30
NAMES = ("minutes", "who", "since", "until")


def draw(viewer: Viewer) -> None:
    """Draw the form, everybody who recorded late, and the latest of those events."""
    t = viewer.t
    who = filters.account(viewer, "who")
    minutes = min(filters.number("minutes", USUAL_MIN) or USUAL_MIN, 60 * 24 * 365)
    since, until = filters.begins(viewer, "since"), filters.ends(viewer, "until")
    before = filters.number("before", 0)
    with st.container(border=True, key="audit-late-form"):
        asks = Field("minutes", t("More than so many minutes late"), "number", hint=str(USUAL_MIN))
        filters.form(
            viewer,
            "late",
            [asks, Field("who", t("Account or name")), *filters.period_fields(viewer)],
            t("Show"),
        )
    counted = late(
        viewer.house.views, site=viewer.site, minutes=minutes, since=since, until=until, before=before
    )
    with st.container(border=True, key="audit-late"):
        heading(
            t("Recorded more than {n} minutes after it happened", n=minutes),
            t("files of other ledgers are left out"),
        )
        _people(viewer, [one for one in counted.people if who in ("", one.account)], minutes)
        st.html(f'<p class="audit-extent">{escape(found.as_far(viewer, counted.extent))}</p>')
    events = search(
        viewer.house.views,
        site=viewer.site,
        late_min=minutes,
        by=who,
        since=since,
        until=until,
        before=before,
    )
    with st.container(border=True, key="audit-late-events"):
        heading(t("The latest of them"))
        found.table(viewer, events, t("Nothing was recorded as late as that."))
        found.read_on(viewer, events, "late", found.address_of(*NAMES))


def _people(viewer: Viewer, people: Sequence[LateRecorder], minutes: int) -> None:
    t = viewer.t
    if not people:
        empty(t("Nobody recorded as late as that."), t("Fewer minutes or a longer period may find more."))
        return
    headings = (
        t("Who recorded"),
        t("Late records"),
        t("Of all they recorded"),
        t("Longest"),
        t("Most often"),
    )
    tables.table(headings, [_row(viewer, one, minutes) for one in people], figures=(1, 2, 3))


def _row(viewer: Viewer, one: LateRecorder, minutes: int) -> list[Cell]:
    address = panel(viewer, "late", minutes=minutes, who=one.account, **found.address_of("since", "until"))
    share = f"{one.late / one.recorded:.1%}" if one.recorded else ""
    most = list(fact_words(viewer, dict(sorted(one.facts.items()))).items())[:3]
    return [
        Link(f"{one.name or viewer.t('erased')} · {one.account}", address),
        f"{one.late:,}",
        f"{one.recorded:,} ({share})" if share else f"{one.recorded:,}",
        _length(viewer, one.longest_s),
        "\n".join(f"{word} × {count}" for word, count in most),
    ]


def _length(viewer: Viewer, seconds: int) -> str:
    if seconds >= DAY_S:
        return viewer.translator.plural("{count} day", "{count} days", seconds // DAY_S)
    return viewer.translator.duration(timedelta(seconds=seconds))
