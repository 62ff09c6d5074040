"""Answers from a file: template, trial run, a verdict for every row (one form, one command), and what is to be mended."""

from console.fileroom import forms, import_form, tables
from console.importing.survey_answers import answers_form
from console.viewer import Viewer
from domain.errors import Term, reason
from projections.asking.moments import AsOf
from projections.surveys.whole_rows import WholeSurvey


def draw(viewer: Viewer, survey: WholeSurvey, as_of: AsOf) -> None:
    """The way of a file, for whoever may take answers; nothing goes into a moment of the past."""
    tables.style()
    if as_of is not None:
        tables.lock(viewer.t("A moment of the past changes nothing."))
        return
    if not forms.may(viewer, "survey.take_answers"):
        return
    if not survey.funnel.issued:
        waits = reason("No form is out yet.", who=Term("surveyor"), verb=Term("hand the forms out first"))
        tables.lock(viewer.explain(waits))
        return
    forms.say_what_was_done()
    if survey.closed_at is not None:
        tables.lock(
            viewer.t("What comes in now is late: it restates the figures, and counts for no deadline.")
        )
    import_form.draw(viewer, answers_form(survey.row.code, survey.questionnaire))
