"""The roster's table as one Streamlit component; data reaches the browser as JSON and goes into the page as text only."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from streamlit.components.v2 import component

from console.ink import ink_css
from console.viewer import Viewer

_HERE = Path(__file__).parent
_ELEMENTS = _HERE.parent / "board" / "js" / "elements.js"
_IMPORT = re.compile(r'^import [^;]*? from "[\w./-]+\.js";\n', re.MULTILINE)
_NAMED_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


@cache
def table_js() -> str:
    """One ES module whose default export draws the table."""
    parts = (path.read_text(encoding="utf-8") for path in (_ELEMENTS, _HERE / "table.js"))
    return "\n".join(_NAMED_EXPORT.sub("", _IMPORT.sub("", part)) for part in parts)


def table(viewer: Viewer, data: dict[str, Any], *, chosen: str, label: str, past: bool) -> Any:
    """Draw the table.

    Args:
        data: As :func:`console.rosterpage.sheet.sheet` makes it.
        chosen: Key of the duty, or id of the person, that is marked.
        label: What the table is, for those who listen.
        past: It shows a past moment.

    Returns:
        What was pressed: ``.pick`` with ``duty`` and ``person``.
    """
    css = ink_css() + (_HERE / "table.css").read_text(encoding="utf-8")
    html = '<div class="ink roster" data-part="roster"></div>'
    mount = component("steward_roster_table", html=html, css=css, js=table_js())
    around = {"lang": viewer.translator.locale, "chosen": chosen, "label": label, "past": past}
    return mount(key="roster.table", data={**around, **data}, on_pick_change=_nothing)


def _nothing() -> None:
    """The press is read from the table's state in the same run."""
