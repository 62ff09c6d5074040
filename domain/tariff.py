"""The paid-service tariff (有偿服务收费标准): its versions and the look-up that decides REP-02 or REP-04 (TCK-03)."""

import re
from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from domain.aggregate import Aggregate, on
from domain.facts import Fact, Happened, stored_as


class Item(msgspec.Struct, frozen=True):
    """One priced service; ``unit`` is what it is charged per, ``keywords`` are words callers use for it."""

    code: str
    name: str
    unit: str
    price_cents: int
    name_en: str = ""
    keywords: tuple[str, ...] = ()


class Edition(msgspec.Struct, frozen=True):
    """One tariff as published, in force from a day on until a later edition."""

    version: int
    since: date
    items: tuple[Item, ...]

    def item(self, code: str) -> Item | None:
        return next((item for item in self.items if item.code == code), None)

    def suggest(self, words: str, limit: int = 5) -> list[Item]:
        """Items whose name or keywords stand in what the caller said, best first."""
        return [item for _, item in self._fitting(words)[:limit]]

    def evident(self, words: str) -> Item | None:
        """The item that may be taken without asking, if there is one; else the repair is quoted first (REP-04).

        It is named (name, English name or code), or two of its keywords are said, and no other item fits as well. One
        keyword alone is a guess: a tap is mentioned in a leak behind the tap, too.
        """
        fitting = self._fitting(words)
        if not fitting or fitting[0][0] < _EVIDENT or (len(fitting) > 1 and fitting[1][0] == fitting[0][0]):
            return None
        return fitting[0][1]

    def _fitting(self, words: str) -> list[tuple[int, Item]]:
        said = words.casefold()
        scored = [(_score(item, said), item) for item in self.items]
        return sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])


_NAMED = 3
_EVIDENT = 2


def _score(item: Item, said: str) -> int:
    """Three for each name, one for each keyword that is not a part of another one said."""
    names = [name.casefold() for name in (item.name, item.name_en, item.code) if name]
    keywords = {word for one in item.keywords if _stands_in(word := one.casefold(), said)}
    distinct = [word for word in keywords if not any(word != other and word in other for other in keywords)]
    return _NAMED * sum(_stands_in(name, said) for name in names) + len(distinct)


def _stands_in(word: str, said: str) -> bool:
    """Whether a word is said; one in Latin letters only as a whole word or its plural, so no “tap” in “tape”."""
    if not word.isascii():
        return word in said
    return re.search(rf"(?<![a-z0-9]){re.escape(word)}s?(?![a-z0-9])", said) is not None


@stored_as("tariff.published")
class TariffPublished(Fact, frozen=True):
    edition: Edition


class Tariff(Aggregate):
    """All editions of one site's tariff."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.editions: tuple[Edition, ...] = ()

    def publish(self, items: Sequence[Item], since: date, at: datetime) -> int:
        """Publish the next edition and return its version; the caller has checked the rows."""
        edition = Edition(len(self.editions) + 1, since, tuple(items))
        self.record(TariffPublished(edition=edition), at)
        return edition.version

    def in_force(self, day: date) -> Edition | None:
        """The latest edition that applies on the site's local ``day``."""
        applying = [edition for edition in self.editions if edition.since <= day]
        return max(applying, key=lambda edition: (edition.since, edition.version), default=None)

    def edition(self, version: int) -> Edition:
        return self.editions[version - 1]

    @on(TariffPublished)
    def _on_published(self, fact: TariffPublished, event: Happened) -> None:
        self.editions = (*self.editions, fact.edition)


def tariff_stream(site: str) -> str:
    return f"tariff:{site}"
