"""What is pressed on the board of an exam's day: one command each, through the door, with refusals in words."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Annotated, Any

import msgspec
from msgspec import Meta
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from console.guard import session_of
from console.languages import Translator
from console.languages.preference import preferred
from console.wiring import House
from domain.errors import Reason, Refused, Term, reason
from projections.members import names
from projections.rosters.roster import held_roster
from projections.rosters.view import called, named

LONGEST_BODY = 16_384
COMMANDS: Mapping[str, str] = {
    "arrive": "duty.arrive",
    "check_in": "duty.check_in",
    "correct": "duty.correct",
    "late": "duty.tell_delay",
    "absent": "duty.note_absence",
    "leave": "duty.leave_post",
    "relieve": "duty.relieve",
    "send": "duty.send_reserve",
    "station": "duty.station_reserve",
    "call": "duty.call",
    "answer": "duty.answer_call",
    "incident": "campaign.note_incident",
    "admit": "campaign.open_admission",
    "swap": "rooms.swap",
}
"""What can be pressed, and the command behind it."""

CLOCKS = ("expected_at", "back_at", "arrived_at")
"""Arguments that people type as ``06:20``."""


class Pressed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One press; ``id`` stays the same when it is sent again, so that it is recorded once."""

    id: Annotated[str, Meta(pattern=r"^[0-9a-f]{32}$")]
    c: Annotated[str, Meta(max_length=40)]
    do: Annotated[str, Meta(max_length=20)]
    given: dict[str, Any] = {}


def doing_route(house: House) -> Route:
    """``POST /exam/do?site=…`` for those who may see the site; the door judges what their roles may do."""

    async def answer(request: Request) -> Response:
        session, site = session_of(request), request.query_params.get("site", "")
        if session is None or not await run_in_threadpool(house.authority.may_see, session.account, site):
            return PlainTextResponse("\n", 403)
        body = await request.body()
        try:
            pressed = msgspec.json.decode(body[:LONGEST_BODY], type=Pressed)
        except msgspec.DecodeError:
            return PlainTextResponse("\n", 400)
        language = preferred(request.cookies, request.headers.get("accept-language"))
        translator = Translator.for_language(language, house.site(site).zone)
        return JSONResponse(await run_in_threadpool(do, house, site, session.account, pressed, translator))

    return Route("/exam/do", answer, methods=["POST"])


def do(house: House, site: str, account: str, pressed: Pressed, translator: Translator) -> dict[str, Any]:
    """What became of a press: ``{"kind": "done", "results"}`` or ``{"kind": "refused", "reasons"}``."""
    try:
        given = _given(house, site, pressed)
        order = {"id": f"exam:{account}:{pressed.id}", "site": site, "by": account, "campaign": pressed.c}
        outcome = house.door().submit({**order, **given})
    except Refused as refusal:
        said = [translator.render(one) for one in _named(house, site, pressed.c, refusal.reasons)]
        return {"kind": "refused", "reasons": said}
    results = {
        name: int(value.timestamp()) if isinstance(value, datetime) else value
        for name, value in outcome.results.items()
    }
    return {"kind": "done", "events": outcome.events, "results": results}


def post_code(site: str, campaign: str, post: str) -> str:
    """What the code of a post proves."""
    return f"post {site} {campaign} {post}"


def _given(house: House, site: str, pressed: Pressed) -> dict[str, Any]:
    """The command and its arguments.

    Raises:
        Refused: There is no such press, the code is not the post's, or a time is none.
    """
    if pressed.do not in COMMANDS:
        raise Refused(reason("There is no command “{name}”.", name=pressed.do))
    given = {name: value for name, value in pressed.given.items() if value not in (None, "")}
    if pressed.do == "check_in":
        shown, post = str(given.pop("proof", "")), str(given.get("post", ""))
        if not house.access.proves(post_code(site, pressed.c, post), shown):
            raise Refused(
                reason(
                    "This is not the code of a post of this exam.",
                    who=Term("you"),
                    verb=Term("read the code that hangs at your own post"),
                )
            )
    for name in CLOCKS:
        if name in given:
            given[name] = _instant(house, site, str(given[name])).isoformat()
    return {"do": COMMANDS[pressed.do], **given}


def _instant(house: House, site: str, typed: str) -> datetime:
    """The instant next to now at which the site's clock shows what was typed."""
    now = house.clock().astimezone(house.site(site).zone)
    try:
        clock = time.fromisoformat(typed)
    except ValueError as error:
        raise Refused(
            reason(
                "“{name}” is not {wanted}.",
                who=Term("you"),
                verb=Term("correct it"),
                name=typed[:20],
                wanted=Term("a time of day"),
            )
        ) from error
    day = datetime.combine(now.date(), clock.replace(tzinfo=None), now.tzinfo)
    return min((day + timedelta(days=more) for more in (-1, 0, 1)), key=lambda one: abs(one - now))


def _named(house: House, site: str, campaign: str, reasons: tuple[Reason, ...]) -> list[Reason]:
    """The reasons with names in the place of ids and codes."""
    ids = {
        str(one.fields[field]) for one in reasons for field in ("person", "account") if field in one.fields
    }
    people = names(house.views, ids)
    try:
        held = held_roster(house.views, site, campaign)
    except Refused:
        return list(reasons)
    shown = called(people, held.posts.values(), held.groups.values(), held.skills.values())
    return [named(one, {**shown, "account": people}) for one in reasons]
