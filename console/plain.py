"""How does any text a person typed come onto a page letter by letter, where the place reads Markdown?

Streamlit reads Markdown in titles, captions and labels of widgets. Signs of Markdown are escaped; what Streamlit and
its Markdown exchange only afterwards, in the text as it is read (icons, arrows, addresses), is parted by a word joiner,
which is never seen.
"""

import re

_SIGNS = re.compile(r"([\\`*_{}\[\]<>$~&|])")
_AT_START = re.compile(r"^(\d*)(?:(?<=\d)([.)])|(?<!\d)([#+=-]))", re.MULTILINE)
_READ_LATER = re.compile(
    r"(?<=:)(?=[a-z_/+-])|(?<=www)(?=\.)|(?<=[\w.+-])(?=@)|(?<=[<>~-])(?=[>=-])", re.IGNORECASE
)
_INDENT = re.compile(r"\s*\n\s*")
JOINER = "\N{WORD JOINER}"


def plain(text: str) -> str:
    """The same words for a place that reads Markdown: each sign stands for itself."""
    lines = _READ_LATER.sub(JOINER, _INDENT.sub("\n", text.strip()))
    return _AT_START.sub(lambda found: f"{found[1]}\\{found[2] or found[3]}", _SIGNS.sub(r"\\\1", lines))
