"""The board's words, colours and joined module agree with each other."""

import re
import tomllib
from pathlib import Path

from console.board.assets import board_html, board_js, tokens_css
from console.board.words import words

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"
USED = re.compile(r'words\["([\w.]+)"\]|words\[[^\]]*\? "([\w.]+)" : "([\w.]+)"')


def test_every_word_that_the_board_asks_for_exists() -> None:
    asked = {word for found in USED.findall(board_js()) for word in found if word}
    asked |= set(re.findall(r'data-word="([\w.]+)"', board_html()))
    assert len(asked) > 40
    assert asked <= set(words(str))


def test_the_joined_module_has_one_export_and_no_import() -> None:
    lines = board_js().splitlines()
    assert [line for line in lines if line.startswith("export")] == [
        "export default function mount({ data, parentElement, setTriggerValue }) {"
    ]
    assert not [line for line in lines if line.startswith("import")]


def test_pages_outside_streamlit_have_the_colours_of_the_theme() -> None:
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
    variables = re.findall(r"--st-([a-z-]+-color): light-dark\((#\w+), (#\w+)\)", tokens_css())
    assert len(variables) > 20
    for name, light, dark in variables:
        key = re.sub(r"-(\w)", lambda found: found[1].upper(), name)
        assert (theme["light"][key], theme["dark"][key]) == (light, dark), key


def test_the_board_owns_no_colour_but_text_on_fills() -> None:
    style = (Path(__file__).parents[2] / "console/board/board.css").read_text(encoding="utf-8")
    assert set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", style)) <= {"#FFFFFF", "#2A0603", "#17201C"}
