"""What the estate's people are called, what they say, and what the paid-service tariff holds: read from data files."""

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final, TypeVar

import msgspec

from domain.tariff import Item
from domain.tickets.facts import HelpClass

ROOT: Final = files("seed")
T = TypeVar("T")
Span = tuple[int, int]


class RepairMatter(msgspec.Struct, frozen=True):
    """What callers say of one tariff item; ``minutes`` is how long the work takes."""

    item: str
    minutes: Span
    says: tuple[str, ...]


class AssessedMatter(msgspec.Struct, frozen=True):
    """A repair that stands in no tariff; ``price_cents`` is the range of its assessment."""

    minutes: Span
    price_cents: Span
    says: str


class HelpMatter(msgspec.Struct, frozen=True):
    """A call for help, its first answer and how it ends."""

    help_class: HelpClass
    says: str
    answer: str
    result: str


class Matters(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    repairs: tuple[RepairMatter, ...]
    assessed: tuple[AssessedMatter, ...]
    helps: tuple[HelpMatter, ...]


class Remarks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Texts by occasion."""

    not_home: tuple[str, ...]
    thinking: tuple[str, ...]
    material: tuple[str, ...]
    declines: tuple[str, ...]
    refusals: tuple[str, ...]
    urges: tuple[str, ...]
    actuals: tuple[str, ...]
    reopened: tuple[str, ...]
    satisfied: tuple[str, ...]
    unsatisfied: tuple[str, ...]
    duplicates: tuple[str, ...]
    incidents: tuple[str, ...]
    defects: tuple[str, ...]
    own_materials: str
    rework_charge: str


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    surnames: str
    given: tuple[str, ...]


class _Tariff(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    items: tuple[Item, ...]


def _read(file: Traversable, shape: type[T]) -> T:
    return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), shape)


@cache
def matters() -> Matters:
    return _read(ROOT / "demo" / "matters.toml", Matters)


@cache
def remarks() -> Remarks:
    return _read(ROOT / "demo" / "remarks.toml", Remarks)


@cache
def names() -> Names:
    return _read(ROOT / "demo" / "names.toml", Names)


@cache
def tariff_items(name: str = "demo") -> tuple[Item, ...]:
    """The items of a tariff that comes with the product, in its order."""
    return _read(ROOT / "tariffs" / f"{name}.toml", _Tariff).items
