"""The grid of rooms and one room's checklists as one Streamlit component; data goes into the page as text only."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from streamlit.components.v2 import component

from console.ink import ink_css
from console.viewer import Viewer
from domain.errors import Term

_HERE = Path(__file__).parent
_MODULES = (
    _HERE.parent / "board" / "js" / "elements.js",
    _HERE.parent / "ticketpage" / "js" / "icons.js",
    *(_HERE / f"{name}.js" for name in ("grid", "sheets", "page")),
)
_IMPORT = re.compile(r'^import [^;]*? from "[\w./-]+\.js";\n', re.MULTILINE)
_NAMED_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)

WORDS = {
    "pass": Term("in order"),
    "fail": Term("not in order"),
    "pass_all": Term("All in order"),
    "recheck_pass": Term("Re-check: in order"),
    "recheck_fail": Term("Still not in order"),
    "find_fault": Term("Now out of order"),
    "cause": Term("What is wrong?"),
    "word": Term("Why is it in order without a repair?"),
    "send": Term("Record"),
    "leave": Term("Not now"),
    "history": Term("{count} looks"),
    "p": Term("passed at first"),
    "r": Term("passed after a re-check"),
    "f": Term("not in order"),
    "u": Term("not done"),
    "spare": Term("spare"),
    "out_of_use": Term("out of use"),
    "late": Term("past its day"),
    "ticket": Term("ticket"),
    "back": Term("All rooms"),
    "before": Term("Previous room"),
    "next": Term("Next room"),
}


@cache
def _js() -> str:
    parts = (path.read_text(encoding="utf-8") for path in _MODULES)
    return "\n".join(_NAMED_EXPORT.sub("", _IMPORT.sub("", part)) for part in parts)


@cache
def _css() -> str:
    return ink_css() + (_HERE / "rooms.css").read_text(encoding="utf-8")


def part(viewer: Viewer, name: str, data: dict[str, Any], *, key: str, past: bool) -> Any:
    """Draw ``figures``, ``grid`` or ``sheets``.

    Returns:
        What was pressed: ``.room``, ``.ticket`` or ``.did``.
    """
    html = '<div class="ink rooms" data-part="rooms"></div>'
    mount = component("steward_rooms", html=html, css=_css(), js=_js())
    words = {code: viewer.word(text) for code, text in WORDS.items()}
    around = {"part": name, "words": words, "lang": viewer.translator.locale, "past": past}
    return mount(
        key=key,
        data={**around, **data},
        on_room_change=_nothing,
        on_ticket_change=_nothing,
        on_did_change=_nothing,
    )


def _nothing() -> None:
    """The press is read from the part's state in the same run."""
