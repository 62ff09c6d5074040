"""An estate whose homes are lived in, and survey rounds in it, worked through the real door and asked of the rows."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from domain.facts import Recorded
from domain.surveys.counting import counts_of
from domain.surveys.facts import Counts
from domain.surveys.form import Form, form_stream
from domain.surveys.survey import Survey, survey_stream
from projections.asking.moments import AsOf
from projections.surveys.agenda import surveys
from projections.surveys.form_rows import FormPage, ProblemRow, WholeForm
from projections.surveys.listing import survey_forms
from projections.surveys.one_form import survey_form
from projections.surveys.record import survey_problems
from projections.surveys.rows import Surveys
from projections.surveys.satisfaction import satisfaction
from projections.surveys.survey import survey
from projections.surveys.trend_rows import Trend
from projections.surveys.whole_rows import WholeSurvey
from seed.catalogue import survey_templates
from tests.projections.office import Office

ROUND = "yearly-2026"
KINDS = {one.code: msgspec.to_builtins(one) for one in survey_templates()}
SURVEYORS = {"coord": "coordinator", "anna": "officer", "bert": "officer"}
GLAD = {"security": 5, "cleaning": 4, "overall": 4}
CROSS = {"security": 2, "cleaning": 1, "overall": 2}
START = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
"""09:00 at the site, the first day in the field of CMP-08."""


class Field:
    """An office whose estate is surveyed."""

    def __init__(self, office: Office, homes: Mapping[str, int]) -> None:
        self.office = office
        for account, role in SURVEYORS.items():
            grant = {"role": role, "site": "s1", "since": "2026-01-01"}
            office.do("member.join", "boss", account=account, name=f"员工{account}", roles=[grant])
        for building, count in homes.items():
            for number in range(1, count + 1):
                home: dict[str, Any] = {
                    "unit": f"{building}-{number}",
                    "building": building,
                    "handover_state": "lived_in",
                }
                office.do("unit.register", "boss", **home)
        office.clock.now = START

    def register(self, **unit: str) -> None:
        given: dict[str, Any] = dict(unit)
        self.office.do("unit.register", "boss", **given)

    def publish(self, kind: str, **other: Any) -> None:
        self.office.do("survey.publish_template", "coord", template={**KINDS[kind], **other})

    def plan(self, kind: str = "central_survey", code: str = ROUND, **other: Any) -> None:
        given = {"survey": code, "name": "满意度调查", "template": kind, "starts": "2026-11-22", **other}
        self.office.do("survey.plan", "coord", **given)

    def do(self, do: str, by: str = "coord", code: str = ROUND, **given: Any) -> Any:
        """One step of a round, a minute after the one before."""
        self.office.later(minutes=1)
        return self.office.do(f"survey.{do}", by, survey=code, **given)

    def begin(self, code: str = ROUND, forms: int | None = None) -> None:
        """Freeze the base, draw, and hand every form out: anna the first half, bert the others."""
        self.do("freeze_frame", code=code)
        given: dict[str, Any] = {"forms": forms} if forms else {}
        self.do("draw", code=code, **given)
        numbers = [*self.round(code).slots]
        half = len(numbers) // 2
        self.do("issue_forms", "anna", code=code, forms=numbers[:half])
        self.do("issue_forms", "bert", code=code, forms=numbers[half:])

    def take(self, answers: Mapping[int, Mapping[str, int]], code: str = ROUND) -> None:
        """Answers from a file, by number."""
        for number, given in answers.items():
            self.do("take_answers", code=code, form=number, answers=dict(given))

    def key(self, number: int, answers: Mapping[str, int], again: Mapping[str, int] | None = None) -> None:
        self.do("return_forms", "anna", forms=[number])
        self.do("key_form", "anna", form=number, answers=dict(answers))
        self.do("key_form", "bert", form=number, answers=dict(again or answers))

    def round(self, code: str = ROUND) -> Survey:
        return self.office.log.get(Survey, survey_stream("s1", code))

    def agenda(self, as_of: AsOf = None) -> Surveys:
        self.office.projector.catch_up()
        return surveys(self.office.views, site="s1", as_of=as_of)

    def whole(self, code: str = ROUND, as_of: AsOf = None) -> WholeSurvey:
        self.office.projector.catch_up()
        return survey(self.office.views, site="s1", code=code, as_of=as_of)

    def forms(self, code: str = ROUND, as_of: AsOf = None, **narrowed: Any) -> FormPage:
        self.office.projector.catch_up()
        return survey_forms(self.office.views, site="s1", code=code, as_of=as_of, **narrowed)

    def numbers(self, as_of: AsOf = None, **narrowed: Any) -> list[int]:
        return [one.number for one in self.forms(as_of=as_of, **narrowed).rows]

    def form(self, number: int, code: str = ROUND, as_of: AsOf = None) -> WholeForm:
        self.office.projector.catch_up()
        return survey_form(self.office.views, site="s1", code=code, form=number, as_of=as_of)

    def problems(self, code: str = ROUND, as_of: AsOf = None, **narrowed: Any) -> list[ProblemRow]:
        self.office.projector.catch_up()
        return survey_problems(self.office.views, site="s1", code=code, as_of=as_of, **narrowed)

    def trend(self, kind: str = "project", as_of: AsOf = None, **narrowed: Any) -> Trend:
        self.office.projector.catch_up()
        return satisfaction(self.office.views, site="s1", kind=kind, as_of=as_of, **narrowed)

    def replayed(self, position: int, code: str = ROUND) -> Counts:
        """The counts at a position from the log alone."""
        found = Survey(survey_stream("s1", code)).replay(self.upto(survey_stream("s1", code), position))
        streams = [form_stream("s1", code, number) for number in found.slots]
        forms = [Form(stream).replay(self.upto(stream, position)) for stream in streams]
        return counts_of(forms, found.frame.base if found.frame else 0, found.questionnaire)

    def upto(self, stream: str, position: int) -> Sequence[Recorded]:
        return [one for one in self.office.log.stream(stream) if one.position <= position]


def hold(field: Field, code: str, glad: int, cross: int, forms: int = 20, kind: str = "project") -> None:
    """A round, the first forms of which are satisfied; it leaves the clock on its day."""
    field.plan(kind, code, starts=field.office.clock().date().isoformat())
    field.begin(code, forms=forms)
    told = {number: GLAD if number <= glad else CROSS for number in range(1, glad + cross + 1)}
    field.take(told, code)


def half_a_year(field: Field) -> None:
    field.office.clock.now += timedelta(days=181)
