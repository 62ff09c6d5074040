"""The published editions of a campaign template."""

from datetime import datetime

from domain.aggregate import Aggregate, on
from domain.campaigns.soundness import obstacles_of
from domain.campaigns.template import Template
from domain.errors import Refused, Term, Unknown, reason
from domain.facts import Fact, Happened, stored_as


@stored_as("template.published")
class TemplatePublished(Fact, frozen=True):
    """An edition of a campaign template is published, with its whole content."""

    template: Template


class TemplateBook(Aggregate):
    """All editions of one template, in the stream ``template:<code>``."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.code = stream.partition(":")[2]
        self.editions: list[Template] = []

    def at_edition(self, edition: int) -> Template:
        """The template in one of its editions; 0 is the latest.

        Raises:
            Unknown: No such edition was published.
        """
        if not self.editions:
            raise Unknown(
                reason(
                    "There is no campaign template “{name}”.",
                    who=Term("campaign coordinator"),
                    verb=Term("publish the template first"),
                    name=self.code,
                )
            )
        if not 0 <= edition <= len(self.editions):
            raise Unknown(
                reason("Template {name} has no edition {edition}.", name=self.code, edition=edition)
            )
        return self.editions[edition - 1]

    def publish(self, template: Template, at: datetime) -> None:
        """Publish the next edition; campaigns that are planned already keep theirs.

        Raises:
            Refused: One reason for each thing wrong with it.
        """
        expected = len(self.editions) + 1
        obstacles = list(obstacles_of(template))
        if template.edition != expected:
            obstacles.append(
                reason("The next edition of {name} is {edition}.", name=self.code, edition=expected)
            )
        if obstacles:
            raise Refused(*obstacles)
        self.record(TemplatePublished(template=template), at)

    @on(TemplatePublished)
    def _on_published(self, fact: TemplatePublished, _: Happened) -> None:
        self.editions.append(fact.template)


def template_stream(code: str) -> str:
    return f"template:{code}"
