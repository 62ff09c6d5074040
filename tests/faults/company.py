"""The company that the faults hit, and its desk's endless work."""

from random import Random
from typing import Any

from console.onboarding import found_company
from console.settings import Settings
from console.wiring import House, make_store
from domain.operations import Door, Outcome

SITES = ("s1", "s2", "s3", "s4")
UNIT = "5-1-1101"
TARIFF = {"code": "SN-01", "name": "更换水龙头", "unit": "个", "price_cents": 4000, "keywords": ["龙头"]}
STAFF = {"desk": "desk", "duty": "duty_manager", "tech": "technician", "head": "engineering_head"}
ROOT = "root"


def found(settings: Settings, sites: tuple[str, ...] = SITES) -> None:
    """A real company with a desk that works at every site."""
    make_store(settings, "real")
    house = House(settings)
    try:
        found_company(
            house, "Green Garden", sites[0], "East Garden", ROOT, "Zhao Ming", "four words in a row"
        )
        door = house.door()
        for site in sites[1:]:
            _do(door, "site.open", site, site="", code=site, name=f"Garden {site}")
        for site in sites:
            _furnish(door, site)
        for account, role in STAFF.items():
            grants = [{"role": role, "site": "", "since": "2026-01-01"}]
            _do(door, "member.join", account, site="", account=account, name=account.title(), roles=grants)
        house.projector.catch_up()
    finally:
        house.close()


def _furnish(door: Door, site: str) -> None:
    for family in ("reply", "repair", "visit", "billing"):
        choice = {"family": family, "profile": "COMMUNITY", "version": 1, "since": "2026-01-01"}
        _do(door, "site.choose_policy", f"{site} {family}", site=site, **choice)
    _do(door, "tariff.publish", site, site=site, items=[TARIFF], since="2026-01-01")
    _do(door, "unit.register", site, site=site, unit=UNIT, building="5", owner={"name": "周女士"})


def _do(door: Door, do: str, id: str, *, site: str, **arguments: Any) -> None:
    door.submit({"id": f"{do} {id}", "site": site, "by": ROOT, "do": do, **arguments})


_WORK = {
    "help.report": 3,
    "repair.report": 1,
    "ticket.assign": 4,
    "ticket.urge": 4,
    "ticket.remark": 4,
    "ticket.answer": 2,
    "ticket.finish": 1,
    "ticket.close": 2,
    "ticket.void": 1,
}
"""How often a desk does what."""


class Clerk:
    """One desk: takes calls and works on its tickets; what it does next follows from chance and from its outcomes.

    Args:
        name: Begins the ids of its commands.
        site: Where it works.
        chance: Decides what comes next.
    """

    def __init__(self, name: str, site: str, chance: Random) -> None:
        self._name, self._site, self._chance = name, site, chance
        self._count = 0
        self._tickets: list[str] = []

    def next(self) -> dict[str, Any]:
        """The next command."""
        self._count += 1
        do = self._chance.choices([*_WORK], [*_WORK.values()])[0]
        if not self._tickets and do.startswith("ticket."):
            do = "help.report"
        return {
            "id": f"{self._name}-{self._count}",
            "site": self._site,
            "by": "desk",
            "do": do,
            **self._told(do),
        }

    def took(self, outcome: Outcome) -> None:
        """Remember the ticket that a report began."""
        if "ticket" in outcome.results:
            self._tickets = [*self._tickets[-9:], outcome.results["ticket"]]

    def _told(self, do: str) -> dict[str, Any]:
        words = f"{self._name} {self._count} 厨房龙头滴水"
        match do:
            case "help.report":
                return {"matter": words, "place": "gate"}
            case "repair.report":
                caller = {"name": "周女士", "phone": "13800001000"}
                return {"matter": words, "unit": UNIT, "caller": caller, "item": "SN-01"}
        about = {"ticket": self._chance.choice(self._tickets)}
        match do:
            case "ticket.assign":
                return {**about, "to": ["tech"]}
            case "ticket.remark" | "ticket.answer":
                return {**about, "what": words}
            case "ticket.void":
                return {**about, "why": words}
            case _:
                return about
