"""``GET /roster/{site}/{campaign}.pdf?order=post``: the printed roster, for those who have a role at the site.

``as_of`` prints it as it stood at a moment.
"""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from console.guard import session_of
from console.languages import Translator
from console.languages.preference import preferred
from console.moments import AS_OF, moment_of
from console.printing.roster import RosterPrint, roster_pdf
from console.rosterpage.sheet import Speaker
from console.wiring import House
from domain.errors import Refused, Term
from domain.operations.rosters import LEADS
from projections.rosters.roster import roster

NOT_YOURS = Term("Your roles at this site do not print its rosters.")


def roster_route(house: House) -> Route:
    """What holds, or the draft for those who lead; 403 without a role at the site, 404 where there is no roster."""

    async def answer(request: Request) -> Response:
        session = session_of(request)
        language = preferred(
            request.cookies, request.headers.get("accept-language"), request.query_params.get("lang")
        )
        site, campaign = request.path_params["site"], request.path_params["campaign"]
        account = session.account if session else ""
        asked = dict(request.query_params)
        return await run_in_threadpool(_printed, house, account, site, campaign, asked, language)

    return Route("/roster/{site}/{campaign}.pdf", answer, methods=["GET"])


def _printed(
    house: House, account: str, site: str, campaign: str, asked: dict[str, str], language: str
) -> Response:
    if not house.authority.may_see(account, site):
        return PlainTextResponse(Translator.for_language(language).t(NOT_YOURS) + "\n", 403)
    zone = house.site(site).zone
    now = house.clock().astimezone(zone)
    speaks = Translator.for_language(language, zone, now.year)
    order = "person" if asked.get("order") == "person" else "post"
    show = "draft" if house.authority.roles(account, site) & set(LEADS) else "published"
    try:
        as_of = moment_of(asked.get(AS_OF, ""), zone)
        rows = roster(house.views, site=site, campaign=campaign, show=show, as_of=as_of)
    except Refused as refusal:
        return PlainTextResponse("\n".join(speaks.refusal(refusal)) + "\n", 404)
    title = f"{speaks.t('Roster')} {campaign}"
    then = None if as_of is None else house.views.instant(as_of)
    paper = RosterPrint(
        Speaker(rows, speaks), order, title, house.site(site).name, now, house.company.demo, then
    )
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'inline; filename="roster-{order}.pdf"'}
    return Response(roster_pdf(paper), 200, headers, "application/pdf")
