"""The clocks of a ticket with their arithmetic, as they stood at the last event that the pack knows of."""

from collections.abc import Iterator
from html import escape
from typing import Any

from console.evidence.page import Page
from console.ticketpage.clocks import clocks_data
from console.ticketpage.words import words
from console.viewer import Viewer
from domain.tickets.ticket import Ticket
from projections.tickets.ticket import TicketState


def write_clocks(page: Page, readers: list[Viewer], ticket: Ticket, state: TicketState) -> None:
    """A table for each clock, in every language; nothing where no limit applies."""
    for reader in readers:
        told = clocks_data(reader, ticket, state)
        code = reader.translator.locale
        page.write(f'<div lang="{code}"><p class="small">{escape(told["policy"])}</p>')
        for clock in told["clocks"]:
            page.write(*_table(clock, words(reader)))
        page.write("</div>")


def _table(clock: dict[str, Any], words: dict[str, str]) -> Iterator[str]:
    told = (
        clock["name"],
        words[f"state.{clock['state']}"],
        clock["figure"],
        clock["aside"],
        clock["provisional"],
    )
    caption = " · ".join(escape(part) for part in told if part)
    yield f"<table><caption>{caption} <code>{escape(clock['rule'])}</code></caption>"
    for line in clock["lines"]:
        cells = (
            f'<td class="{name}">{escape(line[name])}</td>' for name in ("sign", "text", "value", "rule")
        )
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</table>"
