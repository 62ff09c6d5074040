"""What was on the screen just before an event: the duty desk as of the position before it, with the case marked."""

from html import escape

import streamlit as st

from console.audit.address import to
from console.audit.telling import DAY_S
from console.ticketpage.stamps import span, stamp
from console.viewer import Viewer
from projections.audit.desk_before import DeskBefore, DeskRow


def pane(viewer: Viewer, desk: DeskBefore, stream: str) -> None:
    """Draw the desk in its violet frame."""
    t = viewer.t
    head = t("The desk just before event {position}, {at}", position=f"{desk.position:,}", at=desk.at)
    figures = "".join(
        f"<li><b>{count}</b> {escape(word)}</li>"
        for count, word in (
            (desk.over, t("over the limit")),
            (desk.soon, t("due within 30 minutes")),
            (desk.paused, t("waiting")),
            (desk.open, t("open in all")),
        )
    )
    rows = "".join(_row(viewer, row, desk, mine=row.id == stream) for row in desk.rows)
    there = any(row.id == stream for row in desk.rows)
    note = "" if there else f'<p class="not">{escape(t("This case was not on the desk then."))}</p>'
    hidden = desk.open - len(desk.rows)
    more = f"<p>{escape(t('and {n} more', n=hidden))}</p>" if hidden > 0 else ""
    st.html(
        f'<section class="desk-then"><h2>{escape(head)}</h2><ul class=figures>{figures}</ul>{note}'
        f"<ol>{rows}</ol>{more}<p>{_beside_now(viewer, desk)}</p></section>"
    )


def _beside_now(viewer: Viewer, desk: DeskBefore) -> str:
    """The same desk whole, in the time machine."""
    address = to(viewer, "moment", as_of=desk.position - 1)
    return f'<a href="{escape(address)}" target="_self">{escape(viewer.t("This desk whole, beside now"))}</a>'


def _row(viewer: Viewer, row: DeskRow, desk: DeskBefore, *, mine: bool) -> str:
    due = ""
    if row.due_at is not None:
        left = int((row.due_at - desk.at).total_seconds())
        at = stamp(row.due_at, viewer.translator, desk.at)
        words = (
            viewer.t("over by {time}, was due {at}", time=_length(viewer, -left), at=at)
            if left < 0
            else viewer.t("{time} left, due {at}", time=_length(viewer, left), at=at)
        )
        due = f'<em class="{"over" if left < 0 else ""}">{escape(words)}</em>'
    elif row.paused:
        due = f"<em>{escape(viewer.t('waiting'))}</em>"
    matter = row.matter if row.matter is not None else viewer.t("erased")
    return (
        f'<li class="{"mine" if mine else ""}"><span>{escape(row.number)}</span>'
        f"<b>{escape(row.place)}</b> <span>{escape(matter)}</span>{due}</li>"
    )


def _length(viewer: Viewer, seconds: int) -> str:
    """To the second within a day, then whole days."""
    if seconds < DAY_S:
        return span(seconds)
    return viewer.translator.plural("{count} day", "{count} days", seconds // DAY_S)
