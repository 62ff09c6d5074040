"""Who moves in over the years: some homes between two survey rounds, and a whole building that is taken over later."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from seed.demo import crew
from seed.demo.chance import Chance
from seed.demo.days import DAY, local
from seed.demo.homes import NEW_BUILDING, Home, Homes
from seed.demo.life import Life, Planned

TAKEN_OVER: Final = (4, 100)
"""Before the survey round after this one, so many days after it began."""

MOVED_IN: Final = 45
"""Days after a round began from which on people move in before the next one."""


class Moves:
    """The register over the years.

    Attributes:
        later: Homes that are moved into after their register was begun, by code, with the round after which.
    """

    def __init__(self, chance: Chance, homes: Homes, rounds: Sequence[date]) -> None:
        self._chance = chance
        self._homes = homes
        self._rounds = rounds
        self.later = {
            home.code: chance.whole(1, len(rounds) - 1)
            for home in homes.lived_in
            if home.building != NEW_BUILDING and chance.falls("moves_in_later")
        }

    def lived_in_at(self, number: int) -> list[Home]:
        """Homes that are lived in when a round begins; rounds count from 1."""
        return [home for home in self._homes.lived_in if self._since(home) < number]

    def _since(self, home: Home) -> int:
        """The round after which the register says that somebody lives there; 0 for always."""
        return TAKEN_OVER[0] if home.building == NEW_BUILDING else self.later.get(home.code, 0)

    def moved_in(self) -> Iterator[Planned]:
        """The commands of those who move in later."""
        life, spaces = Life("moves", self._chance), sorted(self.later.items(), key=lambda one: one[1])
        homes = {home.code: home for home in self._homes.all}
        told: list[tuple[date, Home]] = [
            (self._rounds[number - 1] + (MOVED_IN + self._chance.below(90)) * DAY, homes[code])
            for code, number in spaces
        ]
        for day, home in sorted(told, key=lambda one: (one[0], one[1].code)):
            at = local(day, 10, self._chance.below(60))
            by = crew.desk_at(at)
            life.note("unit.move_in", at, by, unit=home.code, on=day, permanently_resident=home.resident)
            if home.tenant:
                at += timedelta(minutes=5)
                life.note("unit.begin_tenancy", at, by, unit=home.code, tenant=home.tenant, on=day)
        yield from life.planned

    @property
    def taken_over(self) -> date:
        """The day on which the new building is entered in the register."""
        number, days = TAKEN_OVER
        return self._rounds[number - 1] + days * DAY
