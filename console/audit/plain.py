"""One fact as one plain sentence: a wording filled with what the fact says, and the words that stand beside it."""

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

import msgspec

from console.ticketpage.told import Told
from domain.errors import Term

PEOPLE = frozenset({"person", "other", "surveyor", "instead_of", "to", "waiver_person"})
"""Fields that hold an account, or a person's code in a roster."""
NOTHING = "–"


class Plain(msgspec.Struct, frozen=True):
    """One wording.

    Attributes:
        says: What is said; placeholders are fields of the fact, those of a record in it as ``grant_role``.
        words: Field of the free text that stands beside it, if the fact has one.
        codes: Words for the codes that its fields may hold.
    """

    says: Term
    words: str = ""
    codes: Mapping[Any, str] = {}

    def __call__(self, one: Told) -> str:
        said = one.t(self.says, **self._fields(one))
        if not self.words or not one.has(self.words):
            return said
        return one.joined(said, one.t("“{text}”", text=one.words(self.words)))

    def _fields(self, one: Told) -> dict[str, Any]:
        """What its placeholders stand for; what the fact leaves open is a dash."""
        named = {name for _, name, _, _ in Formatter().parse(self.says) if name}
        return dict.fromkeys(named, NOTHING) | {
            name: self._shown(one, name, value)
            for name, value in _flat(one.line.fields)
            if name in named and value != ""
        }

    def _shown(self, one: Told, name: str, value: Any) -> Any:
        if isinstance(value, bool | str) and value in self.codes:
            return self.codes[value]
        if name in PEOPLE and isinstance(value, str):
            return one.name(value)
        if value is None:
            return one.words(name)
        return len(value) if isinstance(value, dict | list | tuple) else value


def _flat(fields: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each field by its name, and those of a record in it by both names."""
    for name, value in fields.items():
        yield name, value
        if isinstance(value, dict):
            yield from ((f"{name}_{inner}", held) for inner, held in value.items())
