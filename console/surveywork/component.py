"""What of a round's page needs a browser's own hands: tiles, piles of paper, keying; data goes in as text."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from streamlit.components.v2 import component

from console.ink import ink_css
from console.viewer import Viewer

_HERE = Path(__file__).parent
_MODULES = (
    _HERE.parent / "board" / "js" / "elements.js",
    _HERE.parent / "ticketpage" / "js" / "icons.js",
    *(_HERE / "js" / f"{name}.js" for name in ("queue", "tiles", "pile", "keying", "differences", "page")),
)
_IMPORT = re.compile(r'^import [^;]*? from "[\w./-]+\.js";\n', re.MULTILINE)
_NAMED_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


@cache
def _js() -> str:
    parts = (path.read_text(encoding="utf-8") for path in _MODULES)
    return "\n".join(_NAMED_EXPORT.sub("", _IMPORT.sub("", part)) for part in parts)


@cache
def _css() -> str:
    return ink_css() + (_HERE / "survey.css").read_text(encoding="utf-8")


def part(
    viewer: Viewer,
    name: str,
    data: Mapping[str, Any],
    *,
    key: str,
    past: bool = False,
    pending: Callable[[], None] | None = None,
) -> Any:
    """Draw ``tiles``, ``pile``, ``keying`` or ``differences``.

    Args:
        pending: Called before the next run when entries have arrived.

    Returns:
        What was pressed: ``.go``, the panel that a tile leads to; ``.pending``, entries that wait for their verdicts.
    """
    html = '<div class="ink survey" data-part="survey"></div>'
    mount = component("steward_survey", html=html, css=_css(), js=_js())
    around = {"part": name, "lang": viewer.translator.locale, "past": past}
    return mount(
        key=key, data={**around, **data}, on_go_change=_nothing, on_pending_change=pending or _nothing
    )


def _nothing() -> None:
    """The press is read from the part's state in the same run."""
