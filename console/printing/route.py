"""``GET /slip/{site}/{number}.pdf``: the printed slip of one repair, for those whose work needs it (FRM-01)."""

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from console.guard import session_of
from console.languages import Translator
from console.languages.preference import preferred
from console.printing.filled import filled_slip
from console.printing.slip import slip_pdf
from console.wiring import House
from domain.errors import Term
from domain.roles import Role
from domain.tickets.facts import Kind
from domain.tickets.ticket import Ticket, ticket_stream

PRINTS = frozenset(Role) - {Role.AUDITOR, Role.COORDINATOR, Role.GUARD, Role.PATROL_OFFICER}
"""The slip carries the customer's phone, so only those print it who work with it."""
NOT_YOURS = Term("Your roles at this site do not print slips.")
NO_SLIP = Term("There is no repair slip of that number.")


def slip_route(house: House) -> Route:
    """The slip in the reader's language; 403 without a role for it, 404 where there is no slip."""

    async def answer(request: Request) -> Response:
        session = session_of(request)
        site, number = request.path_params["site"], request.path_params["number"]
        language = preferred(
            request.cookies, request.headers.get("accept-language"), request.query_params.get("lang")
        )
        asked = (house, session.account if session else "", site, number, language, str(request.base_url))
        return await run_in_threadpool(_slip, *asked)

    return Route("/slip/{site}/{number}.pdf", answer, methods=["GET"])


def _slip(house: House, account: str, site: str, number: str, language: str, base: str) -> Response:
    if not house.authority.may_see(account, site) or not house.authority.roles(account, site) & PRINTS:
        return PlainTextResponse(Translator.for_language(language).t(NOT_YOURS) + "\n", 403)
    zone = house.site(site).zone
    speaks = Translator.for_language(language, zone, house.clock().astimezone(zone).year)
    ticket = house.log.get(Ticket, ticket_stream(site, number))
    if ticket.kind is not Kind.REPAIR or ticket.report is None or "slip_filled" not in ticket.steps:
        return PlainTextResponse(speaks.t(NO_SLIP) + "\n", 404)
    slip = filled_slip(house, ticket, speaks, f"{base}ticket?t={number}&site={site}")
    return Response(
        slip_pdf(slip, lambda text: speaks.show(Term(text))), 200, _headers(number), "application/pdf"
    )


def _headers(number: str) -> Mapping[str, str]:
    name = "".join(sign for sign in number if sign.isascii() and (sign.isalnum() or sign == "-"))
    return {"Cache-Control": "no-store", "Content-Disposition": f'inline; filename="slip-{name}.pdf"'}
