"""The published editions of a campaign template."""

from datetime import datetime

from domain.aggregate import on
from domain.campaigns.soundness import obstacles_of
from domain.campaigns.template import Template
from domain.editions import Editions
from domain.errors import Reason, Term, reason
from domain.facts import Fact, Happened, stored_as


@stored_as("template.published")
class TemplatePublished(Fact, frozen=True):
    """An edition of a campaign template is published, with its whole content."""

    template: Template


class TemplateBook(Editions[Template]):
    """All editions of one template, in the stream ``template:<code>``."""

    def unpublished(self) -> Reason:
        return reason(
            "There is no campaign template “{name}”.",
            who=Term("campaign coordinator"),
            verb=Term("publish the template first"),
            name=self.code,
        )

    def publish(self, template: Template, at: datetime) -> None:
        """Publish the next edition; campaigns that are planned already keep theirs.

        Raises:
            Refused: One reason for each thing wrong with it.
        """
        self.refuse_unless_next(template, obstacles_of(template))
        self.record(TemplatePublished(template=template), at)

    @on(TemplatePublished)
    def _on_published(self, fact: TemplatePublished, _: Happened) -> None:
        self.editions.append(fact.template)


def template_stream(code: str) -> str:
    return f"template:{code}"
