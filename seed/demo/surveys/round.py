"""One survey round of the demo: its days, its base, and whom the door will draw, known beforehand from the seed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

from domain.surveys.codes import form_code
from domain.surveys.sampling import drawn
from seed.demo.chance import Chance, secret
from seed.demo.days import DAY, local
from seed.demo.founding import SITE
from seed.demo.homes import Home
from seed.demo.life import Life
from seed.demo.surveys.script import RoundScript, editions, sheet_of

BASE = "base"
"""The part that fixes the base, its first command, and draws, its second."""


class Round:
    """One round while its plan is made.

    Attributes:
        number: From 1.
        code: By its month: ``2026-06``.
        base: Homes that are lived in when it begins.
        sheet: What it asks.
    """

    def __init__(self, seed: int, number: int, told: RoundScript, starts: date, base: Sequence[Home]) -> None:
        self.seed = seed
        self.number = number
        self.told = told
        self.starts = starts
        self.code = f"{starts:%Y-%m}"
        self.base = base
        self.sheet = sheet_of(number)

    def at(self, day: int, hour: int, minute: int = 0) -> datetime:
        """A moment by the site's clock, so many days after the first day in the field."""
        return local(self.starts + day * DAY, hour, minute)

    def chance(self, *of: object) -> Chance:
        """A source of its own for each part of each round."""
        return Chance(self.seed, "survey", self.number, *of)

    def life(self, part: str, *, ticket: bool = False) -> "RoundLife":
        return RoundLife(self, part, ticket=ticket)

    def part(self, part: str) -> str:
        """The thread of a part."""
        return f"survey{self.number}-{part}"

    @property
    def size(self) -> int:
        """How many forms go out."""
        return editions()[1].quota_of(len(self.base))

    @cached_property
    def units(self) -> Mapping[int, str]:
        """The household of each numbered form, as the door draws and numbers it (SVY-01)."""
        strata: dict[str, list[str]] = {}
        for home in sorted(self.base, key=lambda one: (int(one.building), one.entrance, one.door)):
            strata.setdefault(home.building, []).append(home.code)
        chosen = drawn(secret(self.seed, f"demo:{self.part(BASE)}:1"), self.size, strata)
        kept = [unit for name, units in strata.items() for unit in units if unit in {*chosen.get(name, ())}]
        return dict(enumerate(kept, start=1))

    def code_of(self, form: int) -> str:
        """The code that stands on a form."""
        key = secret(self.seed, f"demo:{self.part(BASE)}:0")
        return form_code(key, SITE, self.code, form)

    def came_back(self, day: int) -> datetime:
        """When the surveyors bring the forms of a day: in the afternoon, but every third time in the morning."""
        return self.at(day, 8, 30) if day in self.told.back[2::3] else self.at(day, 16, 45)


class RoundLife(Life):
    """Commands of one round, which name its survey."""

    def __init__(self, round_: Round, part: str, *, ticket: bool = False) -> None:
        super().__init__(round_.part(part), round_.chance("delays", part), ticket=ticket)
        self._survey = round_.code

    def tell(self, do: str, at: datetime, by: str, **arguments: Any) -> datetime:
        """Plan a command of the survey; ``do`` without its first word."""
        return self.note(f"survey.{do}", at, by, survey=self._survey, **arguments)
