"""A refusal with very many reasons stays short, and keeps every one of them."""

import re

from streamlit.testing.v1 import AppTest


def test_of_very_many_reasons_the_first_ten_are_shown_and_the_rest_open_under_a_press() -> None:
    said = drawn(12)
    shown, folded = said.split("<details>")
    assert re.findall("<li>(.*?)</li>", shown) == [f"reason {n} &lt;b&gt;" for n in range(10)]
    assert re.findall("<li>(.*?)</li>", folded) == ["reason 10 &lt;b&gt;", "reason 11 &lt;b&gt;"]
    assert '<ol start="11">' in folded
    assert "and 2 more" in folded


def test_nothing_is_folded_for_a_single_reason_more() -> None:
    said = drawn(11)
    assert "<details>" not in said
    assert said.count("<li>") == 11


def drawn(reasons: int) -> str:
    app = AppTest.from_function(_page, kwargs={"reasons": reasons}).run()
    assert not app.exception
    return str(app.get("html")[0].proto.body)


def _page(reasons: int) -> None:
    from console.views import frame

    frame.note("title", "text", [f"reason {n} <b>" for n in range(reasons)], f"and {reasons - 10} more")
