"""Looking units and callers up while somebody is on the phone: by part of a number, a name, its pinyin, or a phone.

Personal data are read from the register into memory and never written to the read models' file; when a register
entry has come or gone, they are read again before the next answer, so that an erased person is found no more.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product
from threading import Lock
from typing import Annotated, Literal

import msgspec

from projections.asking.registry import question
from projections.asking.views import Snapshot, Views
from projections.tickets.ledger import TICKETS
from projections.tickets.queue import QUEUE
from projections.units.homes import HOMES

Relation = Literal["owner", "tenant", "caller", "nobody"]
Limit = Annotated[int, msgspec.Meta(ge=1, le=50)]
_READINGS = 8
_SHORTEST = 3
"""Digits from which on a part of a phone, or of a unit's number without its dashes, is looked for."""


class FoundUnit(msgspec.Struct, frozen=True):
    """One person at one unit, or a unit of which nobody is known.

    Attributes:
        relation: ``caller``: called about this unit before, without being its owner or tenant.
        open: Tickets that are open at the unit.
    """

    unit: str
    person: str
    name: str
    phone: str
    relation: Relation
    open: int


class Known(msgspec.Struct, frozen=True):
    """A person at a unit with everything that may be typed to find them, in lower case."""

    unit: str
    digits: str
    person: str
    name: str
    phone: str
    relation: Relation
    typed: str
    sounds: tuple[str, ...]
    all: str

    def fit(self, word: str) -> int:
        """How well one typed word fits: 0 not at all; whole numbers and beginnings best."""
        if word not in self.all:
            return 0
        if word == self.unit or (word.isdigit() and word == self.digits):
            return 5
        if self.unit.endswith(f"-{word}") or word == self.typed:
            return 4
        if word in self.unit or any(sound.startswith(word) for sound in self.sounds):
            return 3
        if word in self.typed:
            return 2
        long_enough = len(word) >= _SHORTEST and word.isdigit()
        return int(long_enough and (word in self.phone or word in self.digits))


def known_as(unit: str, person: str, name: str, phone: str, relation: Relation) -> Known:
    """A person at a unit, made ready to be found."""
    digits, typed = "".join(letter for letter in unit if letter.isdigit()), name.casefold()
    spoken = sounds(typed)
    everything = "\n".join((unit, digits, typed, phone, *spoken))
    return Known(unit, digits, person, name, phone, relation, typed, spoken, everything)


class Finder:
    """Everybody who may call a site, kept in memory for as long as register and units stay as they are."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._mark: object = None
        self._sites: dict[str, list[Known]] = {}

    def known(self, views: Views, snapshot: Snapshot, site: str) -> list[Known]:
        """Everybody known at a site, read anew where something has changed."""
        mark = (views.log.register_mark(), snapshot.position(HOMES))
        with self._lock:
            if mark != self._mark:
                self._mark, self._sites = mark, {}
            if site not in self._sites:
                self._sites[site] = _read(views, snapshot, site)
            return self._sites[site]


@question("find")
def find(views: Views, *, site: str, part: str, limit: Limit = 12) -> list[FoundUnit]:
    """Units and people of a site that fit every word typed: part of a unit's number, a name, its pinyin, a phone."""
    words = part.casefold().split()
    with views.snapshot() as snapshot:
        known = views.keep(Finder, Finder).known(views, snapshot, site)
        fits = ((min(one.fit(word) for word in words), one) for one in known) if words else ()
        best = sorted(
            (pair for pair in fits if pair[0]), key=lambda pair: (-pair[0], pair[1].unit, pair[1].relation)
        )
        chosen = [one for _, one in islice(best, limit)]
        units = [one.unit for one in chosen]
        rows = snapshot.rows(QUEUE, "site = :site AND unit IN :units", site=site, units=units)
    busy = [row["unit"] for row in rows]
    return [
        FoundUnit(one.unit, one.person, one.name, one.phone, one.relation, busy.count(one.unit))
        for one in chosen
    ]


def _read(views: Views, snapshot: Snapshot, site: str) -> list[Known]:
    people = {
        entry.id: msgspec.json.decode(entry.value, type=dict[str, str])
        for entry in views.log.latest("person")
    }
    seen: set[tuple[str, str, str]] = set()
    known: list[Known] = []
    for unit, person, relation in _relations(snapshot, site):
        entry = people.get(person, {})
        name, phone = entry.get("name", ""), entry.get("phone", "")
        if (unit, name, phone) in seen or (relation == "caller" and not entry):
            continue
        seen.add((unit, name, phone))
        known.append(known_as(unit, person, name, phone, relation if entry else "nobody"))
    return known


def _relations(snapshot: Snapshot, site: str) -> Iterator[tuple[str, str, Relation]]:
    """Unit, register id and relation: owners and tenants first, then whoever called about a unit."""
    for row in snapshot.rows(HOMES, "site = :site", site=site):
        yield row["unit"], row["owner"], "owner"
        for tenant in row["tenants"].split():
            yield row["unit"], tenant, "tenant"
    for row in snapshot.rows(TICKETS, "site = :site AND caller <> '' AND unit <> ''", site=site):
        yield row["unit"], row["caller"], "caller"


@lru_cache(maxsize=50_000)
def sounds(name: str) -> tuple[str, ...]:
    """How a name may be typed by its sound: full pinyin and initials, for each reading of its characters."""
    from pypinyin import Style, pinyin  # its dictionary of phrases takes a fifth of a second

    syllables = pinyin(name, style=Style.NORMAL, heteronym=True)
    full = ["".join(reading) for reading in islice(product(*syllables), _READINGS)]
    initials = ["".join(part[:1] for part in reading) for reading in islice(product(*syllables), _READINGS)]
    return tuple(dict.fromkeys((*full, *initials)))
