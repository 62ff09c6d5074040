"""Who could be asked on a day, as the units' own streams tell it (UNT-02, SVY-01, SVY-04, SVY-16)."""

import re
from collections.abc import Collection, Iterator, Sequence

from domain.errors import Reason, Term, reason, refuse
from domain.facts import TextRef
from domain.operations.desk import Desk
from domain.places import UnitKind
from domain.surveys.facts import FrameFrozen, Stratum
from domain.surveys.template import Base
from domain.units import Unit, unit_stream

_FIGURES = re.compile("([0-9]+)")


def frame_of(
    desk: Desk, base: Base, calendar: str, key: TextRef, users: int | None, units: Sequence[str] | None
) -> FrameFrozen:
    """The frame of the command's moment.

    Args:
        users: How many persons use the office, where persons are asked (SVY-05).
        units: One unit for each enterprise, where not each occupied unit is one (SVY-04).

    Raises:
        Refused: A figure is missing or out of place, or a unit is not occupied.
    """
    refuse(_misplaced(base, users, units))
    homes = [one for one in units_then(desk) if one.kind is UnitKind.HOME]
    chosen = [one for one in homes if one.is_lived_in]
    if units is not None:
        refuse(_not_occupied(units, {one.code for one in chosen}))
        chosen = [one for one in chosen if one.code in {*units}]
    strata = () if base == "users" else _strata(chosen)
    return FrameFrozen(
        base=users or 0 if base == "users" else len(chosen),
        calendar=calendar,
        key=key,
        strata=strata,
        lived_in=sum(one.is_lived_in for one in homes),
        resident=sum(one.permanently_resident for one in homes),
        handed_over=sum(one.is_household for one in homes),
    )


def units_then(desk: Desk) -> list[Unit]:
    """Every unit of the site as it was when the command happened, in the order of its number."""
    histories = desk.histories(unit_stream(desk.open_site, ""))
    then = [
        Unit(stream).replay(event for event in events if event.happened_at <= desk.at)
        for stream, events in histories.items()
    ]
    return sorted((one for one in then if one.exists), key=lambda one: _in_order(one.code))


def _in_order(code: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _FIGURES.split(code)]


def _strata(units: Sequence[Unit]) -> tuple[Stratum, ...]:
    buildings: dict[str, list[str]] = {}
    for one in units:
        buildings.setdefault(one.file.building, []).append(one.code)
    return tuple(Stratum(name, tuple(codes)) for name, codes in buildings.items())


def _misplaced(base: Base, users: int | None, units: Sequence[str] | None) -> Iterator[Reason]:
    if (base == "users") is not (users is not None):
        yield (
            reason("How many users there are is missing.", who=Term("you"), verb=Term("fill it in"))
            if base == "users"
            else reason("“{name}” is not asked for here.", name="users")
        )
    if units is not None and base != "enterprises":
        yield reason("“{name}” is not asked for here.", name="units")


def _not_occupied(units: Sequence[str], occupied: Collection[str]) -> Iterator[Reason]:
    for code in units:
        if code not in occupied:
            yield reason(
                "Nobody is in {unit} on that day.",
                who=Term("you"),
                verb=Term("take it off the list"),
                unit=code,
            )
