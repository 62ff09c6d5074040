"""What a file of the register looks like: its headings in both languages, and the command a row becomes.

Headings are a file format: the Chinese and the English ones are accepted everywhere, and the aliases that
property companies use in their own lists.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from console.importing.fields import Parse
from domain.errors import Reason, Refused

Values = Mapping[str, Any]

UNHEARD = re.compile("[\\s_*:\uff0a\uff1a]+")
"""What makes no difference between two headings: blanks, and the star of a required column."""


class Heading(msgspec.Struct, frozen=True):
    """One column; ``choices`` are offered as a list in the template, Chinese first."""

    key: str
    zh: str
    en: str
    parse: Parse
    required: bool = False
    aliases: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> str:
        """The heading in both languages, as a refusal names it."""
        return f"{self.zh} ({self.en})"

    def accepts(self, text: str) -> bool:
        """Whether this is how the file heads the column."""
        return _folded(text) in {_folded(one) for one in (self.key, self.zh, self.en, *self.aliases)}


def _spares_none(values: Values, key: str) -> bool:
    """A required cell is filled in on every row."""
    return False


def _needs_none(values: Values) -> str:
    """A row stands for itself."""
    return ""


def _stood_never(refused: Refused) -> bool:
    """A refused row is to be mended."""
    return False


class Form(msgspec.Struct, frozen=True):
    """One kind of file.

    Attributes:
        do: The command.
        key: What may stand only once in a file, of a row's values.
        arguments: A row's values → the command's arguments.
        obstacles: What the row's values contradict among themselves.
        spares: Whether a row may leave the cell of a required heading empty, by its key.
        needs: Key of another row that must be in before this one, by its values; empty for none.
        stood: Whether a refusal says that the row's matter is on record already, from elsewhere.
        examples: Rows of the template's second sheet, by heading; a pair is Chinese and English.
    """

    kind: str
    zh: str
    en: str
    do: str
    headings: tuple[Heading, ...]
    key: Callable[[Values], str]
    arguments: Callable[[Values], dict[str, Any]]
    obstacles: Callable[[Values], Sequence[Reason]]
    examples: tuple[Mapping[str, str | tuple[str, str]], ...]
    spares: Callable[[Values, str], bool] = _spares_none
    needs: Callable[[Values], str] = _needs_none
    stood: Callable[[Refused], bool] = _stood_never


def _folded(text: str) -> str:
    return UNHEARD.sub("", text.casefold())
