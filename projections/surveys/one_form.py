"""One form whole: both keyings side by side, what stands, its problems and everything that happened to it."""

from collections.abc import Sequence

from domain.errors import Unknown, reason
from domain.facts import Recorded
from domain.surveys.form import Form, form_stream
from domain.surveys.form_facts import FormKeyed
from domain.surveys.questionnaire import Theme
from domain.surveys.survey import survey_stream
from projections.asking.history import stream_at
from projections.asking.moments import AsOf
from projections.asking.registry import question
from projections.asking.views import Views
from projections.members import names
from projections.surveys.form_rows import Asked, FormLine, KeyingRow, WholeForm
from projections.surveys.forms import FORMS
from projections.surveys.listing import lines, waiting
from projections.surveys.problems import courses
from projections.surveys.record import problem_lines
from projections.surveys.rounds import held_survey
from projections.tickets.story import told


@question("survey_form")
def survey_form(views: Views, *, site: str, code: str, form: int, as_of: AsOf = None) -> WholeForm:
    """One form of a survey: what each keying says, what stands, problems, and every event with both its times."""
    stream = form_stream(site, code, form)
    events = stream_at(views, stream, as_of, "recorded")
    folded = Form(stream).replay(events)
    with views.snapshot(as_of) as snapshot:
        held = held_survey(snapshot, site, code)
        mine = [one for one in courses(snapshot, site, code) if one.form == form]
        rows = snapshot.of(FORMS, "survey", survey_stream(site, code), where="number = :number", number=form)
        line = next(iter(lines(views, held, rows, {form: len(mine)})), None)
        problems = problem_lines(views, snapshot, site, code, held, mine)
    texts = views.texts([one.id for one in folded.comments] + _said(folded))
    questions = [_asked(folded, one) for one in held.sheet.themes]
    return WholeForm(
        line=line or _numbered(views, site, code, form, as_of),
        said=next((texts.get(one) for one in _said(folded)), None),
        comments=[texts[one.id] for one in folded.comments if one.id in texts],
        keyings=_keyings(views, events),
        questions=questions,
        differs=[one.code for one in questions if one.differs and folded.standing == "differs"],
        problems=problems,
        events=told(views, events, "recorded"),
    )


def _numbered(views: Views, site: str, code: str, form: int, as_of: AsOf) -> FormLine:
    """A form that is numbered and to which nothing happened.

    Raises:
        Unknown: No form of that number was ever made.
    """
    found = next((one for one in waiting(views, site, code, as_of) if one.number == form), None)
    if found is None:
        raise Unknown(reason("No form {number} was ever numbered in this survey.", number=form))
    return found


def _said(form: Form) -> list[str]:
    return [form.rejected.said.id] if form.rejected and form.rejected.said else []


def _asked(form: Form, theme: Theme) -> Asked:
    keyed = [one.get(theme.code) for one in form.keyings]
    stands = form.answers.get(theme.code) if form.answers is not None else None
    return Asked(theme.code, theme.name, theme.required, keyed, len({*keyed}) > 1, stands)


def _keyings(views: Views, events: Sequence[Recorded]) -> list[KeyingRow]:
    keyed = [(one, one.fact) for one in events if isinstance(one.fact, FormKeyed)]
    people = names(views, {one.doer for one, _ in keyed})
    texts = views.texts(fact.comment.id for _, fact in keyed if fact.comment)
    return [
        KeyingRow(
            account=one.doer,
            name=people.get(one.doer, one.doer),
            at=int(one.happened_at.timestamp()),
            recorded_at=int(one.recorded_at.timestamp()) if one.recorded_at else None,
            answers=dict(fact.answers),
            comment=texts.get(fact.comment.id) if fact.comment else None,
        )
        for one, fact in keyed
    ]
