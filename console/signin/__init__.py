"""Signing in and out, and choosing a language: plain pages of our own, without Streamlit.

The guard has checked the origin of every form before it arrives here; the double-submitted token is the
second lock.
"""

import hmac
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from console.access import Access
from console.guard import SESSION_COOKIE, session_of
from console.guard.checks import safe_next
from console.languages import LANGUAGES, Translator
from console.languages.preference import COOKIE as LANGUAGE_COOKIE
from console.languages.preference import preferred
from console.signin import assets, page
from console.signin.page import DemoPerson, Notice

FORM_COOKIE = "steward_form"
LONGEST_FORM = 16_384
LONGEST_ACCOUNT = 100
YEAR_S = 365 * 86400
DemoPeople = Callable[[], Sequence[DemoPerson]]


@dataclass(frozen=True)
class SignIn:
    """The routes of signing in.

    Attributes:
        access: Accounts and sessions.
        demo_people: Whom one may step in as, in a demo store; ``None`` in a real one.
    """

    access: Access
    demo_people: DemoPeople | None = None

    def routes(self) -> list[BaseRoute]:
        """``/sign-in``, ``/sign-out``, ``/language``, ``/session`` and the files of these pages."""
        return [
            Route("/sign-in", self.show, methods=["GET"]),
            Route("/sign-in", self.enter, methods=["POST"]),
            Route("/sign-out", self.ask, methods=["GET"]),
            Route("/sign-out", self.leave, methods=["POST"]),
            Route("/language", self.choose_language, methods=["POST"]),
            Route("/session", self.alive, methods=["GET"]),
            Route("/sign-in/assets/{name:path}", assets.serve, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        """The sign-in page, or straight on for somebody who is signed in."""
        target = safe_next(request.query_params.get("next"))
        if session_of(request) is not None:
            return RedirectResponse(target, 303)
        notice = page.ENDED if "ended" in request.query_params else None
        return self._page(request, target, notice)

    async def enter(self, request: Request) -> Response:
        """Check what was typed and open a session; what was typed as account stays on a refusal."""
        form = await _form(request)
        target, account = safe_next(form.get("next")), form.get("account", "")[:LONGEST_ACCOUNT]
        if not _token_right(request, form):
            return self._page(request, target, page.STALE, account, 403)
        if person := form.get("demo"):
            return await self._step_in(request, target, person)
        password = form.get("password", "")
        if not account.strip() or not password:
            return self._page(request, target, page.EMPTY, account, 422)
        address, agent = _origin_of(request)
        right = await run_in_threadpool(self.access.check, account, password, address, agent)
        if not right:
            standing = self.access.standing(account, address)
            return self._page(request, target, page.refused(_translator(request), standing), account, 401)
        return self._open(request, target, account)

    async def ask(self, request: Request) -> Response:
        """A page with one button, because a link must not sign anybody out."""
        session = session_of(request)
        if session is None:
            return RedirectResponse("/sign-in", 303)
        translator, token = _translator(request), _form_token(request)
        return self._finish(request, page.sign_out(translator, session.account, token), token, translator)

    async def leave(self, request: Request) -> Response:
        """End the session of this browser."""
        form, session = await _form(request), session_of(request)
        if session is not None and not _token_right(request, form):
            return RedirectResponse("/sign-out", 303)
        if session is not None:
            self.access.revoke(session.id)
        answer = RedirectResponse("/sign-in?ended=1", 303)
        secure = _over_tls(request)
        answer.delete_cookie(SESSION_COOKIE, path="/", httponly=True, samesite="lax", secure=secure)
        return answer

    async def choose_language(self, request: Request) -> Response:
        """Keep a person's language for a year and go back to where they were."""
        form = await _form(request)
        language = form.get("language", "")
        if language not in LANGUAGES:
            return PlainTextResponse("zh, en\n", 422)
        answer = RedirectResponse(safe_next(form.get("next") or _came_from(request)), 303)
        _keep_language(request, answer, language)
        return answer

    async def alive(self, _: Request) -> Response:
        """Whether the session is still valid: 204; otherwise the guard has answered 401."""
        return Response(status_code=204)

    async def _step_in(self, request: Request, target: str, person: str) -> Response:
        known = [one.account for one in self.demo_people()] if self.demo_people else []
        if person not in known:
            return self._page(request, target, page.STALE, status=403)
        return self._open(request, target, person)

    def _open(self, request: Request, target: str, account: str) -> Response:
        earlier = session_of(request)
        if earlier is not None:
            self.access.revoke(earlier.id)
        token = self.access.open_session(account, *_origin_of(request))
        answer = RedirectResponse(target, 303)
        answer.set_cookie(
            SESSION_COOKIE, token, path="/", httponly=True, samesite="lax", secure=_over_tls(request)
        )
        return answer

    def _page(
        self, request: Request, target: str, notice: Notice | None, account: str = "", status: int = 200
    ) -> Response:
        translator, token = _translator(request), _form_token(request)
        people = None if self.demo_people is None else self.demo_people()
        after = quote(target, safe="")
        links = {language: f"/sign-in?lang={language}&next={after}" for language in LANGUAGES}
        html = page.sign_in(translator, token, target, account, notice, people, links)
        return self._finish(request, html, token, translator, status)

    def _finish(
        self, request: Request, html: str, token: str, translator: Translator, status: int = 200
    ) -> Response:
        answer = HTMLResponse(html, status, headers={"Content-Language": translator.locale})
        secure = _over_tls(request)
        answer.set_cookie(FORM_COOKIE, token, path="/", httponly=True, samesite="strict", secure=secure)
        if request.query_params.get("lang") in LANGUAGES:
            _keep_language(request, answer, translator.language)
        return answer


def _translator(request: Request) -> Translator:
    asked = request.query_params.get("lang")
    return Translator.for_language(preferred(request.cookies, request.headers.get("accept-language"), asked))


def _keep_language(request: Request, answer: Response, language: str) -> None:
    secure = _over_tls(request)
    answer.set_cookie(LANGUAGE_COOKIE, language, max_age=YEAR_S, path="/", samesite="lax", secure=secure)


def _came_from(request: Request) -> str:
    """Path and query of the page whose form it was, as its address stood."""
    parts = urlsplit(request.headers.get("referer", ""))
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _form_token(request: Request) -> str:
    return request.cookies.get(FORM_COOKIE) or secrets.token_hex(16)


def _token_right(request: Request, form: dict[str, str]) -> bool:
    expected = request.cookies.get(FORM_COOKIE, "")
    return bool(expected) and hmac.compare_digest(expected.encode(), form.get("token", "").encode())


async def _form(request: Request) -> dict[str, str]:
    """The fields of a posted form, each once; nothing of a form that is too large."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM:
            return {}
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    return {name: values[0] for name, values in fields.items()}


def _origin_of(request: Request) -> tuple[str, str]:
    address = request.client.host if request.client else ""
    return address, request.headers.get("user-agent", "")


def _over_tls(request: Request) -> bool:
    return request.url.scheme == "https"
