"""The gate in front of everything: without a valid session nothing but the sign-in page answers.

A pure ASGI middleware for pages, files, streams and websockets alike; Streamlit's own routes ``/_stcore/*``
and ``/media/*`` check nothing themselves (facts: *Streamlit*).
"""

from collections.abc import Collection, Mapping
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from console.access import Access
from console.access.records import Session
from console.guard.checks import SAFE_METHODS, cookies_of, host_known, same_origin, wants_page
from console.guard.headers import protect
from console.guard.streams import RESTARTING, SIGNED_OUT, Streams
from domain.log import StoreUnavailable

SESSION_COOKIE = "steward_session"
OPEN_PATHS = ("/sign-in", "/sign-out", "/language", "/healthz", "/metrics")
"""``/metrics`` asks for its own token."""
OPEN_FOLDERS = ("/sign-in/assets/", "/calendar/", "/s/")
"""A calendar's address is its own key, and so is that of a survey's form."""
FOREIGN = 4403
SCOPE_KEY = "steward_session"
Refusal = tuple[int, Response]
OUT_OF_ORDER: Refusal = (
    RESTARTING,
    PlainTextResponse(
        "The database does not answer just now; what was recorded is safe. Try again in a moment.\n"
        "数据库暂时连不上，已经记下的内容都在，请稍后再试。\n",
        503,
        {"Retry-After": "2"},
    ),
)


class Guard:
    """Lets signed-in people through, and only them.

    Args:
        app: What is guarded.
        access: Where sessions are looked up, on every request.
        streams: Ends what is still open when a session ends.
        known_hosts: Names, in small letters, under which this console is reached beside number addresses.
        open_paths: Exact paths that answer without a session.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        access: Access,
        streams: Streams,
        known_hosts: Collection[str] = (),
        open_paths: Collection[str] = OPEN_PATHS,
    ) -> None:
        self._app = app
        self._access = access
        self._streams = streams
        self._known_hosts = frozenset(known_hosts)
        self._open_paths = frozenset(open_paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or say why not without a word of business."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        protected = _protecting(send, scope["path"])
        token = cookies_of(headers).get(SESSION_COOKIE, "")
        try:
            session = await self._look_up(token)
        except StoreUnavailable:
            await _refuse(OUT_OF_ORDER, scope, receive, protected)
            return
        scope[SCOPE_KEY] = session
        refusal = self._refusal(scope, headers, session)
        if refusal is not None:
            await _refuse(refusal, scope, receive, protected)
        elif session is None:
            await self._app(scope, receive, protected)
        else:
            await self._streams.run(self._app, scope, receive, protected, token)

    async def _look_up(self, token: str) -> Session | None:
        """The session of a token; a file answers at once, a database is not waited for on the event loop."""
        if self._access.shared:
            return await run_in_threadpool(self._access.session, token)
        return self._access.session(token)

    def _refusal(self, scope: Scope, headers: Headers, session: Session | None) -> Refusal | None:
        """The websocket close code and the HTTP answer where the request is not let through."""
        if not host_known(headers.get("host"), self._known_hosts):
            text = "This console is not known by that name. 本系统不认识这个网址。(STEWARD_HOSTS)\n"
            return FOREIGN, PlainTextResponse(text, 421)
        unsafe = scope["type"] == "websocket" or scope["method"] not in SAFE_METHODS
        if unsafe and not same_origin(headers):
            text = "Not from this console's own page. 不是本系统页面发出的。\n"
            return FOREIGN, PlainTextResponse(text, 403)
        if session is not None or self._is_open(scope):
            return None
        if scope["type"] == "http" and wants_page(scope["method"], headers):
            return SIGNED_OUT, RedirectResponse(f"/sign-in?next={quote(_target(scope))}", 303)
        return SIGNED_OUT, PlainTextResponse("Sign in first. 请先登录。\n", 401)

    def _is_open(self, scope: Scope) -> bool:
        path = scope["path"]
        return scope["type"] == "http" and (path in self._open_paths or path.startswith(OPEN_FOLDERS))


def session_of(connection: HTTPConnection) -> Session | None:
    """The session with which this request came; ``None`` only on paths that are open to everybody."""
    return connection.scope.get(SCOPE_KEY)


def current_session(access: Access, cookies: Mapping[str, str]) -> Session | None:
    """Who is signed in now, to be asked on every script and fragment run.

    Args:
        access: The store, asked anew each time.
        cookies: ``st.context.cookies``; frozen when the page connected, so they say
            which session, not whether it is still valid.
    """
    return access.session(cookies.get(SESSION_COOKIE, ""))


def _target(scope: Scope) -> str:
    query = scope["query_string"].decode("latin-1")
    return scope["path"] + (f"?{query}" if query else "")


def _protecting(send: Send, path: str) -> Send:
    async def protected(message: Message) -> None:
        if message["type"] == "http.response.start":
            protect(MutableHeaders(scope=message), path)
        await send(message)

    return protected


async def _refuse(refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
    code, response = refusal
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": code, "reason": ""})
    else:
        await response(scope, receive, send)
