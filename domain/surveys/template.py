"""The rules of a kind of survey, as data: whom it asks, how many, and by when (SVY-01..06)."""

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec

from domain.named import Named
from domain.surveys.questionnaire import Code, Questionnaire, Shape

Base = Literal["lived_in", "enterprises", "users"]
"""Who is asked: households that live in (SVY-01), enterprises in the park (SVY-04), users of an office (SVY-05)."""

Step = Literal["collect", "tally", "slips", "rectify", "accept", "report"]
Positive = Annotated[int, msgspec.Meta(ge=1, le=1000)]


class Share(Shape, frozen=True):
    """A part of a whole, compared in integers and never after rounding (CAL-10)."""

    part: Positive
    of: Positive

    def least(self, whole: int) -> int:
        """The least count that reaches this share of ``whole``, rounded up."""
        return -(-self.part * whole // self.of)

    def is_met(self, count: int, whole: int) -> bool:
        return self.of * count >= self.part * whole


class AfterStart(Shape, frozen=True, tag_field="is", tag="after_start"):
    """The end of the day that many calendar days after the first day in the field."""

    days: int


class WorkingDaysAfter(Shape, frozen=True, tag_field="is", tag="working_days"):
    """The end of a working day counted from the first day in the field, or from the day collection was closed.

    Where it is not closed yet, that day is taken as the last on which forms may come back (SVY-04).
    """

    days: int
    since: Literal["start", "close"] = "start"


class EndOfMonth(Shape, frozen=True, tag_field="is", tag="end_of_month"):
    """The last day of a month after that of the first day in the field."""

    months: int


Deadline = AfterStart | WorkingDaysAfter | EndOfMonth


class Cycle(Shape, frozen=True):
    """How often it is held.

    Attributes:
        every_months: The longest time between two rounds.
        months: Months in which it is held; empty where none is named.
        day: The day of the month on which forms go out; may differ by ``slack_days`` without being a breach.
    """

    every_months: int
    months: tuple[int, ...] = ()
    day: int | None = None
    slack_days: int = 0


class SurveyTemplate(Shape, frozen=True):
    """One kind of survey in one edition; a survey that is planned keeps its own.

    Attributes:
        rules: IDs of the catalogue.
        quota: Share of the base to whom forms must be issued; ``None`` where no figure is set.
        whole_below: A base smaller than this is asked as a whole.
        recovery: Share of the issued forms that must come back; ``None`` where no figure is set.
        recovery_of: What counts as come back.
        wants_target: Whether the contract states a satisfaction that must be reached (SVY-05).
    """

    code: Code
    edition: int
    rules: tuple[str, ...]
    name: Named
    base: Base
    questionnaire: Questionnaire
    cycle: Cycle
    quota: Share | None = None
    whole_below: int = 0
    recovery: Share | None = None
    recovery_of: Literal["returned", "valid"] = "returned"
    deadlines: Mapping[Step, Deadline] = {}
    wants_target: bool = False

    def quota_of(self, base: int) -> int:
        """How many forms must be issued: WE-06 has 180 / 120 / 600 of 180 / 200 / 1000 households (SVY-01).

        0 where no figure is set.
        """
        if self.quota is None:
            return 0
        return base if base < self.whole_below else self.quota.least(base)

    def recovery_from(self, issued: int) -> int:
        """How many of the issued forms must come back; 0 where no figure is set (SVY-02, SVY-04)."""
        return self.recovery.least(issued) if self.recovery else 0
