"""``GET /erasure/{entry}`` and ``/erasure/{entry}.pdf``: the certificate of an erasure, for those who may ask for one."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from console.audit.certificate import document
from console.guard import session_of
from console.languages import Translator
from console.languages.preference import preferred
from console.printing.document import document_pdf
from console.printing.document_page import Way, document_page
from console.wiring import House
from domain.errors import Refused, Term
from domain.roles import EVERYWHERE, Role
from projections.audit.erasures import erasure

READERS = frozenset({Role.ADMINISTRATOR, Role.PROPERTY_HEAD, Role.AUDITOR})
NOT_YOURS = Term("Your roles do not open certificates of erasure.")
_PDF = ".pdf"


def certificate_route(house: House) -> Route:
    """The certificate as page or PDF; 403 without a role for it, 404 where nothing was erased under that id."""

    async def answer(request: Request) -> Response:
        session = session_of(request)
        language = preferred(
            request.cookies, request.headers.get("accept-language"), request.query_params.get("lang")
        )
        account = session.account if session else ""
        return await run_in_threadpool(_answer, house, account, request.path_params["entry"], language)

    return Route("/erasure/{entry}", answer, methods=["GET"])


def may_read(house: House, account: str) -> bool:
    """Whether an account holds one of the roles anywhere."""
    places = (EVERYWHERE, *house.sites)
    return bool(account) and any(house.authority.roles(account, site) & READERS for site in places)


def _answer(house: House, account: str, asked: str, language: str) -> Response:
    zone = next((site.zone for site in house.sites.values()), None)
    speaks = Translator.for_language(language, zone, year=0) if zone else Translator.for_language(language)
    if not may_read(house, account):
        return PlainTextResponse(speaks.t(NOT_YOURS) + "\n", 403)
    entry = asked.removesuffix(_PDF)
    try:
        paper = document(house, speaks, erasure(house.views, entry=entry))
    except Refused as refusal:
        return PlainTextResponse("\n".join(speaks.refusal(refusal)) + "\n", 404)
    headers = {"Cache-Control": "no-store"}
    if asked != entry:
        safe = "".join(sign for sign in entry if sign.isascii() and sign.isalnum())
        headers["Content-Disposition"] = f'inline; filename="erasure-{safe}.pdf"'
        return Response(document_pdf(paper), 200, headers, "application/pdf")
    other = ("zh", "中文") if language == "en" else ("en", "English")
    ways = [
        Way(speaks.t("Back to erasures"), "/erasures"),
        Way(speaks.t("Print (PDF)"), f"/erasure/{entry}.pdf"),
        Way(other[1], f"/erasure/{entry}?lang={other[0]}"),
    ]
    return HTMLResponse(document_page(paper, ways), headers=headers)
