"""``GET /evidence/{site}?case=ticket:s1:R260424-036`` or ``?since=2026-04-01&until=2026-05-01``: an evidence pack.

For auditors, administrators and heads of a property. ``personal=no`` leaves texts and persons out; persons are shown
only to those who may see telephone numbers, because an entry of the register is sealed as a whole.
"""

from collections.abc import Collection, Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import gettempdir
from threading import Lock
from zoneinfo import ZoneInfo

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from console.evidence.asked import MAKES_PACKS, Asked, period, shown_to
from console.evidence.packing import write_pack
from console.evidence.source import source_of
from console.guard import session_of
from console.languages import Translator
from console.languages.preference import preferred
from console.wiring import House
from domain.errors import Refused, Term, Unknown, reason
from domain.log import draft
from domain.roles import Role
from domain.tickets.ticket import ticket_stream

NOT_YOURS = Term("Your roles at this site do not take evidence away.")
_one_at_a_time = Lock()
"""A pack reads the log through; whoever asks for the next one waits."""


def evidence_route(house: House) -> Route:
    """The pack as a file; 403 without a role for it, 404 where there is no such case or nothing to prove it by."""

    async def answer(request: Request) -> Response:
        session = session_of(request)
        language = preferred(
            request.cookies, request.headers.get("accept-language"), request.query_params.get("lang")
        )
        account, site = session.account if session else "", request.path_params["site"]
        return await run_in_threadpool(_pack, house, account, site, request.query_params, language)

    return Route("/evidence/{site}", answer, methods=["GET"])


def _pack(house: House, account: str, site: str, query: Mapping[str, str], language: str) -> Response:
    speaks = Translator.for_language(language)
    roles = (
        house.authority.roles(account, site) if house.authority.may_see(account, site) else frozenset[Role]()
    )
    if not roles & MAKES_PACKS:
        return PlainTextResponse(speaks.t(NOT_YOURS) + "\n", 403)
    zone = house.site(site).zone
    with ExitStack() as stack:
        try:
            asked = _asked(account, site, roles, query, zone)
            folder = stack.enter_context(draft("steward-evidence-", Path(gettempdir())))
            with _one_at_a_time, source_of(house) as source:
                write_pack(house, asked, folder / "pack.zip", source)
        except Refused as refusal:
            speaks = Translator.for_language(language, zone, 0)
            return PlainTextResponse("\n".join(speaks.refusal(refusal)) + "\n", 404)
        sent = BackgroundTask(stack.pop_all().close)
        headers = {"Cache-Control": "no-store"}
        name = _file_name(asked, site)
        return FileResponse(folder / "pack.zip", 200, headers, "application/zip", sent, name)


def _asked(
    account: str, site: str, roles: Collection[Role], query: Mapping[str, str], zone: ZoneInfo
) -> Asked:
    """What the address asks for.

    Raises:
        Unknown: The case is not of this site.
        Refused: Neither a case nor a period is named, or an end of it is none.
    """
    case = query.get("case", "")
    case = ticket_stream(site, case) if case and ":" not in case else case
    since, until = period(query.get("since", ""), query.get("until", ""), zone)
    if case and (case.split(":")[1:2] != [site] or case.startswith("member:")):
        raise Unknown(reason("There is no case “{case}”.", case=case))
    if not case and since is None and until is None:
        raise Refused(reason("The address names neither a case nor a period."))
    texts, people = shown_to(roles, personal=query.get("personal") != "no")
    return Asked(
        case=case,
        since=since,
        until=until,
        site=site,
        texts=texts,
        people=people,
        by=account,
        through="console",
    )


def _file_name(asked: Asked, site: str) -> str:
    about = asked.case.rpartition(":")[2] or site
    safe = "".join(sign for sign in about if sign.isascii() and (sign.isalnum() or sign in "-_"))
    return f"evidence-{safe}.zip"
