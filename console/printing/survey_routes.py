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
from console.printing.survey_forms import FormsPrint, Sheet, survey_forms_pdf
from console.printing.survey_problems import RecordPrint, survey_problems_pdf
from console.surveyform.opening import Address
from console.wiring import House
from domain.errors import Reason, Refused, Term, Unknown, reason, refuse
from domain.operations.survey_forms import SURVEYORS
from domain.roles import TERMS, Role
from domain.surveys.codes import form_code
from domain.surveys.survey import Survey, survey_stream
from projections.surveys.record import survey_problems
from projections.surveys.survey import survey as survey_whole

MOST_AT_ONCE = 600
"""Some seven seconds of one core, and a megabyte of memory each."""
NOT_YOURS = Term("The forms of a survey are printed by: {roles}.")
Printed = Callable[[House, Translator, Survey, Mapping[str, str]], bytes]


def survey_print_routes(house: House) -> list[Route]:
    """Both papers in the reader's language; 403 without a role for it, 404 where there is nothing to print."""
    papers = (("forms", _forms), ("problems", _problems))
    return [
        Route(f"/survey-{name}/{{site}}/{{survey}}.pdf", _answering(house, name, printed), methods=["GET"])
        for name, printed in papers
    ]


def forms_address(site: str, survey: str, first: int, last: int) -> str:
    """Where forms of a round are printed, from number to number."""
    return f"/survey-forms/{site}/{survey}.pdf?from={first}&to={last}"


def problems_address(site: str, survey: str, day: date) -> str:
    """Where the problem record of a day is printed."""
    return f"/survey-problems/{site}/{survey}.pdf?day={day.isoformat()}"


def _answering(house: House, name: str, printed: Printed) -> Callable[[Request], object]:
    async def answer(request: Request) -> Response:
        session = session_of(request)
        language = preferred(
            request.cookies, request.headers.get("accept-language"), request.query_params.get("lang")
        )
        asked = {**request.query_params, **request.path_params, "base": str(request.base_url), "name": name}
        account = session.account if session else ""
        return await run_in_threadpool(_paper, house, account, language, asked, printed)

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
        pdf = printed(house, speaks, survey, asked)
    except Refused as refusal:
        return PlainTextResponse("\n".join(speaks.refusal(refusal)) + "\n", 404)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'inline; filename="survey-{asked["name"]}.pdf"',
    }
    return Response(pdf, 200, headers, "application/pdf")


def _forms(house: House, speaks: Translator, survey: Survey, asked: Mapping[str, str]) -> bytes:
    """The forms from one number to another; without numbers, all.

    Raises:
        Refused: None of them is numbered, they are too many at once, or they open no page any more.
    """
    site = asked["site"]
    first, last = (
        _number(asked.get("from", ""), 1),
        _number(asked.get("to", ""), max(survey.slots, default=1)),
    )
    numbers = [one for one in sorted(survey.slots) if first <= one <= last and one not in survey.replaced]
    key = survey.frame and house.log.texts([survey.frame.key.id]).get(survey.frame.key.id)
    refuse(_unprintable(survey, numbers, key))
    base = asked["base"].rstrip("/")
    forms = [
        Sheet(
            one,
            survey.slots[one].unit,
            base + Address(site, survey.code, str(one), form_code(key or "", site, survey.code, one)).path,
        )
        for one in numbers
    ]
    paper = FormsPrint(
        speaks=speaks,
        company=house.company.name,
        site=house.site(site).name,
        round=survey.name,
        sheet=survey.questionnaire,
        forms=forms,
        by=_collected_by(house, site, survey.code),
        printed_at=house.clock().astimezone(speaks.zone),
        demo=house.company.demo,
    )
    return survey_forms_pdf(paper)


def _unprintable(survey: Survey, numbers: list[int], key: str | None) -> list[Reason]:
    obstacles = [*survey.called_off(), *survey.over()]
    if not numbers:
        obstacles.append(
            reason(
                "None of these forms is numbered, or each gave way to another.",
                who=TERMS[Role.COORDINATOR],
                verb=Term("draw whom the forms are for first"),
            )
        )
    elif key is None:
        obstacles.append(reason("The key of these forms was erased: their codes open nothing any more."))
    if len(numbers) > MOST_AT_ONCE:
        obstacles.append(
            reason(
                "{count} forms are too many for one print.",
                who=Term("you"),
                verb=Term("print at most {most} at once, from one number to another"),
                count=len(numbers),
                most=MOST_AT_ONCE,
            )
        )
    return obstacles


def _collected_by(house: House, site: str, code: str) -> date | None:
    steps = survey_whole(house.views, site=site, code=code).steps
    return next((one.due for one in steps if one.step == "collect"), None)


def _problems(house: House, speaks: Translator, survey: Survey, asked: Mapping[str, str]) -> bytes:
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
    return survey_problems_pdf(paper)


def _day(text: str, otherwise: date) -> date:
    if not text:
        return otherwise
    try:
        return date.fromisoformat(text)
    except ValueError:
        wanted, verb = Term("a date"), Term("correct it")
        said = reason("“{name}” is not {wanted}.", who=Term("you"), verb=verb, name="day", wanted=wanted)
        raise Refused(said) from None


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise  # noqa: PLR2004 - more digits than any form has
