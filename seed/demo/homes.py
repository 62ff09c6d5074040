"""The homes of the estate, who owns and rents them, and what becomes of them in the course of the history."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

import msgspec

from domain.unit_facts import HandoverState
from seed.demo import crew, words
from seed.demo.chance import Chance
from seed.demo.days import DAY, ZONE, local, next_working_day
from seed.demo.life import Life, Planned

BUILDINGS: Final = 10
ENTRANCES: Final = 2
DOORS: Final = 4
TYPES: Final = (("两室一厅", 6800), ("三室两厅", 9600), ("两室两厅", 8100), ("四室两厅", 13200))
NEW_BUILDING: Final = "10"


class Home(msgspec.Struct, frozen=True):
    """One home as the estate's file has it.

    Attributes:
        owner: Name and phone; empty before the handover.
        tenant: Name and phone; empty where the owner lives there, or nobody.
    """

    code: str
    building: str
    entrance: str
    floor: str
    door: str
    kind: int
    state: HandoverState
    resident: bool
    owner: dict[str, str]
    tenant: dict[str, str]


class Homes:
    """All homes, in the order of the register; those who live there call the desk."""

    def __init__(self, chance: Chance, count: int) -> None:
        self._chance = chance
        self._people = 0
        per_building = -(-count // BUILDINGS)
        self.all = [self._home(*divmod(number, per_building)) for number in range(count)]
        self.lived_in = [home for home in self.all if home.state is HandoverState.LIVED_IN]

    def _home(self, building: int, number: int) -> Home:
        entrance, place = number % ENTRANCES + 1, number // ENTRANCES
        floor, door = place // DOORS + 1, place % DOORS + 1
        named = str(building + 1)
        state = self._state(named)
        lived_in = state is HandoverState.LIVED_IN
        return Home(
            code=f"{named}-{entrance}-{floor:02}{door:02}",
            building=named,
            entrance=str(entrance),
            floor=str(floor),
            door=f"{floor:02}{door:02}",
            kind=door - 1,
            state=state,
            resident=lived_in and self._chance.falls("resident"),
            owner=self._person(self._chance) if state is not HandoverState.NOT_HANDED_OVER else {},
            tenant=self._person(self._chance) if lived_in and self._chance.falls("rented") else {},
        )

    def _state(self, building: str) -> HandoverState:
        """Everywhere three different counts (UNT-02); the last building is being handed over."""
        luck = self._chance.share()
        not_yet, empty = (0.45, 0.7) if building == NEW_BUILDING else (0.02, 0.12)
        if luck < not_yet:
            return HandoverState.NOT_HANDED_OVER
        return HandoverState.HANDED_OVER if luck < empty else HandoverState.LIVED_IN

    def _person(self, chance: Chance) -> dict[str, str]:
        """Somebody invented; the phones belong to nobody."""
        known = words.names()
        self._people += 1
        name = chance.pick(known.surnames) + chance.pick(known.given)
        return {"name": name, "phone": f"138 0000 {self._people:04}"}

    def caller(self, chance: Chance) -> tuple[Home, dict[str, str]]:
        """A home and whoever calls from there."""
        home = chance.pick(self.lived_in)
        return home, home.tenant or home.owner

    def registered(self, at: datetime, *, new: bool, empty: Collection[str] = ()) -> Iterator[Planned]:
        """The register as it is first entered, one home every two seconds.

        Args:
            new: The building that is being handed over, or else all others.
            empty: Codes of homes where nobody lives yet.
        """
        life = Life("new-homes" if new else "homes", self._chance)
        texts = words.remarks().defects
        for home in self.all:
            if (home.building == NEW_BUILDING) is not new:
                continue
            at += timedelta(seconds=2)
            life.note("unit.register", at, crew.CHIEF, written=at, **_file(home, empty=home.code in empty))
            if home.tenant and home.code not in empty:
                moved_in = at.astimezone(ZONE).date() - (1 + self._chance.below(365)) * DAY
                life.note(
                    "unit.begin_tenancy", at, crew.DESK[0], unit=home.code, tenant=home.tenant, on=moved_in
                )
            if home.owner and self._chance.falls("has_defect"):
                life.note("unit.open_defect", at, crew.DESK[0], unit=home.code, what=self._chance.pick(texts))
        yield from life.planned

    def handed_over(self, chance: Chance, first: date, days: int) -> Iterator[Planned]:
        """The empty homes that get their owners in the course of the history, one every few working days."""
        life = Life("handovers", chance)
        day, end = next_working_day(first), first + timedelta(days=days)
        waiting = [home for home in self.all if home.state is HandoverState.NOT_HANDED_OVER]
        while waiting and day < end:
            home = waiting.pop(0)
            at = local(day, 10, chance.below(60))
            by = crew.desk_at(at)
            life.note("unit.hand_over", at, by, unit=home.code, on=day, warranty_ends=day + 730 * DAY)
            life.note(
                "unit.transfer", at + timedelta(minutes=6), by, unit=home.code, owner=self._person(chance)
            )
            for _ in range(chance.whole(1, 4)):
                day = next_working_day(day)
        yield from life.planned


def _file(home: Home, *, empty: bool) -> dict[str, Any]:
    kind, area = TYPES[home.kind]
    handed_over = home.state is not HandoverState.NOT_HANDED_OVER
    state = HandoverState.HANDED_OVER if empty else home.state
    year = 2027 if home.building == NEW_BUILDING else 2019 + int(home.building) // 2
    return {
        "unit": home.code,
        "building": home.building,
        "entrance": home.entrance,
        "floor": home.floor,
        "door": home.door,
        "unit_type": kind,
        "area_dm2": area + 10 * (int(home.floor) % 5),
        "handover_state": state,
        "permanently_resident": home.resident and not empty,
        "warranty_ends": date(year, 6, 30) if handed_over else None,
        "fit_out_state": "装修完成" if state is HandoverState.LIVED_IN else "",
        "owner": home.owner or None,
    }
