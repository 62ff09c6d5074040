"""A document as a page: what its PDF says, with each figure leading to the rows behind it."""

from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

import msgspec

from console.printing.document import Cell, Document, Facts, Lines, Part, Section, Table, Words

_LEAST_PX = 76
"""Of a column that is 1 wide; what has no room for that scrolls."""


class Way(msgspec.Struct, frozen=True):
    """One way on from the page."""

    label: str
    to: str


def document_page(document: Document, ways: Sequence[Way], then: str = "") -> str:
    """The whole HTML page.

    Args:
        ways: Back to the round, to the PDF, to the files of its figures, to the other language.
        then: Of which past moment it tells; empty for now.
    """
    lang = "en" if document.lang == "en" else "zh-CN"
    nav = "".join(f'<a href="{escape(one.to)}">{escape(one.label)}</a>' for one in ways)
    about = " · ".join(escape(one) for one in (document.site, document.mark, document.standing) if one)
    past = f'<p class="then">{escape(then)}</p>' if then else ""
    foot = " · ".join(escape(one) for one in document.foot if one)
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n"
        f'<link rel="icon" href="data:,">\n<style>{_css()}</style>\n</head>\n<body>\n<nav>{nav}</nav>\n'
        f"<header><h1>{escape(document.title)}</h1><p>{about}</p></header>\n{past}<main>\n"
        f"{''.join(_section(one) for one in document.sections)}</main>\n<footer>{foot}</footer>\n</body>\n</html>\n"
    )


@cache
def _css() -> str:
    return Path(__file__).with_name("document.css").read_text(encoding="utf-8")


def _section(section: Section) -> str:
    title = f"<h2>{escape(section.title)}</h2>" if section.title else ""
    return f"<section>{title}{''.join(_part(one) for one in section.parts)}</section>\n"


def _part(part: Part) -> str:
    match part:
        case Table():
            return _table(part)
        case Facts():
            told = "".join(f"<dt>{escape(label)}</dt><dd>{_cells(cells)}</dd>" for label, cells in part.pairs)
            return f'<dl class="part">{told}</dl>'
        case Words():
            small = " small" if part.small else ""
            return f'<p class="part words{small}">{_cells(part.cells)}</p>'
        case Lines():
            labels = "".join(f"<p>{escape(one)}</p>" for one in part.labels)
            seal = f'<p class="seal">{escape(part.seal)}</p>' if part.seal else ""
            return f'<div class="part lines">{labels}{seal}</div>'


def _table(part: Table) -> str:
    marks = [' class="number"' if one.number else "" for one in part.columns]
    head = "".join(
        f'<th scope="col"{mark} style="min-width:{one.wide * _LEAST_PX:.0f}px">{escape(one.name)}</th>'
        for one, mark in zip(part.columns, marks, strict=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(f"<td{mark}>{_cells([one])}</td>" for one, mark in zip(row, marks, strict=True))
        + "</tr>"
        for row in part.rows
    )
    inside = f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
    return f'<div class="part scroll" tabindex="0"><table>{inside}</table></div>'


def _cells(cells: Sequence[Cell]) -> str:
    return "".join(_cell(one) for one in cells)


def _cell(cell: Cell) -> str:
    said = escape(cell.text)
    if cell.strong:
        said = f"<b>{said}</b>"
    return f'<a href="{escape(cell.to)}">{said}</a>' if cell.to else said
