"""Flat tables with hairlines that wrap on a telephone; nothing in a cell is markup (look: *Components*)."""

from collections.abc import Sequence
from html import escape

import msgspec
import streamlit as st

PAGE_ROWS = 50
STYLE = """
<style>
.steward-table { width: 100%; border-collapse: collapse; line-height: 1.3; font-size: 0.9375rem; }
.steward-table th { text-align: left; font-weight: 500; padding: 6px 12px 6px 0; opacity: 0.78;
  border-bottom: 1px solid color-mix(in srgb, currentColor 45%, transparent); vertical-align: bottom; }
.steward-table td { padding: 9px 12px 9px 0; vertical-align: top; overflow-wrap: anywhere; white-space: pre-line;
  border-bottom: 1px solid color-mix(in srgb, currentColor 18%, transparent); }
.steward-table td:first-child { font-weight: 500; min-width: 7em; }
.steward-table th.figure, .steward-table td.figure { text-align: right; padding-right: 28px; }
.steward-table a { color: var(--st-link-color, inherit); }
.steward-done, .steward-lock { margin: 0; line-height: 1.5; }
.steward-done { border-left: 3px solid currentColor; padding: 2px 0 2px 12px; font-weight: 500; }
.steward-lock { opacity: 0.85; }
@media (max-width: 640px) {
  .steward-table thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .steward-table tr { display: block; padding: 8px 0;
    border-bottom: 1px solid color-mix(in srgb, currentColor 18%, transparent); }
  .steward-table td, .steward-table td.figure { display: grid; grid-template-columns: 7.5em 1fr; gap: 8px;
    border: 0; padding: 3px 0; text-align: left; font-size: 1rem; }
  .steward-table td::before { content: attr(data-label); font-weight: 400; opacity: 0.78; }
  .steward-table td:empty { display: none; }
}
</style>
"""


class Link(msgspec.Struct, frozen=True):
    """A cell that leads to another page of this console."""

    text: str
    address: str


Cell = str | Link


def style() -> None:
    """The tables' own style, once a page."""
    st.html(STYLE)


def table(headings: Sequence[str], rows: Sequence[Sequence[Cell]], figures: Sequence[int] = ()) -> None:
    """Draw all rows; the columns whose places are ``figures`` are set to the right."""
    st.html(_markup(headings, rows, frozenset(figures)))


def paged(headings: Sequence[str], rows: Sequence[Sequence[Cell]], key: str) -> None:
    """Draw one page of the rows, and the way to the others where there are any."""
    pages = -(-len(rows) // PAGE_ROWS)
    chosen = st.pagination(pages, key=key) if pages > 1 else 1
    first = (chosen - 1) * PAGE_ROWS
    table(headings, rows[first : first + PAGE_ROWS])


def done(text: str) -> None:
    """Say what has just been recorded, for the eye and for a screen reader."""
    st.html(f'<p class="steward-done" role="status">✓ {escape(text)}</p>')


def lock(text: str) -> None:
    """Say why something cannot be done here."""
    st.html(f'<p class="steward-lock">⊘ {escape(text)}</p>')


def _markup(headings: Sequence[str], rows: Sequence[Sequence[Cell]], figures: frozenset[int]) -> str:
    kinds = [' class="figure"' if place in figures else "" for place in range(len(headings))]
    head = "".join(
        f'<th scope="col"{kind}>{escape(one)}</th>' for one, kind in zip(headings, kinds, strict=True)
    )
    body = "".join(_row(headings, row, kinds) for row in rows)
    return f'<table class="steward-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _row(headings: Sequence[str], row: Sequence[Cell], kinds: Sequence[str]) -> str:
    cells = zip(headings, row, kinds, strict=True)
    drawn = (f'<td data-label="{escape(label)}"{kind}>{_cell(cell)}</td>' for label, cell, kind in cells)
    return f"<tr>{''.join(drawn)}</tr>"


def _cell(cell: Cell) -> str:
    if isinstance(cell, Link):
        return f'<a href="{escape(cell.address)}" target="_self">{escape(cell.text)}</a>'
    return escape(cell)
