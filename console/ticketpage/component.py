"""The drawn parts of the page as one Streamlit component: head, clocks, story, list, pulse.

Data reaches the browser as JSON and goes into the page as text only. The JavaScript stands in small modules that are
joined in order of dependence, once a process, as the board's are.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from streamlit.components.v2 import component

from console.ink import ink_css
from console.ticketpage.stamps import millis
from console.ticketpage.words import words
from console.viewer import Viewer

_HERE = Path(__file__).parent
_BOARD = _HERE.parent / "board" / "js"
_MODULES = (
    *(_BOARD / f"{name}.js" for name in ("time", "elements")),
    *(_HERE / "js" / f"{name}.js" for name in ("icons", "clocks", "head", "story", "found", "pulse", "page")),
)
_IMPORT = re.compile(r'^import [^;]*? from "[\w./-]+\.js";\n', re.MULTILINE)
_NAMED_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


@cache
def page_js() -> str:
    """One ES module whose default export draws a part."""
    parts = (path.read_text(encoding="utf-8") for path in _MODULES)
    return "\n".join(_NAMED_EXPORT.sub("", _IMPORT.sub("", part)) for part in parts)


@cache
def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def part(viewer: Viewer, name: str, data: dict[str, Any], *, key: str, past: bool = False) -> Any:
    """Draw one part.

    Args:
        viewer: Who looks.
        name: ``head``, ``steps``, ``locks``, ``clocks``, ``story``, ``found`` or ``pulse``.
        data: What it shows, ready to be read.
        key: The widget's key.
        past: It shows a past moment and changes nothing.

    Returns:
        What was pressed: ``.fill``, ``.phone``, ``.look`` or ``.go``, each a record.
    """
    css = ink_css() + _file("page.css")
    mount = component("steward_ticket_part", html=_file("page.html"), css=css, js=page_js())
    around = {
        "part": name,
        "words": words(viewer),
        "lang": viewer.translator.locale,
        "comma": "，" if viewer.translator.language == "zh" else ", ",
        "zone": viewer.zone.key,
        "past": past,
    }
    pressed = dict.fromkeys(("on_fill_change", "on_phone_change", "on_look_change", "on_go_change"), _nothing)
    return mount(key=key, data={"server_now": millis(viewer.now()), **around, **data}, **pressed)


def _nothing() -> None:
    """The press is read from the part's state in the same run."""
