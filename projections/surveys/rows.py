"""What the list of survey rounds answers with, and the figures that all questions about surveys share."""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from domain.named import Named
from domain.surveys.template import Base, Share, Step

State = Literal["planned", "in_field", "closed", "reported", "called_off", "not_applicable"]
"""``not_applicable``: nobody could be asked, N = 0 (SVY-16)."""

Due = Literal["start"] | Step


class Figure(msgspec.Struct, frozen=True):
    """A share of satisfied answers with its interval, from 0 to 1.

    Attributes:
        happy: Valid forms that count as satisfied.
        answered: Valid forms that answer the question.
        base: All who could have been asked; ``None`` where that is not known, and nothing is corrected then.
        low, high: Wilson's limits with the correction for the part of the base that has answered.
    """

    happy: int
    answered: int
    base: int | None
    share: float
    low: float
    high: float
    confidence: float


class Threshold(msgspec.Struct, frozen=True):
    """What a rule asks for, in whole forms, and what is there; the share is for reading alone (SVY-01..05).

    Attributes:
        needed: Fewest forms with which it is met; ``None``: not applicable, the whole is nobody.
        percent: What is there of the whole, with as many digits as keep it on its side of the threshold.
    """

    there: int
    whole: int
    needed: int | None
    met: bool | None
    asked: Share
    percent: Decimal | None


class DueStep(msgspec.Struct, frozen=True):
    """One step with its last day.

    Attributes:
        step: ``start``: forms go out.
        late: Done after its day, or not done and its day is over.
    """

    step: Due
    due: date
    done: date | None
    late: bool


class SurveyRow(msgspec.Struct, frozen=True):
    """One round of a kind of survey.

    Attributes:
        round: What it is called on an axis.
        base: Those who could be asked; ``None`` until it is frozen.
        numbered: Forms that were drawn; of a form that gave way only the one that took over.
        recovery: Back by the end of collection, of those issued; ``recovery_of`` says whether only valid ones count.
        thresholds_met: Quota and recovery, both; ``None`` where neither applies (SVY-03).
        satisfaction: On the overall question; ``None`` without a valid form.
        target: What the contract asks for, and whether it is reached (SVY-05).
        next: The earliest step that is not done; ``None`` where nothing is due.
        is_late: Whether any step is not done and its day is over.
    """

    code: str
    name: str
    kind: str
    kind_name: Named
    edition: int
    round: str
    state: State
    starts: date
    base_kind: Base
    base: int | None
    numbered: int
    issued: int
    returned: int
    valid: int
    quota: Threshold | None
    recovery: Threshold | None
    recovery_of: Literal["returned", "valid"]
    thresholds_met: bool | None
    satisfaction: Figure | None
    target: Threshold | None
    next: DueStep | None
    is_late: bool
    open_problems: int


class KindRow(msgspec.Struct, frozen=True):
    """One kind of survey that the site holds, and when it must be held next (SVY-04..06).

    Attributes:
        last: Code of the latest round that was held, empty before the first.
        next: Code of the round that is planned for the next time, empty where none is.
        next_from: First day on which forms may go out then; ``None`` where the rule names none.
        next_due: Last day on which forms must go out.
        is_late: That day is over.
    """

    kind: str
    name: Named
    rules: tuple[str, ...]
    last: str
    last_starts: date | None
    next: str
    next_from: date | None
    next_due: date
    is_late: bool


class Surveys(msgspec.Struct, frozen=True):
    """The rounds of a site, newest first, and its kinds of survey."""

    rounds: list[SurveyRow]
    kinds: list[KindRow]
