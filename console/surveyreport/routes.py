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
from console.surveyreport.announcement import announcement
from console.surveyreport.papers import PAPERS, READERS
from console.surveyreport.problems import daily
from console.surveyreport.report import report, telling
from console.surveyreport.telling import Telling
from console.wiring import House
from domain.errors import Refused, Term

NOT_YOURS = Term("Your roles at this site do not open the reports of surveys.")
NO_PAPER = Term("There is no such paper of a survey round.")


TOLD: Mapping[str, Callable[[House, Telling], Document]] = {
    "report": report,
    "problems": daily,
    "announcement": announcement,
}


class Asked(NamedTuple):
    """One request, in words."""

    account: str
    site: str
    survey: str
    paper: str
    as_of: str
    day: str
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
            day=request.query_params.get("day", ""),
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
        one = telling(house, speaks, asked.site, asked.survey, asked.as_of, asked.day)
        return _paper(house, one, name, form)
    except Refused as refusal:
        return PlainTextResponse("\n".join(speaks.refusal(refusal)) + "\n", 404)


def _paper(house: House, one: Telling, name: str, form: str) -> Response:
    """The paper as page, PDF or file.

    Raises:
        Refused: The day that is asked for is none.
    """
    code = one.survey.row.code
    if name == figures.NAME and form in figures.FORMS:
        content, media = figures.FORMS[form](one)
        return Response(content, 200, _headers(f"{code}-{name}.{form}", "attachment"), media)
    if name in TOLD and form in ("", "pdf"):
        document = TOLD[name](house, one)
        if form:
            pdf = document_pdf(document)
            return Response(pdf, 200, _headers(f"{code}-{name}.pdf", "inline"), "application/pdf")
        return HTMLResponse(document_page(document, _ways(one, name), _then(one)), headers=_kept())
    return PlainTextResponse(one.t(NO_PAPER) + "\n", 404)


def _then(one: Telling) -> str:
    return one.t("As recorded at {at}", at=one.at) if one.asked else ""


def _ways(one: Telling, name: str) -> list[Way]:
    t = one.t
    other = ("zh", "中文") if one.speaks.language == "en" else ("en", "English")
    kept = {"day": one.day}
    ways = [
        Way(t("Back to the round"), one.to("steps")),
        Way(t("Print (PDF)"), one.paper(f"{name}.pdf", **kept)),
    ]
    if name == "report":
        files = (("CSV", "figures.csv"), ("XLSX", "figures.xlsx"))
        ways += [Way(f"{kind} · {t('figures')}", one.paper(file)) for kind, file in files]
        ways += [Way(t(PAPERS[each].label), one.paper(each)) for each in PAPERS if each != name]
    if one.asked:
        ways.append(Way(t("As known now"), one.paper(name, **kept, **{AS_OF: ""})))
    return [*ways, Way(other[1], one.paper(name, **kept, lang=other[0]))]


def _kept() -> dict[str, str]:
    return {"Cache-Control": "no-store"}


def _headers(name: str, how: str) -> dict[str, str]:
    safe = "".join(sign for sign in name if sign.isascii() and (sign.isalnum() or sign in "-."))
    return {**_kept(), "Content-Disposition": f'{how}; filename="{safe}"'}
