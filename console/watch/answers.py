"""Each request has an id; each answer is counted, and those of our own routes get a line.

The id comes from ``X-Request-ID`` where the request came through a proxy on this machine, else it is made anew. It
stands in the answer's header, in every line that the request causes, and in the headers that a page's script sees.
"""

import re
import secrets
from ipaddress import ip_address
from time import perf_counter
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars, bound_contextvars, clear_contextvars

from console.guard import SCOPE_KEY
from console.watch.logs import LOG
from console.watch.meters import Meters

HEADER = "x-request-id"
ACCEPTED = re.compile(r"[A-Za-z0-9._-]{8,64}")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
QUIET = ("/healthz", "/metrics", "/session", "/frame/", "/sign-in/assets/", "/board/")
"""Routes that answer too often, and say too little, for a line each."""
NO_ROUTE = "none"
"""Route of what was turned away before it reached one, or was answered from memory."""
WRONG = 401


class Answers:
    """The outermost middleware: it must see the address of the very next hop, before a proxy's header replaces it.

    Args:
        app: The console.
        meters: Where it counts.
    """

    def __init__(self, app: ASGIApp, meters: Meters) -> None:
        self._app = app
        self._meters = meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request under its id."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        correlation = _name(scope)
        with bound_contextvars(correlation=correlation):
            if scope["type"] == "http":
                await self._answer(scope, receive, send, correlation)
            else:
                await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, correlation: str) -> None:
        began, status = perf_counter(), 0

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = correlation
                self._count(scope, status, perf_counter() - began)
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            if not status:
                self._count(scope, 500, perf_counter() - began)

    def _count(self, scope: Scope, status: int, seconds: float) -> None:
        route = scope.get("route")
        path = getattr(route, "path", None) or NO_ROUTE
        method = scope["method"] if scope["method"] in METHODS else "other"
        self._meters.requests.labels(path, method, str(status)).inc()
        self._meters.request_s.labels(path).observe(seconds)
        if (path, method, status) == ("/sign-in", "POST", WRONG):
            self._meters.sign_in_failures.inc()
        if _is_ours(route) and not path.startswith(QUIET):
            session = scope.get(SCOPE_KEY)
            LOG.info(
                "http.answered",
                route=path,
                method=method,
                status=status,
                account=session.account if session else None,
                duration_ms=round(seconds * 1000, 1),
            )


def lines_of_run(correlation: str | None, account: str, site: str) -> None:
    """Let every line of the script run that begins in this thread name its page's request, its person and its site."""
    clear_contextvars()
    bind_contextvars(correlation=correlation, account=account, site=site or None)


def _name(scope: Scope) -> str:
    """The request's id, which takes the place of any that its sender wrote into its headers."""
    given = [value.decode("latin-1") for name, value in scope["headers"] if name == HEADER.encode()]
    trusted = len(given) == 1 and _from_this_machine(scope) and ACCEPTED.fullmatch(given[0])
    correlation = given[0] if trusted else secrets.token_hex(8)
    others = [(name, value) for name, value in scope["headers"] if name != HEADER.encode()]
    scope["headers"] = [*others, (HEADER.encode(), correlation.encode())]
    return correlation


def _from_this_machine(scope: Scope) -> bool:
    client = scope.get("client")
    try:
        return client is not None and ip_address(client[0]).is_loopback
    except ValueError:
        return False


def _is_ours(route: Any) -> bool:
    return getattr(getattr(route, "endpoint", None), "__module__", "").startswith("console.")
