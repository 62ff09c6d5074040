"""A page drawn as somebody signed in sees it, without a browser."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from console import running
from console.guard import SESSION_COOKIE
from console.languages.preference import COOKIE
from console.wiring import House


def drawn(
    house: House, patch: pytest.MonkeyPatch, view: str, account: str, lang: str = "en", **query: str
) -> AppTest:
    """The page of that name once it is drawn; ``query`` is its address."""
    token = house.access.open_session(account)
    patch.setattr("console.viewer.cookies", lambda: {SESSION_COOKIE: token, COOKIE: lang})
    running.open_doors(house)
    test = AppTest.from_function(_script, args=(view,), default_timeout=20)
    test.query_params.update(query)
    test.run()
    assert not test.exception, test.exception[0].stack_trace
    return test


def given(test: AppTest) -> dict[str, Any]:
    """What the board on the page was given."""
    (board,) = test.get("bidi_component")
    return json.loads(board.proto.json)


def _script(view: str) -> None:
    from importlib import import_module

    from console import running
    from console.viewer import viewer_of

    viewer = viewer_of(running.house())
    assert viewer is not None
    import_module(f"console.views.{view}").draw(viewer)
