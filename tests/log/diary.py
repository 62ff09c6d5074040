"""A small aggregate for the tests of the log: a diary that people write in."""

import hashlib
from datetime import UTC, datetime
from typing import Any

import msgspec

from domain.aggregate import Aggregate, on
from domain.facts import Entry, Fact, Happened, PersonRef, Recorded, TextRef, stored_as, upcast_from

NINE = datetime(2026, 4, 24, 9, 0, tzinfo=UTC)
SALT = b"0123456789abcdef"


@stored_as("diary.written", 2)
class Written(Fact, frozen=True):
    """``pages`` was called ``leaves`` in version 1, and a leaf has two pages."""

    pages: int = 1
    text: TextRef | None = None
    author: PersonRef | None = None


@upcast_from("diary.written", 1)
def _leaves_to_pages(fields: dict[str, Any]) -> dict[str, Any]:
    return {"pages": fields.pop("leaves") * 2, **fields}


class Diary(Aggregate):
    pages = 0

    @on(Written)
    def _written(self, fact: Written, _: Happened) -> None:
        self.pages += fact.pages


def written(stream: str, version: int, *, pages: int = 1, **envelope: Any) -> Recorded:
    return Recorded(
        originator_id=stream,
        originator_version=version,
        fact=envelope.pop("fact", None) or Written(pages=pages),
        happened_at=envelope.pop("happened_at", NINE),
        **envelope,
    )


def text(id_: str, words: str) -> tuple[TextRef, Entry]:
    value = words.encode()
    return TextRef(id_, _seal(value)), Entry(id_, 1, "text", value, SALT)


def person(id_: str, version: int, name: str) -> tuple[PersonRef, Entry]:
    value = msgspec.json.encode({"name": name})
    return PersonRef(id_, version, _seal(value)), Entry(id_, version, "person", value, SALT)


def _seal(value: bytes) -> str:
    return hashlib.sha256(SALT + value).hexdigest()
