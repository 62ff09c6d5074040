"""``/wall``: the live board on a screen that nobody touches, without Streamlit."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from console.board.page import light_page
from console.board.words import words
from console.guard import session_of
from console.languages import Translator
from console.languages.preference import preferred
from console.wiring import House
from domain.errors import Term


def wall_route(house: House) -> Route:
    """The wall screen of one site, always dark, for those who may see it."""

    async def answer(request: Request) -> Response:
        session = session_of(request)
        account = session.account if session else ""
        sites = await run_in_threadpool(house.authority.sites, account)
        site = request.query_params.get("site") or next(iter(sites), "")
        if site not in sites:
            return PlainTextResponse("\n", 403)
        asked = request.headers.get("accept-language")
        language = preferred(request.cookies, asked, request.query_params.get("lang"))
        place = await run_in_threadpool(house.site, site)
        translator = Translator.for_language(language, place.zone)
        data = {
            "stream": f"/live/board?site={site}",
            "words": words(lambda text: translator.show(Term(text))),
            "lang": translator.locale,
            "filters": {},
            "site": site,
            "zone": place.zone.key,
            "viewer": account,
            "surface": "wall",
        }
        return HTMLResponse(light_page(data, theme="wall"), headers={"Cache-Control": "no-store"})

    return Route("/wall", answer, methods=["GET"])
