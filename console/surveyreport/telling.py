"""One round at one moment, and how its figures are said and where their rows are shown."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

import msgspec

from console.languages import Translator
from console.moments import AS_OF, moment_of
from console.printing.document import Cell
from console.surveyreport.papers import address
from console.surveywork.address import FORM, PANEL, SURVEY
from console.viewer import SITE_PARAMETER
from domain.errors import Term
from projections.asking.moments import AsOf
from projections.surveys.figures.thresholds import half_up, shown
from projections.surveys.rows import Figure
from projections.surveys.whole_rows import WholeSurvey

ERASED = Term("erased")
NOBODY = "–"
_UNBROKEN = "\N{NO-BREAK SPACE}"
LISTED = 60
"""Numbers of forms that stand in one line; of more, the rest is counted."""


class Telling(msgspec.Struct, frozen=True):
    """What the parts of a report are told with.

    Attributes:
        site: Code of the site.
        asked: The past moment as the address says it, empty for now.
        position: Of the log, at which the figures were counted.
        at: The instant of that.
        day: Of which day, as the address says it; empty for none.
    """

    site: str
    speaks: Translator
    survey: WholeSurvey
    asked: str
    position: int
    at: datetime
    day: str = ""

    @property
    def as_of(self) -> AsOf:
        return moment_of(self.asked, self.speaks.zone)

    @property
    def t(self) -> Any:
        return self.speaks.t

    def show(self, value: object) -> str:
        return self.speaks.show(value)

    def said(self, text: str | None) -> str:
        """What somebody wrote, unless it was erased."""
        return self.t(ERASED) if text is None else text

    def moment(self, at: int) -> str:
        return self.speaks.moment(datetime.fromtimestamp(at, UTC))

    def day_of(self, at: int) -> str:
        """The day of the site on which an instant was."""
        return self.speaks.day(datetime.fromtimestamp(at, self.speaks.zone).date())

    def percent(self, share: Decimal | float | None) -> str:
        """``83.3 %``; a share from 0 to 1, or a percentage that was rounded already."""
        if share is None:
            return NOBODY
        figure = share if isinstance(share, Decimal) else half_up(share, 1)
        return f"{figure}%" if self.speaks.language == "zh" else f"{figure}{_UNBROKEN}%"

    def share(self, found: Figure | None) -> str:
        """One digit, or as many as keep it on its side of the contract's satisfaction (SVY-05, CAL-10)."""
        if found is None:
            return NOBODY
        target = self.survey.row.target
        asked = Fraction(target.asked.part, target.asked.of) if target else None
        return self.percent(shown(found.happy, found.answered, asked))

    def limits(self, found: Figure | None) -> str:
        """``74.6–89.5 %``, as the trend writes it."""
        return NOBODY if found is None else self.between(found.low, found.high)

    def between(self, low: float, high: float) -> str:
        """Both ends of an interval, each a share from 0 to 1."""
        return f"{half_up(low, 1)}–{self.percent(high)}"

    def forms(self, count: int | None, *, strong: bool = False, then: int | None = None, **by: str) -> Cell:
        """A count that leads to its forms, as of a position where that is another than the report's."""
        if count is None:
            return Cell(NOBODY)
        return Cell(str(count), self.to("forms", then=then, **by), strong=strong)

    def linked(self, text: str, *, strong: bool = False, then: int | None = None, **by: str) -> Cell:
        """A share that leads to the forms it was counted from."""
        return Cell(text, "" if text == NOBODY else self.to("forms", then=then, **by), strong=strong)

    def to(self, panel: str, then: int | None = None, survey: str = "", **by: Any) -> str:
        """Where rows are shown on the round's page; ``by`` narrows them as the question ``survey_forms`` does."""
        as_of = self.asked if then is None else str(then)
        of = survey or self.survey.row.code
        asked = {SITE_PARAMETER: self.site, SURVEY: of, PANEL: panel, **by, AS_OF: as_of}
        return "/survey?" + urlencode({name: value for name, value in asked.items() if value})

    def form(self, number: int) -> str:
        """One form's own page."""
        return self.to("forms", None, "", **{FORM: str(number)})

    def paper(self, name: str, day: date | str = "", **asked: str) -> str:
        """Another paper of the round, of the same moment in the same language."""
        told = {AS_OF: self.asked, "lang": self.speaks.language, "day": str(day)}
        return address(self.site, self.survey.row.code, name, **{**told, **asked})

    def ticket(self, number: str) -> str:
        asked = {"t": number, SITE_PARAMETER: self.site, AS_OF: self.asked}
        return "/ticket?" + urlencode({name: value for name, value in asked.items() if value})

    def numbers(self, forms: list[int]) -> str:
        """``3、7、12``; beyond :data:`LISTED` the rest is counted."""
        told = self.speaks.listed([str(one) for one in forms[:LISTED]])
        left = len(forms) - LISTED
        return told if left <= 0 else self.t("{forms} and {count} more", forms=told, count=left)
