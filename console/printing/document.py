"""A document of headed parts, told once: as PDF here, as a page with its figures linked in ``document_page``."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Literal

import msgspec

from console.printing.coverage import missing_glyphs
from console.printing.literal import code_point, literal
from console.printing.press import typeset

_MISSING_SHOWN = 20


class Cell(msgspec.Struct, frozen=True):
    """A piece of text.

    Attributes:
        to: On the page, where the rows behind it are shown; empty for none.
        strong: A figure or word that the part is about.
    """

    text: str
    to: str = ""
    strong: bool = False


class Column(msgspec.Struct, frozen=True):
    """One column; ``wide`` is its part of the width, ``number`` sets figures to the right."""

    name: str
    wide: float = 1
    number: bool = False


class Table(msgspec.Struct, frozen=True, tag="table"):
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


class Facts(msgspec.Struct, frozen=True, tag="facts"):
    """Labels, each with what is said of it."""

    pairs: Sequence[tuple[str, Sequence[Cell]]]


class Words(msgspec.Struct, frozen=True, tag="words"):
    """A paragraph; ``small`` for what explains the figures above it."""

    cells: Sequence[Cell]
    small: bool = False


class Lines(msgspec.Struct, frozen=True, tag="lines"):
    """Labels to be signed or filled in by hand; ``seal`` leaves room for the company's seal beside them."""

    labels: Sequence[str]
    seal: str = ""


Part = Table | Facts | Words | Lines


class Section(msgspec.Struct, frozen=True):
    title: str
    parts: Sequence[Part]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What is read and printed.

    Attributes:
        mark: The report's number in the catalogue, empty for none.
        standing: Of what state and moment it is.
        foot: What stands at the foot of each sheet.
        flipped: On paper laid across.
        large: Set for reading at a notice board.
    """

    lang: Literal["zh", "en"]
    title: str
    site: str
    sections: Sequence[Section]
    printed_at: datetime
    foot: Sequence[str]
    mark: str = ""
    standing: str = ""
    flipped: bool = False
    large: bool = False


def document_pdf(document: Document) -> bytes:
    """One tagged PDF; everything in it is data, never markup."""
    texts: list[str] = []

    def safe(text: str) -> str:
        texts.append(text)
        return literal(text)

    data: dict[str, Any] = {
        "lang": document.lang,
        "title": safe(document.title),
        "site": safe(document.site),
        "mark": safe(document.mark),
        "standing": safe(document.standing),
        "sections": [
            {"title": safe(one.title), "parts": [_part(part, safe) for part in one.parts]}
            for one in document.sections
        ],
        "foot": safe(" · ".join(one for one in document.foot if one)),
        "flipped": document.flipped,
        "large": document.large,
    }
    missing = [code_point(sign) for sign in missing_glyphs("".join(texts))]
    data["missing"] = missing[:_MISSING_SHOWN]
    return typeset("document.typ", data, printed_at=document.printed_at)


def _part(part: Part, safe: Callable[[str], str]) -> dict[str, Any]:
    match part:
        case Table():
            return {
                "is": "table",
                "wide": [one.wide for one in part.columns],
                "number": [one.number for one in part.columns],
                "head": [safe(one.name) for one in part.columns],
                "rows": [[_cell(cell, safe) for cell in row] for row in part.rows],
            }
        case Facts():
            pairs = [[safe(label), [_cell(one, safe) for one in cells]] for label, cells in part.pairs]
            return {"is": "facts", "pairs": pairs}
        case Words():
            return {"is": "words", "small": part.small, "cells": [_cell(one, safe) for one in part.cells]}
        case Lines():
            return {"is": "lines", "labels": [safe(one) for one in part.labels], "seal": safe(part.seal)}


def _cell(cell: Cell, safe: Callable[[str], str]) -> dict[str, Any]:
    return {"text": safe(cell.text), "strong": cell.strong}
