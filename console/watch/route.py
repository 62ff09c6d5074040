"""``/metrics``: for a scraper that shows the token, and for administrators who are signed in."""

import hmac
from collections.abc import Callable

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from console.guard import session_of

BEARER = "Bearer "


def metrics_route(registry: CollectorRegistry, token: str, administers: Callable[[str], bool]) -> Route:
    """The numbers of this process as Prometheus reads them.

    Args:
        registry: What is shown.
        token: What a scraper must show; empty lets none in.
        administers: Whether an account is an administrator now.
    """

    async def answer(request: Request) -> Response:
        shown = request.headers.get("authorization", "")
        session = session_of(request)
        if not _right(shown, token):
            if session is None:
                return PlainTextResponse("\n", 401, {"WWW-Authenticate": "Bearer"})
            if not await run_in_threadpool(administers, session.account):
                return PlainTextResponse("\n", 403)
        body = await run_in_threadpool(generate_latest, registry)
        return Response(body, headers={"Cache-Control": "no-store", "Content-Type": CONTENT_TYPE_LATEST})

    return Route("/metrics", answer, methods=["GET"])


def _right(shown: str, token: str) -> bool:
    given = shown.removeprefix(BEARER) if shown.startswith(BEARER) else ""
    return bool(token) and hmac.compare_digest(given.encode(), token.encode())
