"""The problem record of a survey's day on A4: what is on record, and blank lines for what is found (FRM-15, SVY-08)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from console.languages import Translator
from console.printing.coverage import missing_glyphs
from console.printing.literal import code_point, literal
from console.printing.press import typeset
from console.surveywork.words import KINDS
from domain.errors import Term
from projections.surveys.form_rows import ProblemRow

FEWEST_LINES, BLANK_AT_LEAST = 12, 3
HEAD = (
    Term("No."),
    Term("Form no."),
    Term("Unit no."),
    Term("Problem"),
    Term("Whose matter"),
    Term("What is done about it"),
    Term("Who puts it right"),
    Term("Done on"),
    Term("Accepted by"),
)
SIGNATURES = (Term("Written by"), Term("Property manager"), Term("Company seal"))


class RecordPrint(msgspec.Struct, frozen=True):
    """What is printed of one day; ``rows`` are the problems on record, as the page shows them."""

    speaks: Translator
    company: str
    site: str
    round: str
    day: date
    rows: Sequence[ProblemRow]
    printed_at: datetime
    demo: bool


def survey_problems_pdf(paper: RecordPrint) -> bytes:
    """One tagged PDF; everything in it is data, never markup."""
    speaks = paper.speaks
    texts: list[str] = []

    def safe(text: str) -> str:
        texts.append(text)
        return literal(text)

    told = [[str(place), *_cells(speaks, one, safe)] for place, one in enumerate(paper.rows, 1)]
    blank = max(FEWEST_LINES - len(told), BLANK_AT_LEAST)
    data: dict[str, Any] = {
        "lang": "en" if speaks.language == "en" else "zh",
        "title": speaks.t("Problem rectification record"),
        "company": safe(paper.company),
        "round": safe(f"{paper.site} · {paper.round}"),
        "day": speaks.t("Problems of {day}", day=paper.day),
        "head": [speaks.t(one) for one in HEAD],
        "rows": told + [[str(len(told) + place), *[""] * (len(HEAD) - 1)] for place in range(1, blank + 1)],
        "signatures": [speaks.t(one) for one in SIGNATURES],
        "printed": speaks.t("Printed {at}", at=paper.printed_at),
        "demo": speaks.t("Demonstration data") if paper.demo else "",
    }
    data["missing"] = [code_point(sign) for sign in missing_glyphs("".join(texts))][:20]
    return typeset("survey_problems.typ", data, printed_at=paper.printed_at)


def _cells(speaks: Translator, row: ProblemRow, safe: Any) -> list[str]:
    kind = speaks.t(KINDS[row.kind]) if row.kind else ""
    solution = " · ".join(part for part in (row.solution or "", row.ticket) if part)
    accepted = row.first.get("accepted") if row.state == "accepted" else None
    done = speaks.day(datetime.fromtimestamp(accepted, speaks.zone).date()) if accepted else ""
    what = row.what if row.what is not None else speaks.t("erased")
    return [str(row.form), safe(row.unit), safe(what), kind, safe(solution), "", done, ""]
