"""The board's files, joined as browsers and Streamlit want them.

The JavaScript is written as small modules in ``js/``. A Streamlit component takes one module as a
string, so the modules are joined in order of dependence: imports go, ``export`` stays only on the
default function. Top-level names are therefore unique across the files. The joined text is made once
a process.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from console.ink import ink_css

_HERE = Path(__file__).parent
_MODULES = (
    "time",
    "elements",
    "figures",
    "filters",
    "chips",
    "row",
    "list",
    "tiles",
    "ribbon",
    "toolbar",
    "empty",
    "status",
    "keys",
    "stream",
    "board",
)
_IMPORT = re.compile(r'^import [^;]*? from "\.{1,2}/[\w/.]+\.js";\n', re.MULTILINE)
_NAMED_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


def joined(modules: Iterable[Path]) -> str:
    """Modules in order of dependence as one."""
    parts = (module.read_text(encoding="utf-8") for module in modules)
    return "\n".join(_NAMED_EXPORT.sub("", _IMPORT.sub("", part)) for part in parts)


@cache
def board_js() -> str:
    """One ES module whose default export mounts a board."""
    return joined(_HERE / f"js/{name}.js" for name in _MODULES)


@cache
def board_css() -> str:
    """The board's style for every width; colours come from the theme variables alone."""
    return ink_css() + _read("board.css") + _read("sizes.css")


@cache
def board_html() -> str:
    """The skeleton that the module fills; it holds no words and no data."""
    return _read("board.html")


@cache
def tokens_css() -> str:
    """The theme variables and faces for pages outside Streamlit: light, dark and wall."""
    return _read("tokens.css")


@cache
def page_js() -> str:
    """The few lines that mount the board on a light page."""
    return _read("js/page.js")


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
