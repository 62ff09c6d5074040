"""What the address narrows a list to, so that a figure elsewhere leads to the rows behind it.

``/survey?survey=yearly-2026&panel=forms&counting=valid&stratum=3``; a choice made on the page goes into the address.
"""

from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st


def begin(name: str, key: str, options: Iterable[Any]) -> None:
    """Let a choice begin with what the address asks for; what is no option is passed over."""
    asked = st.query_params.get(name, "")
    if key in st.session_state or not asked:
        return
    for one in options:
        if str(one) == asked:
            st.session_state[key] = one


def keep(name: str, key: str, then: Callable[[], None] | None = None) -> Callable[[], None]:
    """What a choice does when it is made: it goes into the address, or out of it."""

    def chosen() -> None:
        value = st.session_state.get(key)
        if value is None:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = str(value)
        if then is not None:
            then()

    return chosen


def since() -> int | None:
    """The position of the log since which forms count otherwise, where the address names one."""
    asked = st.query_params.get(SINCE, "")
    return int(asked[:18]) if asked.isascii() and asked.isdigit() else None


SINCE = "since"
