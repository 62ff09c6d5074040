"""The form's files, joined as a Streamlit component wants them: one module, one style, one skeleton.

Instants, spans and elements are the board's own modules, so that both say the same time in the same words.
"""

import re
from functools import cache
from pathlib import Path

from console.ink import ink_css

_HERE = Path(__file__).parent
_BOARD = _HERE.parent / "board"
_SHARED = ("time", "elements")
_MODULES = (
    "draft",
    "field",
    "combobox",
    "stopwatch",
    "tariff",
    "beside",
    "outcome",
    "form",
    "keys",
    "lookups",
    "sending",
    "call",
    "mount",
)
_IMPORT = re.compile(r'^import [^;]*? from "\.[\w./]+\.js";\n', re.MULTILINE)
_NAMED_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


@cache
def call_js() -> str:
    """One ES module whose default export mounts the form."""
    files = [
        *(_BOARD / "js" / f"{name}.js" for name in _SHARED),
        *(_HERE / "js" / f"{name}.js" for name in _MODULES),
    ]
    parts = (file.read_text(encoding="utf-8") for file in files)
    return "\n".join(_NAMED_EXPORT.sub("", _IMPORT.sub("", part)) for part in parts)


@cache
def call_css() -> str:
    """The style for every width; colours come from the theme variables alone."""
    return ink_css() + _read("call.css") + _read("sizes.css")


@cache
def call_html() -> str:
    """The skeleton that the module fills; it holds no words and no data."""
    return _read("call.html")


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
