"""``GET /calendar/{token}.ics``: one person's published duties for the calendar of a telephone, and nothing else."""

from datetime import UTC, datetime
from hashlib import sha256

from icalendar import Calendar, Event
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from console.access.feeds import Feed
from console.languages import Translator
from console.rosterpage.sheet import Speaker
from console.wiring import House
from domain.errors import Refused
from projections.rosters.roster import roster
from projections.rosters.rows import DutyRow

PATH = "/calendar/"
EVERY_METHOD = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
"""The folder is open to strangers: nothing of it may fall through to the pages behind."""


def calendar_routes(house: House) -> list[Route]:
    """The feed of a token; 404 for any that is unknown or revoked, and for whatever else is asked for here."""

    async def answer(request: Request) -> Response:
        return await run_in_threadpool(_feed, house, request.path_params["token"])

    async def nothing(_: Request) -> Response:
        return _none()

    return [
        Route(PATH + "{token}.ics", answer, methods=["GET"]),
        Route(PATH + "{rest:path}", nothing, methods=list(EVERY_METHOD)),
    ]


def _none() -> Response:
    return PlainTextResponse("There is no such calendar. 没有这个日历。\n", 404)


def _feed(house: House, token: str) -> Response:
    feed = house.access.feeds.find(token)
    try:
        body = calendar_of(house, feed) if feed else None
    except Refused:
        body = None
    if body is None:
        return _none()
    return Response(body, 200, {"Cache-Control": "no-store"}, "text/calendar; charset=utf-8")


def calendar_of(house: House, feed: Feed) -> bytes:
    """The person's duties in the edition that holds, as iCalendar; empty before the first is published."""
    rows = roster(house.views, site=feed.site, campaign=feed.campaign, show="published")
    speaker = Speaker(rows, Translator.for_language(feed.language, house.site(feed.site).zone))
    calendar = Calendar()
    calendar.add("prodid", "-//Steward//Roster//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", speaker.t("My duties"))
    mine = next((one.duties for one in rows.by_person if one.person == feed.person), [])
    for key in mine:
        calendar.add_component(_event(feed, speaker, speaker.duties[key]))
    return calendar.to_ical()


def _event(feed: Feed, speaker: Speaker, duty: DutyRow) -> Event:
    rows = speaker.rows
    place = next(one.post.place for one in rows.by_post if one.post.code == duty.post)
    event, said = Event(), f"{feed.site}|{feed.campaign}|{duty.key}|{feed.person}"
    event.add("uid", f"{sha256(said.encode()).hexdigest()[:32]}@steward")
    event.add("summary", f"{speaker.posts[duty.post]} {speaker.turns[duty.turn]}")
    if place:
        event.add("location", speaker.name(place))
    event.add("dtstart", _at(duty.begins))
    event.add("dtend", _at(duty.ends))
    event.add("dtstamp", _at(rows.published_at or 0))
    event.add("sequence", rows.edition)
    return event


def _at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
