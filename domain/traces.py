"""Where somebody's name and phone number still stand: in the words of a text, or in another entry."""

import re
from collections.abc import Iterable
from enum import StrEnum

import msgspec

from domain.facts import Entry

_BETWEEN = re.compile(r"[\s()+\-]")
_SHORTEST_PHONE = 7
_SHORTEST_NAME = 2


class Trace(StrEnum):
    """What of a person is said."""

    PHONE = "phone"
    NAME = "name"


class _Person(msgspec.Struct, frozen=True):
    name: str = ""
    phone: str = ""


class Sought(msgspec.Struct, frozen=True):
    """What a person is known by, in all versions of their entries.

    Attributes:
        names: Of two characters or more; one alone would be found everywhere.
        phones: Digits; numbers short enough to be a room's are left out.
    """

    names: frozenset[str]
    phones: frozenset[str]

    def in_words(self, words: str) -> Trace | None:
        """What of the person a text says; the number weighs more than the name."""
        if self.phones and any(phone in digits for digits in [digits_of(words)] for phone in self.phones):
            return Trace.PHONE
        return Trace.NAME if any(name in words for name in self.names) else None

    def in_entry(self, entry: Entry) -> bool:
        """Whether another person's entry holds the same number."""
        return digits_of(msgspec.json.decode(entry.value, type=_Person).phone) in self.phones


def sought(versions: Iterable[Entry]) -> Sought:
    """What the versions of a person's entries say."""
    people = [msgspec.json.decode(entry.value, type=_Person) for entry in versions]
    phones = {digits_of(one.phone) for one in people}
    return Sought(
        frozenset(one.name for one in people if len(one.name) >= _SHORTEST_NAME),
        frozenset(phone for phone in phones if len(phone) >= _SHORTEST_PHONE),
    )


def digits_of(words: str) -> str:
    """A text without what people put between the digits of a number."""
    return _BETWEEN.sub("", words)
