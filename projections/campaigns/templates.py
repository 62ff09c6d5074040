"""The campaign templates that are published, each in its latest edition."""

import msgspec

from domain.campaigns.book import TemplateBook, template_stream
from domain.campaigns.template import Template
from domain.named import Named
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Views
from projections.spine.model import Field, Row, StateModel
from projections.spine.reference import Reference


class TemplateRow(msgspec.Struct, frozen=True):
    """One template; ``anchor`` says what its anchor day is."""

    code: str
    name: Named
    edition: int
    goal: Named
    anchor: Named
    days: int
    tasks: int
    posts: int


def template_row(book: TemplateBook, reference: Reference) -> Row | None:
    """The latest edition."""
    if not book.editions:
        return None
    latest = book.editions[-1]
    row = TemplateRow(
        code=latest.code,
        name=latest.name,
        edition=latest.edition,
        goal=latest.goal,
        anchor=latest.anchor,
        days=latest.days,
        tasks=len(latest.tasks),
        posts=len(latest.every_post),
    )
    return {"code": latest.code, "held": msgspec.json.encode(row)}


TEMPLATES = StateModel(
    name="templates",
    version=1,
    prefix="template",
    aggregate=TemplateBook,
    fields=(Field("code"), Field("held", "json")),
    row=template_row,
)

_decode = msgspec.json.Decoder(TemplateRow).decode


@question("templates")
def templates(views: Views, *, as_of: AsOf = None) -> list[TemplateRow]:
    """The campaign templates that are published, by code, each in its latest edition."""
    with views.snapshot(as_of) as snapshot:
        rows = snapshot.rows(TEMPLATES)
    return sorted((_decode(row["held"]) for row in rows), key=lambda one: one.code)


def is_published(views: Views, template: Template) -> bool:
    """Whether an edition on record has this content, whatever its number."""
    book = views.log.get(TemplateBook, template_stream(template.code))
    return any(msgspec.structs.replace(one, edition=template.edition) == template for one in book.editions)
