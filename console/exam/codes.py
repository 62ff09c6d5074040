"""``/exam/codes``: a sheet for each post with the code that hangs there, to be printed by a leader."""

from html import escape
from io import BytesIO
from urllib.parse import urlencode

import segno
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from console.exam.doing import post_code
from console.guard import session_of
from console.languages import Translator
from console.languages.preference import preferred
from console.wiring import House
from domain.errors import Refused
from domain.operations.duties import LEADERS
from projections.rosters.roster import held_roster

_STYLE = """
body { margin: 0; color: #17201C; background: #FFFFFF; }
body { font: 16px/1.5 "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif; }
article { display: grid; justify-items: center; align-content: center; gap: 12px; min-height: 96vh; }
article { break-after: page; text-align: center; }
h1 { margin: 0; font-size: 40px; font-weight: 600; }
p { margin: 0; }
.where { font-size: 22px; }
svg { width: 300px; height: 300px; }
"""


def codes_route(house: House) -> Route:
    """The sheets of one exam's posts, for its leaders."""

    async def answer(request: Request) -> Response:
        session, site = session_of(request), request.query_params.get("site", "")
        code = request.query_params.get("c", "")[:40]
        if session is None or not await run_in_threadpool(_may, house, session.account, site):
            return PlainTextResponse("\n", 403)
        language = preferred(request.cookies, request.headers.get("accept-language"))
        translator = Translator.for_language(language, house.site(site).zone)
        try:
            page = await run_in_threadpool(sheets, house, site, code, str(request.base_url), translator)
        except Refused:
            return PlainTextResponse("\n", 404)
        return HTMLResponse(page, headers={"Cache-Control": "no-store"})

    return Route("/exam/codes", answer, methods=["GET"])


def sheets(house: House, site: str, code: str, base: str, translator: Translator) -> str:
    """The page: one sheet a post of ours.

    Raises:
        Unknown: The exam has no roster.
    """
    posts = [one for one in held_roster(house.views, site, code).posts.values() if one.is_counted]
    title = escape(translator.t("Post codes"))
    drawn = "".join(
        f"<article><h1>{escape(translator.show(post.name))}</h1>"
        f'<p class="where">{escape(translator.show(post.place) if post.place else post.code)}</p>'
        f"{code_of(address(house, site, code, post.code, base))}"
        f"<p>{escape(translator.t('On arrival: read this code with your phone, then press once.'))}</p></article>"
        for post in posts
    )
    return (
        f'<!doctype html><html lang="{translator.locale}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body>{drawn}</body></html>"
    )


def address(house: House, site: str, code: str, post: str, base: str = "/") -> str:
    """Where the code of a post leads; its proof cannot be guessed."""
    proof = house.access.proof(post_code(site, code, post))
    asked = {"c": code, "post": post, "proof": proof, "site": site}
    return f"{base.rstrip('/')}/exam?{urlencode(asked)}"


def code_of(address: str) -> str:
    """The code as SVG."""
    drawn = BytesIO()
    segno.make(address, error="m").save(drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True)
    return drawn.getvalue().decode()


def _may(house: House, account: str, site: str) -> bool:
    return house.authority.may_see(account, site) and bool(
        house.authority.roles(account, site) & frozenset(LEADERS)
    )
