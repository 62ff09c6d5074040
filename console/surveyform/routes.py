"""``/s/{site}/{survey}/{number}/{code}``: a household answers its form, without signing in (SVY-11, SVY-16).

The code is the secret and admits; the guard has checked host and origin. Whatever opens nothing is answered alike, and
no sooner than :data:`FLOOR_S` after it came, so that the time tells no more than the words.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from console.languages import LANGUAGES, Translator
from console.languages.preference import preferred
from console.surveyform import assets, page
from console.surveyform.opening import Address, Opened, opened
from console.surveyform.page import Beside, Page
from console.surveyform.reading import Sent, TooLarge, is_script, sent_by
from console.surveyform.throttle import Throttle
from console.wiring import House
from domain.errors import ChangedMeanwhile, Reason, Refused, Term
from domain.log import StoreUnavailable
from domain.surveys.questionnaire import Questionnaire

THROUGH = "survey page"
FLOOR_S = 0.3
RETRY_S = 2
ONCE = {"answered": 409, "handed in": 409}
"""A household answers once; whatever else stands in the way has gone for good."""
ANSWERS = "answers"
"""What the door calls the answers of a form, and before a point the answer to one question."""
EVERY_METHOD = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class SurveyForms:
    """The open routes under ``/s/``.

    Args:
        house: Where the surveys are.
        throttle: How much may be asked.
        wait: How a refusal bides its time.
    """

    def __init__(
        self,
        house: House,
        throttle: Throttle | None = None,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._house = house
        self._throttle = Throttle(monotonic) if throttle is None else throttle
        self._wait = wait

    def routes(self) -> list[BaseRoute]:
        """The form, its files, and one answer to everything else that is open to everybody here."""
        return [
            Route("/s/assets/{edition}/{name}", assets.serve, methods=["GET"]),
            Route("/s/worker.js", assets.worker, methods=["GET"]),
            Route("/s/{site}/{survey}/{number}/{code}", self.answer, methods=["GET", "POST"]),
            Route("/s/{rest:path}", self.nothing, methods=list(EVERY_METHOD)),
        ]

    async def answer(self, request: Request) -> Response:
        """Show a form, or take its answers."""
        began, speaks = monotonic(), _translator(request)
        if stopped := self._throttle.admit(_client(request)):
            return _stopped(speaks, request, stopped)
        try:
            sent = await sent_by(request) if request.method == "POST" else Sent(secrets.token_hex(16))
            if sent is not None:
                address = msgspec.convert(request.path_params, Address)
                told = await run_in_threadpool(self._told, request, address, speaks, sent)
                if told is not None:
                    return told
        except TooLarge:
            return _too_large(speaks, request)
        except StoreUnavailable:
            return _away(speaks, request)
        return await self._nothing(request, speaks, began)

    async def nothing(self, request: Request) -> Response:
        """What opens no form."""
        began, speaks = monotonic(), _translator(request)
        if stopped := self._throttle.admit(_client(request)):
            return _stopped(speaks, request, stopped)
        return await self._nothing(request, speaks, began)

    async def _nothing(self, request: Request, speaks: Translator, began: float) -> Response:
        self._throttle.refused(_client(request))
        await self._wait(max(0.0, began + FLOOR_S - monotonic()))
        lines = (
            speaks.t("This code opens no form."),
            speaks.t("Please scan the code on the paper form once more, or ask the front desk."),
        )
        return _say(Page(speaks), request, 404, "refused", "no", *lines)

    def _told(self, request: Request, address: Address, speaks: Translator, sent: Sent) -> Response | None:
        """The answer to whoever has the code; ``None`` for everybody else."""
        found = opened(self._house, address)
        if found is None:
            return None
        now = self._house.clock().astimezone(found.site.zone)
        speaks = Translator.for_language(speaks.language, found.site.zone, now.year)
        shown = Page(speaks, found.site.name, found.survey.name)
        if request.method == "POST":
            return self._take(request, address, found, shown, sent)
        if found.state == "open":
            return HTMLResponse(page.form_page(shown, found, sent))
        return _standing(shown, request, found, 200)

    def _take(self, request: Request, address: Address, found: Opened, shown: Page, sent: Sent) -> Response:
        """Put the answers before the door; what it says stands beside the questions."""
        try:
            self._house.door(THROUGH).submit(sent.command(address, found.number, found.code))
        except ChangedMeanwhile:
            return _away(shown.speaks, request)
        except Refused as refusal:
            now = opened(self._house, address) or found
            if now.state != "open":
                return _standing(shown, request, now, ONCE.get(now.state, 410))
            reasons = [_beside(shown.speaks, found.survey.questionnaire, one) for one in refusal.reasons]
            return _unfit(shown, request, found, sent, reasons)
        if not is_script(request):
            return RedirectResponse(str(request.url.replace(scheme="", netloc="")), 303)
        done = opened(self._house, address)
        return _standing(shown, request, done or found, 200)


def _standing(shown: Page, request: Request, found: Opened, status: int) -> Response:
    """How a form stands that can no longer be answered; never what it says."""
    t = shown.speaks.t
    if found.state == "answered" and found.answered_at:
        lines = (
            t("Answered on {at}. Thank you!", at=found.answered_at),
            t("It is recorded; you may close this page. One form counts for one household."),
        )
        return _say(shown, request, status, "sent" if status == 200 else "answered", "sent", *lines)  # noqa: PLR2004 - the status
    if found.state == "handed in":
        lines = (
            t("Your paper form came back to us on {at}. Thank you!", at=found.handed_in_at),
            t("One form counts for one household, so nothing needs to be answered here."),
            t("If nobody of your household handed it in, please tell the front desk."),
        )
        return _say(shown, request, status, found.state, "no", *lines)
    reasons = [_say_to(shown.speaks, one) for one in found.over]
    if found.state == "replaced":
        reasons = [
            t("Another form took its place. Please use the one you were given last, or ask the front desk.")
        ]
    return _say(
        shown, request, status, found.state, "no", t("This form cannot be answered any more."), *reasons
    )


def _unfit(shown: Page, request: Request, found: Opened, sent: Sent, reasons: list[Beside]) -> Response:
    if is_script(request):
        return _json({"state": "unfit", "reasons": reasons}, 422)
    return HTMLResponse(page.form_page(shown, found, sent, reasons), 422)


def _beside(speaks: Translator, sheet: Questionnaire, one: Reason) -> Beside:
    """A reason, and the question whose name it bears; what is no figure at all is asked for anew."""
    name = one.fields.get("name")
    themes = {theme.name: theme.code for theme in sheet.themes} | {page.COMMENT: page.COMMENT}
    for theme in sheet.themes:
        if name == f"{ANSWERS}.{theme.code}":
            return Beside(theme.code, speaks.t("Please choose one of the answers below."))
    if isinstance(name, str) and name.partition(".")[0] == ANSWERS:
        return Beside(
            "", speaks.t("These answers do not belong to this form. Please load the page once more.")
        )
    if name == page.COMMENT:
        one = msgspec.structs.replace(one, fields={**one.fields, "name": Term("Remarks and suggestions")})
    return Beside(themes.get(name, "") if name else "", _say_to(speaks, one))  # pyright: ignore[reportArgumentType] - any field


def _say_to(speaks: Translator, one: Reason) -> str:
    """A reason as its reader is told it, who is the one to act."""
    return speaks.render(msgspec.structs.replace(one, who="" if one.who == "you" else one.who))


def _too_large(speaks: Translator, request: Request) -> Response:
    text = speaks.t("The remarks are too long. Please shorten them.")
    if is_script(request):
        return _json({"state": "unfit", "reasons": [Beside(page.COMMENT, text)]}, 413)
    return _say(
        Page(speaks), request, 413, "unfit", "no", text, speaks.t("Please go back; nothing was recorded.")
    )


def _away(speaks: Translator, request: Request) -> Response:
    headline = speaks.t("The form could not be taken just now.")
    rest = speaks.t("Please go back and try again in a moment. If it was taken after all, you will be told.")
    answer = _say(Page(speaks), request, 503, "away", "no", headline, rest)
    answer.headers["Retry-After"] = str(RETRY_S)
    return answer


def _stopped(speaks: Translator, request: Request, seconds: int) -> Response:
    rest = speaks.plural(
        "Please go back and try again in one second; nothing was recorded.",
        "Please go back and try again in {count} seconds; nothing was recorded.",
        seconds,
    )
    headline = speaks.t("Too much is asked from here just now.")
    answer = _say(Page(speaks), request, 429, "busy", "no", headline, rest)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def _say(
    shown: Page, request: Request, status: int, state: str, kind: page.Kind, headline: str, *lines: str
) -> Response:
    if is_script(request):
        return _json({"state": state, "html": page.said(kind, headline, *lines)}, status)
    return HTMLResponse(page.said_page(shown, kind, headline, *lines), status)


def _json(body: Any, status: int) -> Response:
    return Response(msgspec.json.encode(body), status, media_type="application/json")


def _translator(request: Request) -> Translator:
    asked = request.query_params.get("lang")
    wanted = asked if asked in LANGUAGES else None
    return Translator.for_language(preferred(request.cookies, request.headers.get("accept-language"), wanted))


def _client(request: Request) -> str:
    return request.client.host if request.client else ""
