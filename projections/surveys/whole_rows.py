"""What the question about one survey round answers with; instants are Unix seconds, days are days of the site."""

from datetime import date
from typing import Literal

import msgspec

from domain.named import Named
from domain.surveys.form_facts import Invalid
from domain.surveys.problems import State as ProblemState
from domain.surveys.questionnaire import Questionnaire
from projections.surveys.figures.change import Verdict, What
from projections.surveys.rows import DueStep, Figure, SurveyRow


class Funnel(msgspec.Struct, frozen=True):
    """From those who could be asked to those whose forms count.

    Attributes:
        in_time: Returned by the end of collection.
        valid_in_time: Valid ones of those.
        late: Came in after the close: they restate the figures, and count for no deadline.
        refused, absent: Still out, and the last visit brought nothing.
        to_key: Back, and what they say does not stand yet.
        gone: Lost or spoilt: gave way to others.
    """

    base: int | None
    numbered: int
    issued: int
    returned: int
    valid: int
    in_time: int
    valid_in_time: int
    late: int
    refused: int
    absent: int
    to_key: int
    gone: int


class StratumRow(msgspec.Struct, frozen=True):
    """One building.

    Attributes:
        size: Who could be asked there.
        drawn: How many of them were drawn; 0 is worth a word.
        beside: Against all other buildings together; ``None`` without a valid form here or there.
    """

    name: str
    size: int
    drawn: int
    issued: int
    returned: int
    valid: int
    satisfaction: Figure | None
    beside: Verdict | None


class SurveyorRow(msgspec.Struct, frozen=True):
    """One surveyor; a flag asks for a second visit, it finds nobody guilty (SVY-11).

    Attributes:
        compared: Answered forms that were compared with each other.
        alike: Mean share of equal answers over pairs of them, from 0 to 1; ``None`` with fewer than two.
        others_alike: The same over pairs of everybody else's.
        one_answer: Forms with one answer to every question; that flags nothing.
        p: How often chance would make them as much alike; ``None`` where it is not judged.
        flagged: Whether they are alike beyond chance.
    """

    account: str
    name: str
    issued: int
    returned: int
    valid: int
    refused: int
    absent: int
    satisfaction: Figure | None
    compared: int
    alike: float | None
    others_alike: float | None
    one_answer: int
    p: float | None
    flagged: bool


class ThemeRow(msgspec.Struct, frozen=True):
    """One question with its share of satisfied answers among the valid forms that answer it."""

    code: str
    name: Named
    ask: Named
    required: bool
    satisfaction: Figure | None


class Silent(msgspec.Struct, frozen=True):
    """The share if every silent one were unhappy, and if every one were happy, from 0 to 1.

    Attributes:
        whole: Of whom the share is; ``silent`` of them gave no valid form.
    """

    happy: int
    valid: int
    whole: int
    silent: int
    low: float
    high: float


class Weighted(msgspec.Struct, frozen=True):
    """The overall share with each building weighed by its households, from 0 to 1.

    Attributes:
        size: Households of the buildings that it speaks for.
        unheard: Buildings with households and without a valid form, for which it does not speak.
    """

    share: float
    low: float
    high: float
    confidence: float
    size: int
    unheard: tuple[str, ...]


class SecondForms(msgspec.Struct, frozen=True):
    """A household with more than one form back: they count once (SVY-11, SVY-16)."""

    unit: str
    forms: list[int]
    counts: int


class Figures(msgspec.Struct, frozen=True):
    """The counts of one moment; ``satisfaction`` on the overall question."""

    issued: int
    returned: int
    valid: int
    satisfaction: Figure | None


class ReportRow(msgspec.Struct, frozen=True):
    """Figures as reported, beside what is known of the same round at the moment that is asked about.

    Attributes:
        position: Position of the log that they were counted at.
        then: The counts as they stand in the report.
        now: The counts of the moment asked about.
        between: Numbers of the forms that came in, or count otherwise, since then.
    """

    at: int
    position: int
    analysis: str | None
    then: Figures
    now: Figures
    between: list[int]


class DrawRow(msgspec.Struct, frozen=True):
    """One draw: with its seed and the frame anybody can draw again."""

    seed: str
    size: int


class FrameRow(msgspec.Struct, frozen=True):
    """The base as it was frozen.

    Attributes:
        lived_in, resident, handed_over: The site's three counts of households on that day (UNT-02).
        without: Buildings that have somebody, and of which nobody was drawn.
    """

    base: int
    at: int
    calendar: str
    lived_in: int
    resident: int
    handed_over: int
    draws: list[DrawRow]
    without: list[str]


class MarkRow(msgspec.Struct, frozen=True):
    """Something that may have moved satisfaction; ``what`` is ``None`` once erased."""

    on: date
    what: str | None


class ObstacleRow(msgspec.Struct, frozen=True):
    """What is another in two rounds, so that they are not compared (SVY-14)."""

    what: What
    before: str
    after: str


class ChangeRow(msgspec.Struct, frozen=True):
    """The overall share less that of the round before, from -1 to 1, with its interval.

    Attributes:
        survey: Code of the latest round of the same kind before that has a figure, with its name and round.
        difference: ``None`` where both are not compared, as are its limits.
        obstacles: Why they are not compared.
        rebased: The base is not as large as it was, which is to be noted beside the comparison.
    """

    survey: str
    name: str
    round: str
    before: Figure | None
    verdict: Verdict | Literal["not comparable"]
    difference: float | None
    low: float | None
    high: float | None
    confidence: float | None
    obstacles: list[ObstacleRow]
    rebased: bool


class WholeSurvey(msgspec.Struct, frozen=True):
    """One round whole.

    Attributes:
        rules: Of its kind, by their IDs.
        recovery_of: Which forms its recovery counts (SVY-02, SVY-07).
        invalid: Invalid forms by reason.
        steps: In the order of their days.
        weighted: ``None`` where forms came back as evenly as they could: it is the plain share then.
        change: Against the round before; ``None`` where there was none.
        of_issued, of_base: What those who did not answer could change.
        problems: By state.
    """

    row: SurveyRow
    rules: tuple[str, ...]
    recovery_of: Literal["returned", "valid"]
    campaign: str
    closed_at: int | None
    called_off_at: int | None
    called_off_why: str | None
    questionnaire: Questionnaire
    funnel: Funnel
    frame: FrameRow | None
    steps: list[DueStep]
    strata: list[StratumRow]
    surveyors: list[SurveyorRow]
    themes: list[ThemeRow]
    invalid: dict[Invalid, int]
    second_forms: list[SecondForms]
    weighted: Weighted | None
    change: ChangeRow | None
    of_issued: Silent | None
    of_base: Silent | None
    reports: list[ReportRow]
    marks: list[MarkRow]
    problems: dict[ProblemState, int]
