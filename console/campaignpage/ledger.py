"""Sections of rows as one Streamlit component: what stands where, and what may be recorded on each row."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from streamlit.components.v2 import component

from console.ink import ink_css
from console.viewer import Viewer
from domain.errors import Term
from domain.operations import COMMANDS

_HERE = Path(__file__).parent
_MODULES = (
    _HERE.parent / "board" / "js" / "elements.js",
    _HERE.parent / "ticketpage" / "js" / "icons.js",
    _HERE / "ledger.js",
)
_IMPORT = re.compile(r'^import [^;]*? from "[\w./-]+\.js";\n', re.MULTILINE)
_NAMED_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


class Field(msgspec.Struct, frozen=True):
    """One question of a verb; a dotted name goes into a record: ``person.name``.

    Attributes:
        kind: ``text``, ``area``, ``date``, ``time``, ``number``, ``tel``, ``choice``, or ``many``
            for words between commas.
        options: Value and label of each choice.
    """

    name: str
    label: str
    kind: str = "text"
    required: bool = True
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()


class Verb(msgspec.Struct, frozen=True):
    """Something that may be recorded on a row.

    Attributes:
        code: Unique on its row.
        do: The command, or a word of the page's own.
        fixed: Arguments that are not asked for.
        main: What is mostly done; drawn in the colour of what can be pressed.
    """

    code: str
    label: str
    do: str
    fields: tuple[Field, ...] = ()
    fixed: dict[str, Any] = {}
    main: bool = False


class Chip(msgspec.Struct, frozen=True):
    """How it stands, three times over: fill, shape of the icon, word."""

    icon: str
    word: str
    tone: str


class Row(msgspec.Struct, frozen=True):
    """One thing, what is said of it, and what may be recorded on it.

    Attributes:
        key: ``kind:code``, the argument that names it and its value.
        links: Word and address of what stands behind it.
    """

    key: str
    title: str
    lines: tuple[str, ...] = ()
    chip: Chip | None = None
    tone: str = ""
    verbs: tuple[Verb, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


class Section(msgspec.Struct, frozen=True):
    """A card of rows; ``folded`` ones open when pressed."""

    code: str
    title: str
    rows: tuple[Row, ...]
    count: str = ""
    empty: str = ""
    tone: str = ""
    folded: bool = False


def may(viewer: Viewer, do: str) -> bool:
    """Whether somebody's roles let them record it."""
    return bool(viewer.roles & set(COMMANDS[do].roles))


def silent(section: Section) -> Section:
    """The section with nothing to press."""
    rows = tuple(msgspec.structs.replace(row, verbs=()) for row in section.rows)
    return msgspec.structs.replace(section, rows=rows)


@cache
def _js() -> str:
    parts = (path.read_text(encoding="utf-8") for path in _MODULES)
    return "\n".join(_NAMED_EXPORT.sub("", _IMPORT.sub("", part)) for part in parts)


@cache
def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def draw(
    viewer: Viewer,
    sections: Sequence[Section],
    *,
    key: str,
    settled: int = 0,
    refused: dict[str, Any] | None = None,
    past: bool = False,
) -> dict[str, Any] | None:
    """Draw the sections.

    Args:
        settled: Grows with each press that was carried out, so that the open form closes.
        refused: ``key`` and ``verb`` of a press that was refused, with its ``title`` and ``reasons``.
        past: They show a past moment.

    Returns:
        What was pressed in this run: ``key``, ``verb`` and ``values``.
    """
    mount = component(
        "steward_ledger", html=_file("ledger.html"), css=ink_css() + _file("ledger.css"), js=_js()
    )
    data = {
        "sections": msgspec.to_builtins(list(sections), enc_hook=str),  # a term without Chinese stays one
        "words": {"leave": viewer.t(Term("Not now"))},
        "lang": viewer.translator.locale,
        "settled": settled,
        "refused": refused,
        "past": past,
    }
    pressed: Any = mount(key=key, data=data, on_did_change=_nothing)
    return pressed.get("did")


def _nothing() -> None:
    """The press is read from the ledger's state in the same run."""
