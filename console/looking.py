"""Looks at the past, at audit pages, and what is taken away: kept before anything is shown (design 8)."""

from collections.abc import Iterable, Mapping
from getpass import getuser
from itertools import islice

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from console.access.looks import Look, LookNotKept
from console.guard import session_of
from console.languages import Translator
from console.languages.preference import preferred
from console.moments import AS_OF, moment_of
from console.wiring import House
from domain.company import member_stream
from projections.asking.moments import AsOf, Axis

AXIS = "axis"
AUDIT_PAGES = frozenset({"audit", "case", "erasures", "moment", "proof"})
"""Pages that are looks whatever moment they show."""
SUBJECTS = ("campaign", "rooms", "roster", "survey", "ticket", "unit")
"""Kinds of streams that stand for something of a site that people call by its code."""
LONGEST, MOST = 200, 20
"""Letters of a parameter, and parameters of an address, that are kept."""
_BESIDE = frozenset({"site", AS_OF, AXIS, "lang"})


def asked_for(query: Mapping[str, str]) -> dict[str, str]:
    """What an address asks for beside site, moment and language."""
    asked = ((name, value) for name, value in query.items() if name not in _BESIDE)
    return {name[:LONGEST]: str(value)[:LONGEST] for name, value in islice(asked, MOST)}


def axis_of(query: Mapping[str, str]) -> Axis:
    """The time by which an address asks; that of recording where it says nothing else."""
    return "happened" if query.get(AXIS) == "happened" else "recorded"


def called(about: str, sites: Iterable[str]) -> list[str]:
    """All that addresses may call a subject: by its code, as its own page does, or by its stream, as its case does."""
    if not about:
        return []
    if ":" in about:
        return [about, about.rpartition(":")[2]]
    streams = (f"{kind}:{site}:{about}" for site in sites for kind in SUBJECTS)
    return [about, member_stream(about), *streams]


def at_the_terminal() -> str:
    """Who sits at a command line, which asks for no account: the machine's own name for them."""
    return f"terminal:{getuser()}"


def asks(house: House, name: str, parameters: Mapping[str, str], as_of: AsOf, axis: Axis) -> None:
    """Keep that somebody at the command line asks about the past.

    Raises:
        LookNotKept: It cannot be written down.
    """
    given = asked_for(parameters)
    site = parameters.get("site", "")
    house.access.looks.note(Look(at_the_terminal(), site, name, "ask", given, as_of, axis))


def kept(house: House, route: Route) -> Route:
    """The same route: whatever it hands out is kept as taken away, or not handed out."""
    answer = route.endpoint

    async def keeping(request: Request) -> Response:
        response: Response = await answer(request)
        if response.status_code != 200:  # noqa: PLR2004 - the status itself
            return response
        try:
            await run_in_threadpool(_keep, house, request)
        except LookNotKept as refusal:
            speaks = Translator.for_language(
                preferred(request.cookies, request.headers.get("accept-language"))
            )
            return PlainTextResponse("\n".join(speaks.refusal(refusal)) + "\n", 503)
        return response

    return Route(route.path, keeping, methods=["GET"])


def _keep(house: House, request: Request) -> None:
    session, query = session_of(request), request.query_params
    site = str(request.path_params.get("site") or query.get("site", ""))
    what = request.url.path.strip("/").partition("/")[0]
    given = asked_for({**query, **request.path_params})
    as_of = moment_of(query.get(AS_OF, ""), house.site(site).zone)
    account = session.account if session else ""
    house.access.looks.note(Look(account, site, what, "export", given, as_of, axis_of(query)))
