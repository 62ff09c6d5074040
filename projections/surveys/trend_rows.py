"""What the question about the trend of satisfaction answers with; shares from 0 to 1, days of the site."""

from datetime import date
from typing import Literal

import msgspec

from domain.named import Named
from domain.surveys.template import Base, Share
from projections.surveys.figures.change import Verdict as Told
from projections.surveys.rows import Figure, State
from projections.surveys.whole_rows import ObstacleRow, Silent

Verdict = Told | Literal["not comparable"]


class Changed(msgspec.Struct, frozen=True):
    """A figure against that of the round before.

    Attributes:
        before: Code of that round.
        difference: The later share less the earlier, with its interval; ``None`` where they are not compared.
        confidence: Of the interval; higher where many are judged together.
        why: Obstacles, where the verdict is ``not comparable``.
        rebased: The base is not as large as it was: to be noted beside the comparison (SVY-14).
    """

    before: str
    verdict: Verdict
    difference: float | None
    low: float | None
    high: float | None
    confidence: float | None
    why: list[ObstacleRow]
    rebased: bool


class Reported(msgspec.Struct, frozen=True):
    """The figure as the latest report had it.

    Attributes:
        position: Position of the log that it was counted at.
        restated: The figure of now is another.
    """

    at: int
    position: int
    figure: Figure | None
    restated: bool


class Beside(msgspec.Struct, frozen=True):
    """Tickets reported in the months before a round, as many as lie between two rounds.

    Attributes:
        begins: First day.
        ends: The day before the round's first.
        reopened: Of them, those that were opened again.
        kept, missed: Limits of those that are closed, by verdict.
    """

    begins: date
    ends: date
    tickets: int
    reopened: int
    kept: int
    missed: int


class ThemePoint(msgspec.Struct, frozen=True):
    """The share of one question in one round."""

    code: str
    name: Named
    satisfaction: Figure | None


class RoundPoint(msgspec.Struct, frozen=True):
    """One round on the line.

    Attributes:
        sheet: Questionnaire with its edition; with a sign more where this round asks otherwise than that edition.
        points: Figures of the scale; an answer counts as satisfied from ``happy_from``.
        change: Against the latest round before it that has a figure; ``None`` without one.
        target: The satisfaction that the contract asks for, where it is the whole's overall share that is told (SVY-05).
        breaks: The line is interrupted before it: base kind, scale or questionnaire are others.
        of_issued, of_base: What those who did not answer could change.
    """

    code: str
    name: str
    round: str
    state: State
    starts: date
    base_kind: Base
    base: int
    sheet: str
    points: int
    happy_from: int
    issued: int
    returned: int
    valid: int
    satisfaction: Figure | None
    themes: list[ThemePoint]
    reported: Reported | None
    target: Share | None
    change: Changed | None
    breaks: bool
    of_issued: Silent | None
    of_base: Silent | None
    beside: Beside


class ThemeChange(msgspec.Struct, frozen=True):
    """One question of the chosen round; all its verdicts hold together."""

    code: str
    name: Named
    satisfaction: Figure | None
    change: Changed | None


class StratumChange(msgspec.Struct, frozen=True):
    """One building in the chosen round; all its verdicts hold together."""

    name: str
    size: int
    issued: int
    valid: int
    satisfaction: Figure | None
    change: Changed | None


class SurveyorShare(msgspec.Struct, frozen=True):
    """What the forms of one surveyor say in the chosen round; no base corrects them."""

    account: str
    name: str
    valid: int
    satisfaction: Figure | None


class Mark(msgspec.Struct, frozen=True):
    """Something that may have moved satisfaction.

    Attributes:
        what: ``None`` once erased.
        after: Code of the first round after it, whose change speaks of it; empty while there is none.
    """

    on: date
    what: str | None
    after: str


class Trend(msgspec.Struct, frozen=True):
    """The satisfaction of one kind of survey at a site, round by round, oldest first.

    Attributes:
        theme: The question that the line is about, in the words of the latest round.
        chosen: Code of the round that is told by question, building and surveyor; empty without any.
        before: Code of the round that it is compared with.
    """

    kind: str
    kind_name: Named | None
    theme: str
    theme_name: Named | None
    rounds: list[RoundPoint]
    chosen: str
    before: str
    themes: list[ThemeChange]
    strata: list[StratumChange]
    surveyors: list[SurveyorShare]
    marks: list[Mark]
