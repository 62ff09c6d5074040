"""Which characters can the print fonts draw?

The answer is read from the ``cmap`` tables of the very fonts that are embedded, so it cannot differ from
what is printed.
"""

import unicodedata
from functools import cache
from pathlib import Path
from struct import iter_unpack, unpack_from

FONT_FOLDER = Path(__file__).with_name("fonts")
"""The three fonts of the press, with their licence and how they were made."""

_SEGMENTED_COVERAGE = 12
_INVISIBLE_CATEGORIES = {"Cc", "Cf", "Mn"}


def missing_glyphs(text: str) -> list[str]:
    """Name the characters of ``text`` that will print as an empty box.

    Returns:
        Each missing character once, in order of appearance. Characters that are invisible by nature (line
        breaks, joiners, variation selectors) are not missing.
    """
    known = _covered()
    return [
        character
        for character in dict.fromkeys(text)
        if ord(character) not in known and unicodedata.category(character) not in _INVISIBLE_CATEGORIES
    ]


@cache
def _covered() -> frozenset[int]:
    fonts = sorted([*FONT_FOLDER.glob("*.otf"), *FONT_FOLDER.glob("*.ttf")])
    return frozenset().union(*(_mapped_characters(font.read_bytes()) for font in fonts))


def _mapped_characters(font: bytes) -> set[int]:
    """Code points in the full-repertoire subtable (format 12) of an OpenType font."""
    cmap = _table(font, b"cmap")
    (subtables,) = unpack_from(">H", font, cmap + 2)
    for number in range(subtables):
        (offset,) = unpack_from(">I", font, cmap + 8 + 8 * number)
        start = cmap + offset
        (layout,) = unpack_from(">H", font, start)
        if layout == _SEGMENTED_COVERAGE:
            (groups,) = unpack_from(">I", font, start + 12)
            ranges = iter_unpack(">III", font[start + 16 : start + 16 + 12 * groups])
            return {code for first, last, _ in ranges for code in range(first, last + 1)}
    raise ValueError("a print font has no character map of format 12")


def _table(font: bytes, tag: bytes) -> int:
    (tables,) = unpack_from(">H", font, 4)
    for number in range(tables):
        name, _checksum, offset, _length = unpack_from(">4sIII", font, 12 + 16 * number)
        if name == tag:
            return offset
    raise ValueError(f"a print font has no table {tag!r}")
