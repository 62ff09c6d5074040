"""The board as a Streamlit component.

One board stays mounted over all reruns of its page: the module keeps its stream and its filters, so
a rerun costs no flicker and no lost input.
"""

from collections.abc import Callable
from typing import Any

from streamlit.components.v2 import component

from console.board.assets import board_css, board_html, board_js

_NAME = "steward_live_board"


def live_board(
    data: dict[str, Any],
    *,
    key: str,
    on_act: Callable[[], None],
    on_open: Callable[[], None],
    on_call: Callable[[], None],
    on_now: Callable[[], None] = lambda: None,
) -> Any:
    """Draw the board and report what was pressed.

    Args:
        data: ``stream``, ``words``, ``lang``, ``filters``, ``site``; optional: ``zone``, ``shift``,
            ``links``, ``viewer``, ``past``.
        key: The widget's key.
        on_act: A verb was pressed; ``.act`` is ``{"ticket", "verb"}``.
        on_open: A row was opened; ``.open`` is ``{"ticket"}``.
        on_call: A call is to be taken; ``.call`` is ``{}``.
        on_now: Leave the past moment; ``.now`` is ``{}``.
    """
    mount = component(_NAME, html=board_html(), css=board_css(), js=board_js())
    return mount(
        key=key,
        data=data,
        on_act_change=on_act,
        on_open_change=on_open,
        on_call_change=on_call,
        on_now_change=on_now,
    )
