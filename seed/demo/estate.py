"""The estate's whole history as a plan: a pure function of seed, epoch and size."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from operator import attrgetter
from typing import Final

from domain.company import Company
from seed.demo.arrivals import arrivals
from seed.demo.chance import Chance
from seed.demo.crew import Technicians
from seed.demo.days import DAY, ZONE, local
from seed.demo.equipment import equipment
from seed.demo.exams import campaigns
from seed.demo.founding import founding
from seed.demo.helps import help_life
from seed.demo.homes import Homes
from seed.demo.life import Planned
from seed.demo.moves import Moves
from seed.demo.repairs import repair_life
from seed.demo.scene import Scene
from seed.demo.surveys import surveys
from seed.demo.surveys.dates import starts

HOMES: Final = 1200
DAYS: Final = 60
LONGER: Final = 30
"""Days by which a history may be extended before it is begun anew."""


class Estate:
    """One demo estate.

    Attributes:
        seed: Of all its chance.
        epoch: When its tickets begin; calls come from the next local day on. Before it lie years of survey rounds.
        homes: How many.
        days: How many days of calls its first play is meant to hold.
    """

    def __init__(self, seed: int, epoch: datetime, homes: int = HOMES, days: int = DAYS) -> None:
        self.seed = seed
        self.epoch = epoch.astimezone(UTC).replace(microsecond=0)
        self.homes = homes
        self.days = days

    @classmethod
    def ending_at(cls, now: datetime, seed: int, homes: int = HOMES, days: int = DAYS) -> "Estate":
        """A new estate whose first play ends at ``now``: it begins at 09:00, so many days before."""
        first = now.astimezone(ZONE).date() - days * DAY
        return cls(seed, local(first, 9), homes, days)

    @classmethod
    def of(cls, company: Company, homes: int = HOMES, days: int = DAYS) -> "Estate | None":
        """The estate of a store, as its first event names it; ``None`` where the store holds no demo."""
        if not company.demo or company.seed is None or company.epoch is None:
            return None
        return cls(company.seed, company.epoch, homes, days)

    @property
    def first_day(self) -> date:
        """The local date of the first calls."""
        return self.epoch.astimezone(ZONE).date() + DAY

    @property
    def rounds(self) -> Sequence[date]:
        """The first day in the field of each survey round, oldest first."""
        return starts(self.first_day)

    @property
    def founded(self) -> datetime:
        """When the company begins: four weeks before its first survey, about three years before the calls."""
        return local(self.rounds[0] - timedelta(days=28), 9)

    @property
    def ends_at(self) -> datetime:
        """From then on the history is over and a new one should be begun."""
        return local(self.first_day, 0) + timedelta(days=self.days + LONGER)

    @cached_property
    def plan(self) -> list[Planned]:
        """Every command of the whole history, in the order in which they reach the door."""
        return sorted(self._planned(), key=attrgetter("order"))

    def _planned(self) -> Iterator[Planned]:
        homes = Homes(self._chance("homes"), self.homes)
        moves = Moves(self._chance("moves"), homes, self.rounds)
        yield from founding(self._chance("founding"), self.seed, self.founded, self.epoch)
        yield from homes.registered(self.founded + timedelta(minutes=20), new=False, empty=moves.later)
        yield from homes.registered(local(moves.taken_over, 9), new=True)
        yield from moves.moved_in()
        yield from surveys(self.seed, moves, self.rounds)
        yield from homes.handed_over(self._chance("handovers"), self.first_day, self.days + LONGER)
        yield from campaigns(self.seed, self.epoch + timedelta(minutes=75), self.first_day)
        days = self.days + LONGER
        yield from equipment(self.seed, self.epoch + timedelta(minutes=95), self.first_day, days)
        scene = Scene(self._chance("lives"), homes, Technicians())
        calls = arrivals(self._chance("calls"), self.homes, self.first_day, self.days + LONGER)
        for number, at in enumerate(calls, start=1):
            live = help_life if scene.chance.falls("help") else repair_life
            yield from live(scene, f"call{number:05}", at.replace(microsecond=0))

    def _chance(self, of: str) -> Chance:
        """A source of its own for each part, so that a longer plan begins like a shorter one."""
        return Chance(self.seed, of)
