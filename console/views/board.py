"""The duty desk: the live board of one site."""

import streamlit as st

from console.board.component import live_board
from console.board.words import words
from console.viewer import Viewer
from console.views.frame import TAKES_CALLS, go

FILTERS = ("f", "q", "t")


def draw(viewer: Viewer) -> None:
    """Mount the live board; what is pressed on it leads to the page for it."""
    data = {
        "stream": f"/live/board?site={viewer.site}",
        "words": words(viewer.word),
        "lang": viewer.translator.locale,
        "filters": {name: st.query_params[name] for name in FILTERS if name in st.query_params},
        "site": viewer.site,
        "zone": viewer.zone.key,
        "viewer": viewer.account,
        "links": {"call": bool(viewer.roles & TAKES_CALLS)},
    }
    board = live_board(data, key="board", on_act=_nothing, on_open=_nothing, on_call=_nothing)
    if pressed := board.get("act"):
        go("ticket", t=_number(pressed["ticket"]), do=pressed["verb"], site=viewer.site)
    elif opened := board.get("open"):
        go("ticket", t=_number(opened["ticket"]), site=viewer.site)
    elif board.get("call") is not None:
        go("call", site=viewer.site)


def _number(ticket: str) -> str:
    return ticket.split(":", 2)[2]


def _nothing() -> None:
    """The press is read from the board's state in the same run."""
