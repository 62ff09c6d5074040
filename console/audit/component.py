"""The time machine as one Streamlit component; further moments it asks of :mod:`console.audit.route` by itself."""

from functools import cache
from pathlib import Path
from typing import Any

from streamlit.components.v2 import component

from console.board.assets import joined
from console.ink import ink_css

_HERE = Path(__file__).parent
_BOARD = _HERE.parent / "board" / "js"
_SHARED = ("time", "elements", "figures", "chips")
_OWN = ("address", "asking", "play", "slider", "bar", "panes", "lanes", "differences", "whole", "moment")
_NAME = "steward_time_machine"


@cache
def moment_js() -> str:
    """One ES module whose default export mounts the time machine."""
    icons = _HERE.parent / "ticketpage" / "js" / "icons.js"
    shared, own = (_BOARD / f"{name}.js" for name in _SHARED), (_HERE / f"js/{name}.js" for name in _OWN)
    return joined((*shared, icons, *own))


@cache
def moment_css() -> str:
    """Its style for every width."""
    return ink_css() + _read("chips.css") + _read("moment.css") + _read("sizes.css")


def time_machine(data: dict[str, Any], *, key: str) -> Any:
    """Draw the time machine.

    Args:
        data: ``words``, ``lang``, ``zone``, ``site``, ``ask`` (where moments are asked), ``boards``, ``tabs``, ``board``,
            ``campaign``, ``axes``, ``exam`` (``words`` and ``skeleton`` of its board), ``now`` in Unix
            milliseconds, and the ``frame`` and ``day`` to begin with.
        key: The widget's key.
    """
    mount = component(_NAME, html=_read("moment.html"), css=moment_css(), js=moment_js())
    return mount(key=key, data=data)


@cache
def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
