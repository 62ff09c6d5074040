"""What the auditor's pages are drawn with: heads, cards, rows that lead on, and words that say what a row is."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import msgspec
import streamlit as st

from console.audit.address import to
from console.viewer import Viewer
from domain.errors import Term

_CSS = Path(__file__).with_name("audit.css")
TABS: tuple[tuple[str, Term], ...] = (
    ("audit", Term("Looking things up")),
    ("moment", Term("Time machine")),
    ("proof", Term("Proof")),
)
"""The auditor's pages by their address, in the order of the bar under the bar."""


CURRENT = ' aria-current="page"'


class Lead(msgspec.Struct, frozen=True):
    """A row that leads on: what, one line about it, where to; ``aside`` stands at its right."""

    title: str
    text: str
    address: str
    aside: str = ""


def style() -> None:
    """The style of the auditor's pages, once a page."""
    st.html(_CSS)


def head(viewer: Viewer, current: str, title: str, about: str = "", *, acts: bool = False) -> None:
    """The page's title, the auditor's other pages, and that looking is recorded; ``acts``: one can do more here."""
    t = viewer.t
    tabs = "".join(
        f'<a href="{escape(to(viewer, page))}" target="_self"{CURRENT if page == current else ""}>{escape(t(name))}</a>'
        for page, name in TABS
    )
    kept = t("This look is recorded.") if acts else t("Read only; this look is recorded.")
    told = f"<span>{escape(about)}</span>" if about else ""
    st.html(
        f'<header class="audit-head"><h1>{escape(title)}</h1>{told}<nav aria-label="{escape(t("Audit"))}">{tabs}</nav>'
        f'<p class="audit-kept">{escape(kept)}</p></header>'
    )


def heading(title: str, aside: str = "") -> None:
    """The head of a card."""
    beside = f"<span>{escape(aside)}</span>" if aside else ""
    st.html(f'<div class="audit-card"><h2>{escape(title)}</h2>{beside}</div>')


def leads(rows: Sequence[Lead]) -> None:
    """Rows that lead on; nothing in them is markup."""
    st.html(f'<ul class="audit-leads">{"".join(_lead(one) for one in rows)}</ul>')


def _lead(one: Lead) -> str:
    aside = f"<em>{escape(one.aside)}</em>" if one.aside else ""
    text = f"<span>{escape(one.text)}</span>" if one.text else ""
    address = escape(one.address)
    return f'<li><a href="{address}" target="_self"><b>{escape(one.title)}</b>{text}{aside}</a></li>'


def empty(title: str, text: str) -> None:
    """Say that there is nothing, and what that means."""
    st.html(f'<p class="audit-empty"><b>{escape(title)}</b> {escape(text)}</p>')
