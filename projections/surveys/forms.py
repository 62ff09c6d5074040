"""Numbered forms as rows, narrow enough that the database counts them whatever a page asks about.

Answers stand in three columns. ``answers`` has one sign for each theme in the order of the questionnaire: the figure, or
``-`` without one. ``answered`` and ``happy`` are sets of bits in the same order, lowest first, and empty while the form
does not count, so that sums over them are the figures (SVY-07).
"""

from typing import Final

from domain.surveys.form import Form
from domain.surveys.survey import survey_stream
from projections.spine.model import Field, Row, StateModel
from projections.spine.reference import Reference

POINTS: Final = "0123456789ab"
"""Signs of the figures of a scale, which has at most 11 (:data:`domain.surveys.questionnaire.MOST_POINTS`)."""

NONE: Final = "-"


def form_row(form: Form, reference: Reference) -> Row | None:
    """The row of a form that anything has happened to; one that is only numbered has none."""
    if not form.exists:
        return None
    _, site, survey, _ = form.id.split(":", 3)
    issued, counts = form.issued, form.is_valid
    return {
        "survey": survey_stream(site, survey),
        "number": form.number,
        "unit": issued.unit if issued else "",
        "stratum": issued.stratum if issued else "",
        "surveyor": issued.surveyor if issued else "",
        "way": issued.way if issued else "",
        "standing": form.standing,
        "source": form.source,
        "rejected": form.rejected.reason if form.rejected else "",
        "issued_at": int(form.issued_at.timestamp()) if form.issued_at else None,
        "returned_at": int(form.returned_at.timestamp()) if form.returned_at else None,
        "answered_at": int(form.answered_at.timestamp()) if form.answered_at else None,
        "instead": form.instead,
        "late": int(form.late),
        "is_valid": int(counts),
        "answers": _signs(form),
        "answered": _bits(form, 1) if counts else 0,
        "happy": _bits(form, issued.happy_from) if counts and issued else 0,
    }


def _signs(form: Form) -> str:
    if form.answers is None or form.issued is None:
        return ""
    given = form.answers
    return "".join(POINTS[given[one]] if one in given else NONE for one in form.issued.themes)


def _bits(form: Form, least: int) -> int:
    """The themes whose answer is at least that figure."""
    given, themes = form.answers or {}, form.issued.themes if form.issued else ()
    return sum(1 << place for place, one in enumerate(themes) if given.get(one, 0) >= least)


FORMS = StateModel(
    name="survey_forms",
    version=1,
    prefix="form",
    aggregate=Form,
    fields=(
        Field("survey"),
        Field("number", "number"),
        Field("unit"),
        Field("stratum"),
        Field("surveyor"),
        Field("way"),
        Field("standing"),
        Field("source"),
        Field("rejected"),
        Field("issued_at", "number"),
        Field("returned_at", "number"),
        Field("answered_at", "number"),
        Field("instead", "number"),
        Field("late", "number"),
        Field("is_valid", "number"),
        Field("answers"),
        Field("answered", "number"),
        Field("happy", "number"),
    ),
    row=form_row,
    groups=("survey",),
)
