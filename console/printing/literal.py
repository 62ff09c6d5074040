"""How does any text a person typed come onto paper letter by letter?

Typst receives texts as JSON data and never as markup, so nothing in them is ever executed. What remains are
characters that would disturb the line itself, and runs without a place to break.
"""

import re
import unicodedata

_LONG_RUN = re.compile(r"[\u0021-\u02ff]{17,}")
_ALPHABETIC = re.compile(r"[\u0000-\u1fff]+")
_BREAK_HERE = "\u200b"
_BIDIRECTIONAL = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C, 0x200E, 0x200F}


def literal(text: str) -> str:
    """Make ``text`` safe to set: the same characters, in the same order, none of them acting on the line.

    Line breaks stay, tabs become a space, other control characters and those that turn the writing
    direction are shown by their number (``<U+202E>``), long runs of Latin letters may break anywhere, and
    letters with separate accents are composed. Han characters are never normalised: that would exchange
    the compatibility characters which stand in some names.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    unified = _ALPHABETIC.sub(lambda run: unicodedata.normalize("NFC", run[0]), lines)
    shown = "".join(_visible(character) for character in unified)
    return _LONG_RUN.sub(lambda run: _BREAK_HERE.join(run[0]), shown)


def code_point(character: str) -> str:
    """Write a character as its number in Unicode, ``U+9F98``."""
    return f"U+{ord(character):04X}"


def _visible(character: str) -> str:
    if character == "\n":
        return character
    if unicodedata.category(character) in {"Cc", "Cs"} or ord(character) in _BIDIRECTIONAL:
        return f"<{code_point(character)}>"
    return character
