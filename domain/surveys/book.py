"""The published editions of a kind of survey."""

from collections.abc import Iterator
from datetime import datetime

from domain.aggregate import on
from domain.editions import Editions
from domain.errors import Reason, Term, reason
from domain.facts import Happened
from domain.surveys.facts import SurveyTemplatePublished
from domain.surveys.questionnaire import obstacles_of
from domain.surveys.template import EndOfMonth, Share, SurveyTemplate, WorkingDaysAfter

LONGEST_DAYS, DAYS_A_MONTH = 1000, 31


class SurveyTemplateBook(Editions[SurveyTemplate]):
    """All editions of one kind of survey, in the stream ``survey_template:<code>``."""

    def unpublished(self) -> Reason:
        return reason(
            "There is no kind of survey “{name}”.",
            who=Term("campaign coordinator"),
            verb=Term("publish the template first"),
            name=self.code,
        )

    def publish(self, template: SurveyTemplate, at: datetime) -> None:
        """Publish the next edition; surveys that are planned already keep theirs.

        Raises:
            Refused: One reason for each thing wrong with it.
        """
        self.refuse_unless_next(template, [*obstacles_of(template.questionnaire), *_flaws(template)])
        self.record(SurveyTemplatePublished(template=template), at)

    @on(SurveyTemplatePublished)
    def _on_published(self, fact: SurveyTemplatePublished, _: Happened) -> None:
        self.editions.append(fact.template)


def _flaws(template: SurveyTemplate) -> Iterator[Reason]:
    shares: list[Share | None] = [template.quota, template.recovery]
    if any(share and share.part > share.of for share in shares):
        yield reason("A share is more than the whole.", who=Term("you"), verb=Term("correct it"))
    for step, due in template.deadlines.items():
        far = due.months * DAYS_A_MONTH if isinstance(due, EndOfMonth) else due.days
        circular = step == "collect" and isinstance(due, WorkingDaysAfter) and due.since == "close"
        if circular or not 0 <= far <= LONGEST_DAYS:
            yield reason("A day of the template is out of range.")


def survey_template_stream(code: str) -> str:
    return f"survey_template:{code}"
