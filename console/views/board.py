"""The duty desk: the live board of one site, or the board as it stood at a moment."""

from typing import Any

import msgspec
import streamlit as st

from console.board.component import live_board
from console.board.words import words
from console.moments import AS_OF
from console.viewer import Viewer
from console.views.as_of import as_of_entry, asked_moment, no_moment
from console.views.frame import TAKES_CALLS, go
from domain.errors import Refused
from projections.asking.moments import AsOf
from projections.tickets.queue import queue

FILTERS = ("f", "q", "t")


def draw(viewer: Viewer) -> None:
    """Mount the board, live or as of the moment that the address names; what is pressed on it leads to its page."""
    try:
        shown = _shown(viewer, asked_moment(viewer))
    except Refused as refusal:
        no_moment(viewer, refusal)
        return
    data = {
        "words": words(viewer.word),
        "lang": viewer.translator.locale,
        "filters": {name: st.query_params[name] for name in FILTERS if name in st.query_params},
        "site": viewer.site,
        "zone": viewer.zone.key,
        "viewer": viewer.account,
        "links": {"call": bool(viewer.roles & TAKES_CALLS)},
        **shown,
    }
    board = live_board(
        data, key="board", on_act=_nothing, on_open=_nothing, on_call=_nothing, on_now=_nothing
    )
    then = {AS_OF: st.query_params[AS_OF]} if "past" in shown else {}
    if board.get("now") is not None and then:
        st.query_params.pop(AS_OF)
        st.rerun()
    if pressed := board.get("act"):
        go("ticket", t=_number(pressed["ticket"]), do=pressed["verb"], site=viewer.site)
    elif opened := board.get("open"):
        go("ticket", t=_number(opened["ticket"]), **then, site=viewer.site)
    elif board.get("call") is not None:
        go("call", site=viewer.site)
    with st.container(key="board-as-of", horizontal=True):
        as_of_entry(viewer, back=False)


def _shown(viewer: Viewer, as_of: AsOf) -> dict[str, Any]:
    """The stream that the board follows, or its rows as they stood.

    Raises:
        Refused: The rows are being made, or the moment is none.
    """
    if as_of is None:
        return {"stream": f"/live/board?site={viewer.site}"}
    views = viewer.house.views
    at = int(views.instant(as_of).timestamp() * 1000)
    rows = msgspec.to_builtins(queue(views, site=viewer.site, as_of=as_of))
    board = {"server_now": at, "position": views.moment(as_of), "lag": None, "landmarks": [], "rows": rows}
    return {"past": {"at": at, "board": board}}


def _number(ticket: str) -> str:
    return ticket.split(":", 2)[2]


def _nothing() -> None:
    """The press is read from the board's state in the same run."""
