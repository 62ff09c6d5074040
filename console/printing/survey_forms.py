"""The numbered forms of a survey on A4, one a page, each with the code behind which it may be answered instead.

Each blank has a place for the company's seal (FRM-15, SVY-11); the strip at its foot stays with the surveyor.
"""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import msgspec
import segno

from console.languages import Translator
from console.printing.coverage import missing_glyphs
from console.printing.literal import code_point, literal
from console.printing.press import typeset
from domain.errors import Term
from domain.surveys.questionnaire import Questionnaire, Theme

WORDS = {
    "number": Term("Form no."),
    "scan": Term("Answer on the phone instead: scan this code"),
    "how": Term(
        "Please tick one box a line. One form counts for one household; the sealed form alone is valid."
    ),
    "question": Term("What is asked"),
    "required": Term("required"),
    "remarks": Term("Remarks and suggestions"),
    "seal": Term("Place for the seal"),
    "surveyor": Term("For the surveyor: tear off and keep"),
    "unit": Term("Unit no."),
    "handed_out": Term("Handed out on"),
    "came_back": Term("Came back on"),
    "visit": Term("On the visit"),
    "absent": Term("nobody in"),
    "refused": Term("would not answer"),
    "signature": Term("Signature of the surveyor"),
    "not_in_font": Term("Not in the print font:"),
}


class Sheet(msgspec.Struct, frozen=True):
    """One numbered form: for which unit, and where its code leads."""

    number: int
    unit: str
    link: str


class FormsPrint(msgspec.Struct, frozen=True):
    """What is printed; instants stand in the site's own zone.

    Attributes:
        by: The day until which forms are collected; ``None`` where the kind of survey sets none.
    """

    speaks: Translator
    company: str
    site: str
    round: str
    sheet: Questionnaire
    forms: Sequence[Sheet]
    by: date | None
    printed_at: datetime
    demo: bool


def survey_forms_pdf(paper: FormsPrint) -> bytes:
    """One tagged PDF, a page a form; everything in it is data, never markup."""
    speaks, sheet = paper.speaks, paper.sheet
    texts: list[str] = []

    def safe(text: str) -> str:
        texts.append(text)
        return literal(text)

    data: dict[str, Any] = {
        "lang": "en" if speaks.language == "en" else "zh",
        "words": {name: speaks.t(word) for name, word in WORDS.items()},
        "title": safe(speaks.show(sheet.name)),
        "company": safe(paper.company),
        "round": safe(f"{paper.site} · {paper.round}"),
        "by": speaks.t("Please hand it in by {day}.", day=paper.by) if paper.by else "",
        "labels": [safe(speaks.show(one)) for one in reversed(sheet.scale.labels)],
        "themes": [_theme(speaks, one, safe) for one in sheet.themes],
        "forms": [_form(one, safe) for one in paper.forms],
        "printed": speaks.t("Printed {at}", at=paper.printed_at),
        "demo": speaks.t("Demonstration data") if paper.demo else "",
    }
    data["missing"] = [code_point(sign) for sign in missing_glyphs("".join(texts))][:20]
    return typeset("survey_forms.typ", data, printed_at=paper.printed_at)


def _theme(speaks: Translator, theme: Theme, safe: Any) -> dict[str, Any]:
    return {
        "name": safe(speaks.show(theme.name)),
        "ask": safe(speaks.show(theme.ask)),
        "required": theme.required,
    }


def _form(one: Sheet, safe: Any) -> dict[str, Any]:
    return {"number": str(one.number), "unit": safe(one.unit), "link": one.link, "qr": _qr(one.link)}


def _qr(link: str) -> str:
    """The link as an SVG of square modules without a border, error correction M: crisp at any size."""
    svg = BytesIO()
    segno.make(link, error="m", micro=False).save(svg, kind="svg", border=0, xmldecl=False)
    return svg.getvalue().decode()
