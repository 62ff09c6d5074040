"""The paid-service tariff (有偿服务收费标准): its versions and the look-up that decides REP-02 or REP-04 (TCK-03)."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from domain.aggregate import Aggregate, on
from domain.facts import Fact, Recorded, stored_as


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
        said = words.casefold()
        scored = [(_score(item, said), item) for item in self.items]
        hits = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])
        return [item for _, item in hits[:limit]]


def _score(item: Item, said: str) -> int:
    names = [name.casefold() for name in (item.name, item.name_en, item.code) if name]
    whole = sum(3 for name in names if name in said)
    return whole + sum(1 for word in item.keywords if word.casefold() in said)


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
    def _on_published(self, fact: TariffPublished, event: Recorded) -> None:
        self.editions = (*self.editions, fact.edition)


def tariff_stream(site: str) -> str:
    return f"tariff:{site}"
