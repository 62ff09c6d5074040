"""Whatever somebody typed stands on every page of a round as it was typed, and acts on nothing."""

import re
from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from console.plain import JOINER, plain
from console.views.survey import PANELS
from tests.console.surveywork.estate import ROUND, Estate

HOSTILE = "**x** [a](http://b) :red[c] $x$ <b> :material/home: -> www.b.cn"
MARKUP = ("**x**", "[a](", ":red[", "$x$", "<b>", ":material/", "www.")


def read(source: str) -> str:
    """The text as whoever looks reads it: without the escapes and the joiners, which nobody sees."""
    return re.sub(r"\\([\W_])", r"\1", source).replace(JOINER, "")


def markdown(page: AppTest) -> Iterator[str]:
    """Everything on the page that Streamlit reads as Markdown."""
    for text in (*page.title, *page.header, *page.subheader, *page.markdown, *page.caption):
        yield str(text.value)
    for widget in (*page.button, *page.expander, *page.selectbox, *page.text_input, *page.date_input):
        yield str(widget.label)


@pytest.mark.parametrize("panel", [*PANELS])
def test_the_name_of_a_round_is_shown_as_typed_on_each_of_its_panels(
    estate: Estate, page: Callable[..., AppTest], panel: str
) -> None:
    estate.do("plan", name=HOSTILE, template="central_survey", starts="2026-11-22")
    estate.do("freeze_frame")
    estate.do("draw", forms=3)
    estate.back(1, 2)
    estate.key(1, {"security": 5, "overall": 4}, {"security": 4, "overall": 4})
    estate.do("find_problem", form=1, what=HOSTILE)
    seen = page("desk01", survey=ROUND, panel=panel)
    told = [*markdown(seen)]
    assert read(seen.title[0].value) == HOSTILE
    assert [one for one in told for sign in MARKUP if sign in one] == []


def test_the_name_of_a_form_s_household_and_of_its_building_act_on_nothing(
    estate: Estate, page: Callable[..., AppTest]
) -> None:
    estate.do("plan", name="2026", template="central_survey", starts="2026-11-22")
    estate.do("freeze_frame")
    estate.do("draw", forms=3)
    estate.do("issue_forms", forms=[1])
    estate.do("note_visit", form=1, outcome="refused", said=HOSTILE)
    seen = page("desk01", survey=ROUND, panel="forms", form="1")
    assert [one for one in markdown(seen) for sign in MARKUP if sign in one] == []


@pytest.mark.parametrize(
    "typed",
    [
        "1. Eins", "- Strich", "# Nummer", "> Zitat", "a\n===", "&amp; &lt;", "~~alt~~", "`code`", "a -> b", "x@b.cn",
        ":streamlit:", ":smile:", ":material_home:", "夜间 10:30 施工", "50 %–60 %", r"C:\new", "50$ bis 60$",
    ],
)  # fmt: skip
def test_plain_keeps_each_character_and_adds_none_that_is_seen(typed: str) -> None:
    assert read(plain(typed)) == typed


def test_plain_parts_what_is_exchanged_after_markdown_was_read() -> None:
    for sign in (
        ":material_home:",
        ":streamlit:",
        "->",
        "<-",
        "--",
        ">=",
        "<=",
        "www.b.cn",
        "x@b.cn",
        "http://b",
    ):
        assert sign not in plain(sign).replace("\\", ""), sign


def test_plain_leaves_ordinary_words_alone() -> None:
    assert plain("2026年度满意度调查（5号楼）") == "2026年度满意度调查（5号楼）"
    assert plain("Yearly central survey 2026, 9 o’clock") == "Yearly central survey 2026, 9 o’clock"
