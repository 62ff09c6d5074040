"""The forms of a survey one by one, narrowed to those behind a figure (SVY-07, SVY-11)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from sqlalchemy import RowMapping

from domain.errors import Unknown, reason
from domain.surveys.form import Standing, form_stream
from domain.surveys.form_facts import Invalid
from domain.surveys.questionnaire import Questionnaire
from domain.surveys.survey import Survey, survey_stream
from projections.asking.history import stream_at
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Views
from projections.members import names
from projections.surveys.form_rows import FormLine, FormPage
from projections.surveys.forms import FORMS, POINTS
from projections.surveys.measured import overall_of
from projections.surveys.problems import courses
from projections.surveys.reports import between
from projections.surveys.rounds import Held, held_survey
from projections.tickets.ledger import Offset, PageSize

Counting = Literal["any", "issued", "returned", "valid", "invalid", "late", "gone"]
_COUNTING: Mapping[Counting, str] = {
    "any": "1 = 1",
    "issued": "instead = 0 AND issued_at IS NOT NULL",
    "returned": "instead = 0 AND returned_at IS NOT NULL",
    "valid": "is_valid = 1",
    "invalid": "instead = 0 AND returned_at IS NOT NULL AND rejected <> ''",
    "late": "instead = 0 AND late = 1",
    "gone": "instead > 0",
}
Satisfied = Literal["yes", "no"]
_SATISFIED: Mapping[Satisfied | Literal[""], str] = {
    "": "(answered & :bit) <> 0",
    "yes": "(happy & :bit) <> 0",
    "no": "(answered & :bit) <> 0 AND (happy & :bit) = 0",
}
_FITS = """
    (:standing = '' OR standing = :standing) AND (:stratum = '' OR stratum = :stratum)
    AND (:surveyor = '' OR surveyor = :surveyor) AND (:rejected = '' OR rejected = :rejected)
"""


@question("survey_forms")
def survey_forms(
    views: Views,
    *,
    site: str,
    code: str,
    standing: Standing | Literal[""] = "",
    counting: Counting = "any",
    stratum: str = "",
    surveyor: str = "",
    rejected: Invalid | Literal[""] = "",
    theme: str = "",
    satisfied: Satisfied | Literal[""] = "",
    since: int | None = None,
    limit: PageSize = 50,
    offset: Offset = 0,
    as_of: AsOf = None,
) -> FormPage:
    """Forms of a survey by number: all that went out, or those behind one of its figures.

    ``counting`` narrows them as the funnel counts them, ``since`` to those that count otherwise than they did at that
    position of the log. ``numbered`` forms have been drawn and are not out yet. ``theme`` leaves the valid forms that
    answer that question, ``satisfied`` those of them that count as satisfied, or not; alone it speaks of the overall
    question.

    Raises:
        Unknown: There is no such survey, or its questionnaire has no such question.
    """
    chosen: dict[str, Any] = {
        "standing": standing, "stratum": stratum, "surveyor": surveyor, "rejected": rejected,
    }  # fmt: skip
    with views.snapshot(as_of) as snapshot:
        held = held_survey(snapshot, site, code)
        if standing == "numbered":
            drawn = [] if theme or satisfied else waiting(views, site, code, as_of, stratum)
            return FormPage(len(drawn), drawn[offset : offset + limit])
        where = f"{_FITS} AND ({_COUNTING[counting]})"
        if theme or satisfied:
            where += f" AND {_SATISFIED[satisfied]}"
            chosen["bit"] = 1 << place_of(held.sheet, theme or held.sheet.overall)
        if since is not None:
            where += " AND key IN :changed"
            chosen["changed"] = [form_stream(site, code, one) for one in between(snapshot, site, code, since)]
        of = (FORMS, "survey", survey_stream(site, code))
        total = snapshot.of(*of, where=where, counting="count(*) AS forms", **chosen)[0]["forms"]
        then = "ORDER BY number LIMIT :limit OFFSET :offset"
        rows = snapshot.of(*of, where=where, then=then, limit=limit, offset=offset, **chosen)
        problems = Counter(one.form for one in courses(snapshot, site, code))
        return FormPage(total, lines(views, held, rows, problems))


def place_of(sheet: Questionnaire, theme: str) -> int:
    """The place of a question in its questionnaire.

    Raises:
        Unknown: It asks nothing of that code.
    """
    for place, one in enumerate(sheet.themes):
        if one.code == theme:
            return place
    raise Unknown(reason("“{name}” is not asked for here.", name=theme[:60]))


def lines(
    views: Views, held: Held, rows: Iterable[RowMapping], problems: Mapping[int, int]
) -> list[FormLine]:
    """Rows of forms with the names of surveyors."""
    found = list(rows)
    people = names(views, {row["surveyor"] for row in found})
    return [_line(held, row, people, problems.get(row["number"], 0)) for row in found]


def _line(held: Held, row: RowMapping, people: Mapping[str, str], problems: int) -> FormLine:
    place = overall_of(held.sheet)
    sign = row["answers"][place : place + 1]
    return FormLine(
        number=row["number"],
        unit=row["unit"],
        stratum=row["stratum"],
        surveyor=row["surveyor"],
        surveyor_name=people.get(row["surveyor"], ""),
        way=row["way"],
        standing=row["standing"],
        source=row["source"],
        is_valid=bool(row["is_valid"]),
        rejected=row["rejected"],
        late=bool(row["late"]),
        instead=row["instead"],
        issued_at=row["issued_at"],
        returned_at=row["returned_at"],
        answered_at=row["answered_at"],
        overall=POINTS.index(sign) if sign and sign in POINTS else None,
        problems=problems,
    )


def waiting(views: Views, site: str, code: str, as_of: AsOf, stratum: str = "") -> list[FormLine]:
    """Forms that were drawn and are not out: a form has a row only once something happened to it."""
    stream = survey_stream(site, code)
    survey = Survey(stream).replay(stream_at(views, stream, as_of, "recorded"))
    with views.snapshot(as_of) as snapshot:
        rows = snapshot.of(FORMS, "survey", stream, counting="number", where="issued_at IS NOT NULL")
    out = {row["number"] for row in rows}
    return [
        FormLine(number, slot.unit, slot.stratum)
        for number, slot in sorted(survey.slots.items())
        if number not in out and number not in survey.replaced and stratum in ("", slot.stratum)
    ]
