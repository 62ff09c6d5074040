"""``GET /survey-forms/{site}/{survey}.pdf`` and ``/survey-problems/{site}/{survey}.pdf``: the papers of a survey round.

Whoever may hand forms out prints them, for their codes admit to an answer (SVY-11, FRM-15).
"""

from collections.abc import Callable, Mapping
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from console.guard import session_of
from console.languages import Translator
from console.languages.preference import preferred
from console.printing.survey_batches import all_files, filed, one_file
from console.printing.survey_problems import RecordPrint, survey_problems_pdf
from console.wiring import House
from domain.errors import Refused, Term, Unknown, reason
from domain.operations.survey_forms import SURVEYORS
from domain.roles import TERMS
from domain.surveys.survey import Survey, survey_stream
from projections.surveys.record import survey_problems

NOT_YOURS = Term("The forms of a survey are printed by: {roles}.")
Printed = Callable[[House, Translator, Survey, Mapping[str, str]], Response]


def survey_print_routes(house: House) -> list[Route]:
    """The papers in the reader's language; 403 without a role for it, 404 where there is nothing to print."""
    papers = (("forms", "pdf", one_file), ("forms", "zip", all_files), ("problems", "pdf", _problems))
    return [
        Route(f"/survey-{name}/{{site}}/{{survey}}.{kind}", _answering(house, printed), methods=["GET"])
        for name, kind, printed in papers
    ]


def forms_address(site: str, survey: str, first: int, last: int) -> str:
    """Where forms of a round are printed, from number to number."""
    return f"/survey-forms/{site}/{survey}.pdf?from={first}&to={last}"


def all_forms_address(site: str, survey: str) -> str:
    """Where all forms of a round are fetched, some to a file."""
    return f"/survey-forms/{site}/{survey}.zip"


def problems_address(site: str, survey: str, day: date) -> str:
    """Where the problem record of a day is printed."""
    return f"/survey-problems/{site}/{survey}.pdf?day={day.isoformat()}"


def _answering(house: House, printed: Printed) -> Callable[[Request], object]:
    async def answer(request: Request) -> Response:
        session = session_of(request)
        language = preferred(
            request.cookies, request.headers.get("accept-language"), request.query_params.get("lang")
        )
        asked = {**request.query_params, **request.path_params, "base": str(request.base_url)}
        account = session.account if session else ""
        told = await run_in_threadpool(_paper, house, account, language, asked, printed)
        return Response(None, told.status_code, dict(told.headers)) if request.method == "HEAD" else told

    return answer


def _paper(house: House, account: str, language: str, asked: Mapping[str, str], printed: Printed) -> Response:
    site = asked["site"]
    roles = house.authority.roles(account, site) if house.authority.may_see(account, site) else frozenset()
    if not roles & set(SURVEYORS):
        speaks, whose = Translator.for_language(language), [TERMS[one] for one in SURVEYORS]
        return PlainTextResponse(speaks.t(NOT_YOURS, roles=whose) + "\n", 403)
    zone = house.site(site).zone
    speaks = Translator.for_language(language, zone, house.clock().astimezone(zone).year)
    try:
        survey = house.log.get(Survey, survey_stream(site, asked["survey"]))
        if not survey.exists:
            raise Unknown(reason("There is no survey {survey} at this site.", survey=asked["survey"][:60]))
        return printed(house, speaks, survey, asked)
    except Refused as refusal:
        return PlainTextResponse("\n".join(speaks.refusal(refusal)) + "\n", 404)


def _problems(house: House, speaks: Translator, survey: Survey, asked: Mapping[str, str]) -> Response:
    """The record of a day, today's unless one is named.

    Raises:
        Refused: The day is no day.
    """
    now = house.clock().astimezone(speaks.zone)
    day = _day(asked.get("day", ""), now.date())
    rows = survey_problems(house.views, site=asked["site"], code=survey.code, day=day)
    paper = RecordPrint(
        speaks=speaks,
        company=house.company.name,
        site=house.site(asked["site"]).name,
        round=survey.name,
        day=day,
        rows=rows,
        printed_at=now,
        demo=house.company.demo,
    )
    return filed(survey_problems_pdf(paper), "survey-problems.pdf")


def _day(text: str, otherwise: date) -> date:
    if not text:
        return otherwise
    try:
        return date.fromisoformat(text)
    except ValueError:
        wanted, verb = Term("a date"), Term("correct it")
        said = reason("“{name}” is not {wanted}.", who=Term("you"), verb=verb, name="day", wanted=wanted)
        raise Refused(said) from None
