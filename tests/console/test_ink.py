"""Every component of ours stands on one sheet: the theme's variables get their names there and nowhere else."""

import re
from pathlib import Path

import pytest

from console import ink
from console.board.assets import board_css
from console.call.assets import call_css
from console.ink import ink_css

CONSOLE = Path(ink.__file__).parent
NAMED = re.compile(r"(--[a-z0-9-]+): var\(--st-[a-z-]+\);")


def test_the_names_of_the_themes_colours_stand_in_one_sheet() -> None:
    named = {
        path.relative_to(CONSOLE).as_posix()
        for path in CONSOLE.rglob("*.css")
        if NAMED.search(path.read_text(encoding="utf-8"))
    }
    assert named == {"ink.css"}


def test_every_colour_that_a_component_uses_has_a_name() -> None:
    known = set(re.findall(r"(--[a-z0-9-]+):", ink_css()))
    for css in (board_css(), call_css(), _file("ticketpage/page.css")):
        own = set(re.findall(r"(--[a-z0-9-]+):", css))
        used = set(re.findall(r"var\((--(?!st-)[a-z0-9-]+)", css))
        assert used
        assert used <= known | own


@pytest.mark.parametrize("skeleton", ["board/board.html", "call/call.html", "ticketpage/page.html"])
def test_the_root_of_every_component_is_on_the_sheet(skeleton: str) -> None:
    assert _file(skeleton).startswith('<div class="ink ')


def _file(name: str) -> str:
    return (CONSOLE / name).read_text(encoding="utf-8")
