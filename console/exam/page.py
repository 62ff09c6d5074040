"""The exam's board for its two hosts: a Streamlit component, and light pages without Streamlit."""

from functools import cache
from pathlib import Path
from typing import Any

from streamlit.components.v2 import component

from console.board.assets import joined
from console.board.page import Served
from console.ink import ink_css

ASSETS = "/exam/assets"
_HERE = Path(__file__).parent
_BOARD = _HERE.parent / "board" / "js"
_SHARED = ("time", "elements", "status", "stream")
_OWN = ("acts", "top", "posts", "rooms", "decide", "exam")
_NAME = "steward_exam_board"


@cache
def exam_js() -> str:
    """One ES module whose default export mounts the board."""
    shared, own = (_BOARD / f"{name}.js" for name in _SHARED), (_HERE / f"js/{name}.js" for name in _OWN)
    return joined((*shared, *own))


@cache
def exam_css() -> str:
    """Its style for every width."""
    return ink_css() + _read("exam.css") + _read("sizes.css")


@cache
def exam_html() -> str:
    """The skeleton that the module fills; it holds no words and no data."""
    return _read("exam.html")


EXAM: Served = {"board.js": exam_js, "board.css": exam_css}


def live_exam(data: dict[str, Any], *, key: str) -> Any:
    """Draw the board on a Streamlit page; what is pressed on it goes to ``/exam/do`` by itself.

    Args:
        data: ``words``, ``lang``, ``site``, ``zone``, ``c``, ``viewer``; of the board that is live ``stream``,
            ``leads``, ``swaps``, and optionally ``checkin`` with ``post``, ``name`` and ``proof``; of a past moment
            ``past`` with ``at`` and ``board``, and ``as_of`` as the address has it.
        key: The widget's key.

    Returns:
        What was pressed: ``.now``, to leave the past moment.
    """
    mount = component(_NAME, html=exam_html(), css=exam_css(), js=exam_js())
    return mount(key=key, data=data, on_now_change=_nothing)


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _nothing() -> None:
    """The press is read from the board's state in the same run."""
