"""Events that were found, as a table whose lines lead to their case, and how much of the log was read for it."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from console.audit import filters
from console.audit.address import case, panel
from console.audit.sentences import told
from console.audit.sheet import empty
from console.audit.telling import late, stream_name, who
from console.fileroom import tables
from console.fileroom.tables import Cell, Link
from console.ticketpage.stamps import stamp
from console.viewer import Viewer
from console.views import frame
from projections.audit.scanning import Extent
from projections.audit.search import Sought
from projections.tickets.story import StoryLine


def table(viewer: Viewer, found: Sought, nothing: str) -> None:
    """The lines of one page; what this edition cannot read is named."""
    t = viewer.t
    if found.unread:
        frame.note(
            t("A newer edition wrote some of these events"),
            t("They are counted and named; this edition cannot read them."),
            [
                t("Event {position}: {fact}", position=f"{one.position:,}", fact=one.fact)
                for one in found.unread
            ],
            t("and {n} more", n=len(found.unread) - frame.FOLDED),
        )
    if not found.lines:
        empty(nothing, t("Other words, another period or fewer conditions may find more."))
        return
    headings = (t("Event"), t("Recorded"), t("Happened"), t("What"), t("Who"))
    tables.table(headings, [_row(viewer, line) for line in found.lines])


def _row(viewer: Viewer, line: StoryLine) -> Sequence[Cell]:
    speaks, now = viewer.translator, viewer.now()
    recorded = line.recorded_at or line.happened_at
    happened = stamp(line.happened_at, speaks, recorded)
    if line.recorded_late_s is not None:
        happened = f"{happened}\n{late(viewer, line.recorded_late_s)}"
    return (
        Link(f"{line.position:,}", case(viewer, line.stream, at=line.position)),
        stamp(recorded, speaks, now),
        happened,
        f"{stream_name(viewer, line.stream)}\n{told(viewer, line)}",
        who(viewer, line),
    )


def read_on(viewer: Viewer, found: Sought, name: str, parameters: dict[str, str]) -> None:
    """Say how many there are on all pages and how much of the log was read, and offer to read on."""
    further(viewer, _counted(viewer, found), found.extent, name, parameters)


def _counted(viewer: Viewer, found: Sought) -> str:
    """How many fit; of words that are looked for, only the page's number is known."""
    t, shown = viewer.t, len(found.lines) + len(found.unread)
    read, of = f"{found.extent.read:,}", f"{found.extent.of:,}"
    if found.total is None and (found.extent.before or filters.number("before", 0)):
        return t(
            "{shown} on this page; {read} of {of} events were read so far.", shown=shown, read=read, of=of
        )
    if found.total in (None, shown) and not found.extent.before:
        return t("{shown} found; all {of} events were read.", shown=shown, of=of)
    total = f"{found.total:,}"
    if found.counted is None or not found.counted.before:
        return t("{total} found, {shown} of them on this page.", total=total, shown=shown)
    return t(
        "{total} found in the latest {read} of {of} events, {shown} of them on this page.",
        total=total,
        shown=shown,
        read=f"{found.counted.read:,}",
        of=of,
    )


def further(viewer: Viewer, said: str, extent: Extent, name: str, parameters: dict[str, str]) -> None:
    """A line about a list, and the way on where more can be read."""
    link = ""
    if extent.before:
        onward = panel(viewer, name, **{**parameters, "before": extent.before})
        link = f' <a href="{escape(onward)}" target="_self">{escape(viewer.t("Read on, further back"))}</a>'
    st.html(f'<p class="audit-extent">{escape(said)}{link}</p>')


def as_far(viewer: Viewer, extent: Extent) -> str:
    """Over how many events something was counted."""
    of = f"{extent.of:,}"
    if not extent.before:
        return viewer.t("Counted over all {of} events.", of=of)
    return viewer.t("Counted over the latest {read} of {of} events.", read=f"{extent.read:,}", of=of)


def address_of(*names: str) -> dict[str, str]:
    """What the address says of these fields, to keep it on the way on."""
    query = st.query_params
    return {name: query[name] for name in names if query.get(name)}
