"""``GET /survey-report/{site}/{survey}/{paper}``: what a round has to show, for those whose work it is."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from console.guard import session_of
from console.languages import Translator
from console.languages.preference import preferred
from console.moments import AS_OF
from console.printing.document import Document, document_pdf
from console.printing.document_page import Way, document_page
from console.surveyreport import figures
from console.surveyreport.papers import PAPERS, READERS, address
from console.surveyreport.report import report, telling
from console.surveyreport.telling import Telling
from console.wiring import House
from domain.errors import Refused, Term

NOT_YOURS = Term("Your roles at this site do not open the reports of surveys.")
NO_PAPER = Term("There is no such paper of a survey round.")


TOLD: Mapping[str, Callable[[House, Telling], Document]] = {"report": report}


class Asked(NamedTuple):
    """One request, in words."""

    account: str
    site: str
    survey: str
    paper: str
    as_of: str
    language: str


def survey_report_route(house: House) -> Route:
    """Report and figures; 403 without a role for it, 404 where there is no such round, moment or paper."""

    async def answer(request: Request) -> Response:
        session = session_of(request)
        language = preferred(
            request.cookies, request.headers.get("accept-language"), request.query_params.get("lang")
        )
        asked = Asked(
            session.account if session else "",
            **request.path_params,
            as_of=request.query_params.get(AS_OF, ""),
            language=language,
        )
        return await run_in_threadpool(_answer, house, asked)

    return Route("/survey-report/{site}/{survey}/{paper}", answer, methods=["GET"])


def _answer(house: House, asked: Asked) -> Response:
    speaks = Translator.for_language(asked.language)
    name, _, form = asked.paper.partition(".")
    readers = PAPERS[name].readers if name in PAPERS else READERS
    may_see = house.authority.may_see(asked.account, asked.site)
    if not may_see or not house.authority.roles(asked.account, asked.site) & readers:
        return PlainTextResponse(speaks.t(NOT_YOURS) + "\n", 403)
    speaks = Translator.for_language(asked.language, house.site(asked.site).zone, year=0)
    try:
        one = telling(house, speaks, asked.site, asked.survey, asked.as_of)
    except Refused as refusal:
        return PlainTextResponse("\n".join(speaks.refusal(refusal)) + "\n", 404)
    if name == figures.NAME and form in figures.FORMS:
        content, media = figures.FORMS[form](one)
        return Response(content, 200, _headers(f"{asked.survey}-{name}.{form}", "attachment"), media)
    if name in TOLD and form in ("", "pdf"):
        document = TOLD[name](house, one)
        if form:
            pdf = document_pdf(document)
            return Response(pdf, 200, _headers(f"{asked.survey}-{name}.pdf", "inline"), "application/pdf")
        return HTMLResponse(document_page(document, _ways(one, name), _then(one)), headers=_kept())
    return PlainTextResponse(speaks.t(NO_PAPER) + "\n", 404)


def _then(one: Telling) -> str:
    return one.t("As recorded at {at}", at=one.at) if one.asked else ""


def _ways(one: Telling, name: str) -> list[Way]:
    t = one.t
    other = ("zh", "中文") if one.speaks.language == "en" else ("en", "English")
    ways = [Way(t("Back to the round"), one.to("")), Way(t("Print (PDF)"), _at(one, f"{name}.pdf"))]
    if name == "report":
        ways += [
            Way(f"CSV · {t('figures')}", _at(one, "figures.csv")),
            Way(f"XLSX · {t('figures')}", _at(one, "figures.xlsx")),
        ]
    if one.asked:
        ways.append(Way(t("As known now"), _at(one, name, as_of="")))
    return [*ways, Way(other[1], _at(one, name, language=other[0]))]


def _at(one: Telling, paper: str, as_of: str | None = None, language: str = "") -> str:
    asked = {AS_OF: one.asked if as_of is None else as_of, "lang": language or one.speaks.language}
    return address(one.site, one.survey.row.code, paper, **asked)


def _kept() -> dict[str, str]:
    return {"Cache-Control": "no-store"}


def _headers(name: str, how: str) -> dict[str, str]:
    safe = "".join(sign for sign in name if sign.isascii() and (sign.isalnum() or sign in "-."))
    return {**_kept(), "Content-Disposition": f'{how}; filename="{safe}"'}
