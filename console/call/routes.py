"""The form's look-ups over HTTP: ``/call/find``, ``/call/items`` and ``/call/hints``, for those who take calls."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from console.call.lookup import Offer, Place, clocks, matches, offer, place
from console.call.nearby import Nearby, nearby
from console.call.preview import Preview, Wanted
from console.call.saving import local_instant
from console.guard import session_of
from console.languages import Translator
from console.languages.preference import preferred
from console.views.frame import TAKES_CALLS
from console.wiring import House
from domain.tickets.facts import Kind

LONGEST_PART = 60
LONGEST_MATTER = 400
Answer = Callable[[Request, str, Translator], Any]


class Hints(msgspec.Struct, frozen=True):
    """Everything beside the form, asked for together; ``server_now`` in Unix milliseconds."""

    server_now: int
    place: Place | None
    nearby: Nearby
    offer: Offer
    preview: Preview


def call_routes(house: House) -> list[Route]:
    """The three look-ups of the form; each asks anew whether the session may take calls at the site."""

    def found(request: Request, site: str, _: Translator) -> Any:
        return matches(house, site, _part(request, "q"))

    def items(request: Request, site: str, translator: Translator) -> Any:
        return offer(house, site, translator.language, part=_part(request, "q"))

    def hinted(request: Request, site: str, translator: Translator) -> Any:
        return hints(house, site, request, translator)

    return [
        Route("/call/find", _answering(house, found), methods=["GET"]),
        Route("/call/items", _answering(house, items), methods=["GET"]),
        Route("/call/hints", _answering(house, hinted), methods=["GET"]),
    ]


def hints(house: House, site: str, request: Request, translator: Translator) -> Hints:
    """Who calls, what is open there, which items it may be, and which clocks will start."""
    asked = request.query_params
    unit, item = _part(request, "unit"), _part(request, "item")
    matter = asked.get("matter", "")[:LONGEST_MATTER]
    repair = asked.get("kind") == Kind.REPAIR
    wanted = Wanted(
        kind=Kind.REPAIR if repair else Kind.HELP,
        started_at=_instant(asked.get("started", ""), house.clock()),
        in_tariff=repair and bool(item),
        booked_for=local_instant(asked.get("booked", ""), house.site(site).zone) if repair else None,
    )
    return Hints(
        server_now=int(house.clock().timestamp() * 1000),
        place=place(house, site, unit, translator.t) if unit else None,
        nearby=nearby(house, site, unit=unit, phone=_part(request, "phone"), item=item, words=matter),
        offer=offer(house, site, translator.language, said=matter),
        preview=clocks(house, site, wanted, translator.t),
    )


def _answering(house: House, answer: Answer) -> Callable[[Request], Any]:
    async def respond(request: Request) -> Response:
        session, site = session_of(request), request.query_params.get("site", "")
        if session is None or not await run_in_threadpool(_may, house, session.account, site):
            return PlainTextResponse("\n", 403)
        translator = _translator(house, request, site)
        body = await run_in_threadpool(lambda: msgspec.json.encode(answer(request, site, translator)))
        return Response(body, media_type="application/json", headers={"Cache-Control": "no-store"})

    return respond


def _may(house: House, account: str, site: str) -> bool:
    """Personal data go only to those who take calls there today."""
    return house.authority.may_see(account, site) and bool(house.authority.roles(account, site) & TAKES_CALLS)


def _translator(house: House, request: Request, site: str) -> Translator:
    language = preferred(request.cookies, request.headers.get("accept-language"))
    zone = house.site(site).zone
    return Translator.for_language(language, zone, house.clock().astimezone(zone).year)


def _part(request: Request, name: str) -> str:
    return request.query_params.get(name, "").strip()[:LONGEST_PART]


def _instant(milliseconds: str, otherwise: datetime) -> datetime:
    """An instant in Unix milliseconds of a believable length, else the other one."""
    believable = (
        milliseconds.isascii() and milliseconds.isdigit() and len(milliseconds) <= len("1700000000000")
    )
    return datetime.fromtimestamp(int(milliseconds) / 1000, UTC) if believable else otherwise
