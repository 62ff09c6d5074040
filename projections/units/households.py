"""How many households a site has, on the three bases that visits and surveys count from (UNT-02)."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import RowMapping

from domain.unit_facts import HandoverState
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Views
from projections.units.homes import HOMES


class Bases(msgspec.Struct, frozen=True):
    """Homes of one building, or of the whole site; exam rooms and other places count on none of the bases.

    Attributes:
        registered: All of them, handed over or not.
        handed_over: The handover is done; whoever lives in counts here too.
        lived_in: Somebody has moved in.
        permanently_resident: Lived in all year round.
    """

    registered: int = 0
    handed_over: int = 0
    lived_in: int = 0
    permanently_resident: int = 0


class Building(msgspec.Struct, frozen=True):
    building: str
    bases: Bases


class Households(msgspec.Struct, frozen=True):
    """The whole site, and each building in the order in which people count them: 2 before 10."""

    site: Bases
    buildings: list[Building]


@question("households")
def households(views: Views, *, site: str, as_of: AsOf = None) -> Households:
    """Household counts of a site on the three bases: handed over, lived in, permanently resident (UNT-02)."""
    with views.snapshot(as_of) as snapshot:
        rows = snapshot.rows(HOMES, "site = :site AND kind = 'home'", site=site)
    buildings: dict[str, list[RowMapping]] = {}
    for row in rows:
        buildings.setdefault(row["building"], []).append(row)
    counted = [Building(name, _count(buildings[name])) for name in sorted(buildings, key=as_counted)]
    return Households(_count(rows), counted)


def _count(rows: Iterable[RowMapping]) -> Bases:
    homes = list(rows)
    return Bases(
        registered=len(homes),
        handed_over=sum(row["handover_state"] != HandoverState.NOT_HANDED_OVER.value for row in homes),
        lived_in=sum(row["handover_state"] == HandoverState.LIVED_IN.value for row in homes),
        permanently_resident=sum(row["permanently_resident"] for row in homes),
    )


def as_counted(building: str) -> tuple[int, int, str]:
    """By which buildings and entrances are sorted: 2 before 10, names without a number last."""
    digits = "".join(sign for sign in building if sign.isdecimal())
    return (0 if digits else 1, int(digits or 0), building)
