"""The kinds of survey that are published, each in its latest edition."""

import msgspec

from domain.surveys.book import SurveyTemplateBook
from domain.surveys.template import SurveyTemplate
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Views
from projections.spine.model import Field, Row, StateModel
from projections.spine.reference import Reference


def kind_row(book: SurveyTemplateBook, reference: Reference) -> Row | None:
    """The latest edition."""
    if not book.editions:
        return None
    return {"code": book.code, "held": msgspec.json.encode(book.editions[-1])}


SURVEY_TEMPLATES = StateModel(
    name="survey_templates",
    version=1,
    prefix="survey_template",
    aggregate=SurveyTemplateBook,
    fields=(Field("code"), Field("held", "json")),
    row=kind_row,
)

_decode = msgspec.json.Decoder(SurveyTemplate).decode


@question("survey_templates")
def survey_templates(views: Views, *, as_of: AsOf = None) -> list[SurveyTemplate]:
    """The kinds of survey that are published, by code, each in its latest edition with its questionnaire."""
    with views.snapshot(as_of) as snapshot:
        rows = snapshot.rows(SURVEY_TEMPLATES)
    return sorted((_decode(row["held"]) for row in rows), key=lambda one: one.code)
