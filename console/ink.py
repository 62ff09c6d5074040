"""The style that every component of ours begins with; its skeleton has the class ``ink`` at the root."""

from functools import cache
from pathlib import Path


@cache
def ink_css() -> str:
    """The theme's variables by their names in the look, type, and a few resets."""
    return Path(__file__).with_name("ink.css").read_text(encoding="utf-8")
