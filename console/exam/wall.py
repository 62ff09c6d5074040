"""``/wall/exam``: an exam's day on a screen that nobody touches, without Streamlit."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from console.board.page import light_page
from console.exam.page import ASSETS, exam_html
from console.exam.running import exam_here
from console.exam.words import words
from console.guard import session_of
from console.languages import Translator
from console.languages.preference import preferred
from console.wiring import House
from domain.errors import Term


def exam_wall_route(house: House) -> Route:
    """The wall screen of one exam, always dark, for those who may see its site."""

    async def answer(request: Request) -> Response:
        session = session_of(request)
        account = session.account if session else ""
        sites = await run_in_threadpool(house.authority.sites, account)
        site = request.query_params.get("site") or next(iter(sites), "")
        if site not in sites:
            return PlainTextResponse("\n", 403)
        code = request.query_params.get("c") or await run_in_threadpool(exam_here, house, site)
        asked = request.headers.get("accept-language")
        language = preferred(request.cookies, asked, request.query_params.get("lang"))
        place = await run_in_threadpool(house.site, site)
        translator = Translator.for_language(language, place.zone)
        data = {
            "stream": f"/live/exam?site={site}&c={code}",
            "words": words(lambda text: translator.show(Term(text))),
            "lang": translator.locale,
            "site": site,
            "zone": place.zone.key,
            "viewer": account,
            "c": code,
            "surface": "wall",
        }
        page = light_page(data, theme="wall", assets=ASSETS, skeleton=exam_html)
        return HTMLResponse(page, headers={"Cache-Control": "no-store"})

    return Route("/wall/exam", answer, methods=["GET"])
