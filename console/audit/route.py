"""``GET /moment/frame``: a moment of the time machine, asked by the page itself while its handle moves."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from console.access.looks import Look
from console.audit.asked import EARLIEST, WATCHERS, Asked, asked_of
from console.audit.frame import as_json, day_of, frame_of
from console.audit.told import Speaker
from console.guard import session_of
from console.languages import Translator
from console.languages.preference import preferred
from console.looking import asked_for
from console.wiring import House
from domain.errors import Refused

PATH, PLAYED = "/moment/frame", "play"
STRETCH = timedelta(minutes=15)
"""A moment that the handle passes is kept by the quarter of an hour; one where it rests by itself."""


def moment_route(house: House) -> Route:
    """Frames for those whose roles open the page; a refusal in words is an answer, too."""

    async def answer(request: Request) -> Response:
        session, site = session_of(request), request.query_params.get("site", "")
        if session is None or not await run_in_threadpool(may_watch, house, session.account, site):
            return PlainTextResponse("\n", 403)
        language = preferred(request.cookies, request.headers.get("accept-language"))
        told = await run_in_threadpool(
            _told, house, site, session.account, language, dict(request.query_params)
        )
        return Response(as_json(told), media_type="application/json", headers={"Cache-Control": "no-store"})

    return Route(PATH, answer, methods=["GET"])


def may_watch(house: House, account: str, site: str) -> bool:
    """Whether somebody's roles at a site open the time machine."""
    return house.authority.may_see(account, site) and bool(house.authority.roles(account, site) & WATCHERS)


def _told(house: House, site: str, account: str, language: str, query: Mapping[str, str]) -> dict[str, Any]:
    zone = house.site(site).zone
    now = house.clock()
    translator = Translator.for_language(language, zone, now.astimezone(zone).year)
    speaker = Speaker(house, site, translator)
    try:
        asked = asked_of(query, house.views, zone)
        _keep(house, site, account, asked, query)
        told = frame_of(speaker, asked, whole=query.get(PLAYED, "") != "1")
    except Refused as refusal:
        return {"refused": translator.refusal(refusal)}
    today = now.astimezone(zone).date()
    day = asked.at.astimezone(zone).date()
    if query.get("day", "") != day.isoformat() or (day == today and query.get(PLAYED, "") != "1"):
        told["day"] = day_of(speaker, asked)
    return told | {"now": int(now.timestamp() * 1000)}


def _keep(house: House, site: str, account: str, asked: Asked, query: Mapping[str, str]) -> None:
    """Keep the look before anything is told.

    Raises:
        LookNotKept: It cannot be written down.
    """
    given = {name: value for name, value in asked_for(query).items() if name != "day"}
    at = asked.at - (asked.at - EARLIEST) % STRETCH if PLAYED in given else asked.at
    house.access.looks.note(Look(account, site, "moment", "page", given, at, asked.axis))
