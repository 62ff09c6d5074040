"""A site whose homes are lived in, and one survey round in it."""

from collections.abc import Mapping
from typing import Any

import msgspec

from domain.surveys.codes import form_code
from domain.surveys.form import Form, form_stream
from domain.surveys.survey import Survey, survey_stream
from seed.catalogue import survey_templates
from tests.domain.doorway import Doorway

ROUND = "yearly-2026"
KINDS = {one.code: msgspec.to_builtins(one) for one in survey_templates()}
PEOPLE = {"coord": "coordinator", "anna": "officer", "bert": "officer", "care": "service_head"}
GLAD = {"security": 5, "cleaning": 4, "overall": 4}
CROSS = {"security": 2, "cleaning": 1, "overall": 2}


def settle_town(site: Doorway, homes: Mapping[str, int] | None = None) -> None:
    """Homes by building that somebody lives in, and the people of a survey; two homes of the site stay empty."""
    for account, role in PEOPLE.items():
        grant = {"role": role, "site": "s1", "since": "2026-01-01"}
        site.do("member.join", "boss", account=account, name=f"员工{account}", roles=[grant])
    for building, count in (homes if homes is not None else {"A": 6, "B": 3, "C": 1}).items():
        for number in range(1, count + 1):
            home = {"unit": f"{building}-{number}", "building": building, "handover_state": "lived_in"}
            site.do("unit.register", "boss", **home)


def plan(site: Doorway, kind: str = "central_survey", **other: Any) -> None:
    """Publish a kind of survey and plan a round that begins today."""
    template = {**KINDS[kind], **other.pop("template", {})}
    site.do("survey.publish_template", "coord", template=template)
    given = {"survey": ROUND, "name": "2026年度满意度调查", "template": kind, "starts": "2026-03-12"}
    site.do("survey.plan", "coord", **given, **other)


def do(site: Doorway, do: str, by: str = "coord", **given: Any) -> Any:
    return site.do(f"survey.{do}", by, survey=ROUND, **given)


def refused(site: Doorway, do: str, by: str = "coord", **given: Any) -> list[str]:
    return site.refused(f"survey.{do}", by, survey=ROUND, **given)


def begin(site: Doorway, forms: int | None = None, **other: Any) -> None:
    """Plan, freeze, draw and hand every form out."""
    plan(site, **other)
    do(site, "freeze_frame")
    do(site, "draw", forms=forms or ...)
    do(site, "issue_forms", "anna", forms=[*survey_of(site).slots])


def survey_of(site: Doorway) -> Survey:
    return site.log.get(Survey, survey_stream("s1", ROUND))


def form_of(site: Doorway, number: int) -> Form:
    return site.log.get(Form, form_stream("s1", ROUND, number))


def code_of(site: Doorway, number: int) -> str:
    frame = survey_of(site).frame
    assert frame is not None
    return form_code(site.log.texts([frame.key.id])[frame.key.id], "s1", ROUND, number)


def key_twice(
    site: Doorway, number: int, answers: Mapping[str, int], again: Mapping[str, int] | None = None
) -> None:
    do(site, "return_forms", "anna", forms=[number])
    do(site, "key_form", "anna", form=number, answers=answers)
    do(site, "key_form", "bert", form=number, answers=again or answers)
