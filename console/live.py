"""The live board's stream: one shared board a site in this process, its changes sent to all who watch (design 7)."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from datetime import timedelta
from math import inf
from time import monotonic
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from console.channel import NOT_YOURS, Channel, body, landmarks, local_day
from console.guard import session_of
from console.reader import Reader
from console.wiring import House
from domain.errors import Refused
from projections.projector import Step
from projections.queue import BoardRow, queue, queue_of

_LOGGER = logging.getLogger(__name__)
BEAT_S = 2.0
"""Seconds between two looks at every board: may its readers still see it, is it a new day, has it been silent?"""
SILENCE_S = FRESH_S = BEAT_S / 2
"""A board that was told something since needs no beat; so nobody hears nothing for longer than both together."""
RETURN_MS = (500, 2500)
TICKET = "ticket:"
MEMBER = "member:"
STREAM_PATH = "/live/board"
BEGIN: Message = {
    "type": "http.response.start",
    "status": 200,
    "headers": [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
    ],
}
END: Message = {"type": "http.response.body", "body": b"", "more_body": False}
Rows = tuple[list[BoardRow], set[str]]
Found = tuple[list[BoardRow], set[str], dict[str, int]]
"""The rows that a page of events may have altered, and the streams that were asked for."""


class Broker:
    """Turns the worker's pages into messages; one for the whole process.

    What a page altered is looked up once a site in the worker's thread, and written to every reader in one go.
    """

    def __init__(self, house: House, simulated: Callable[[], bool]) -> None:
        self._house = house
        self._simulated = simulated
        self._channels: dict[str, Channel] = {}
        self._news: asyncio.Queue[tuple[Channel, int, Found | None]] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []
        self._filling = asyncio.Lock()
        self._looking = asyncio.Lock()
        self._lag: dict[str, int] = {"behind": 0, "oldest_ms": 0, "parked": 0, "workers": 1, "unseen": 0}
        self._looked_at = -inf

    def start(self) -> None:
        """Begin to listen; call it on the event loop that serves the streams."""
        loop = asyncio.get_running_loop()
        self._house.worker.listen(lambda step: self._hear(loop, step))
        self._tasks = [asyncio.create_task(self._follow()), asyncio.create_task(self._beat())]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for channel in self._channels.values():
            channel.let_all_go()

    def _hear(self, loop: asyncio.AbstractEventLoop, step: Step) -> None:
        """Look up what a page altered on watched boards, and hand it over; a loop that has ended needs nothing."""
        for channel in [one for one in list(self._channels.values()) if one.watched]:
            found = self._found(channel, step)
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._news.put_nowait, (channel, step.to, found))

    def _waiting(self, to: int) -> dict[str, int]:
        """What already waits behind a page of events: rows that are told must not look newer than they are."""
        head = self._house.log.head()
        return {"behind": head - to, "oldest_ms": _ms(self._house.worker.waiting_after(to, head))}

    def _found(self, channel: Channel, step: Step) -> Found | None:
        """``None`` where nobody can say: the worker goes on, and the readers begin anew."""
        try:
            return *self._rows_after(channel, step), self._waiting(step.to)
        except Exception:
            _LOGGER.exception("board.begins_anew", extra={"site": channel.site})
            return None

    async def _follow(self) -> None:
        while True:
            channel, to, found = await self._news.get()
            await self._or_begin_anew(channel, self._update(channel, to, found))

    async def _or_begin_anew(self, channel: Channel, work: Awaitable[None]) -> None:
        """Do one channel's work; where it fails its readers come back for a full board, and the others go on."""
        try:
            await work
        except Exception:
            _LOGGER.exception("board.begins_anew", extra={"site": channel.site})
            channel.let_all_go()

    async def _update(self, channel: Channel, to: int, found: Found | None) -> None:
        async with self._filling:
            channel.watched = bool(channel.readers)
            if to <= channel.position or not channel.readers:
                return
            if found is None:
                channel.let_all_go()
                return
            rows, asked, waiting = found
            self._lag = {**self._lag, **waiting}
            if news := channel.take(to, rows, asked):
                channel.send(self._message("rows", channel, **news))

    def _rows_after(self, channel: Channel, step: Step) -> Rows:
        """A page that touched anything but tickets may have altered names on every row."""
        if not all(stream.startswith(TICKET) for stream in step.streams):
            rows = queue(self._house.views, site=channel.site)
            return rows, channel.rows.keys() | {row.id for row in rows}
        prefix = f"{TICKET}{channel.site}:"
        touched = {stream for stream in step.streams if stream.startswith(prefix)}
        return (queue_of(self._house.views, channel.site, touched) if touched else []), touched

    async def _beat(self) -> None:
        while True:
            watched = [channel for channel in self._channels.values() if channel.readers]
            for channel in watched:
                await self._or_begin_anew(channel, self._judge_readers(channel))
            if watched:
                await self._see_lag()
            for channel in watched:
                if channel.silence_s() >= SILENCE_S:
                    channel.send(self._message("beat", channel))
            await asyncio.sleep(BEAT_S)

    async def _see_lag(self) -> None:
        """Look how far behind the rows are; while nobody can say, boards say that."""
        try:
            lag = await asyncio.wait_for(run_in_threadpool(self._house.worker.lag), BEAT_S)
        except Exception:
            _LOGGER.exception("board.lag_unknown")
            self._lag = {**self._lag, "unseen": 1}
            return
        self._looked_at = monotonic()
        told = {"parked": lag.parked, "workers": lag.workers, "unseen": 0}
        self._lag = {"behind": lag.behind, "oldest_ms": _ms(lag.oldest_unapplied_age), **told}

    async def _judge_readers(self, channel: Channel) -> None:
        """Let go who may see the board no more, and tell the others of a new local day."""
        strangers, new_day = await run_in_threadpool(self._examine, channel)
        for reader in [one for one in channel.readers if one.account in strangers]:
            channel.let_go(reader, NOT_YOURS)
        if new_day:
            channel.send(self._message("beat", channel, landmarks=channel.landmarks))

    def _examine(self, channel: Channel) -> tuple[Collection[str], bool]:
        """Which readers' accounts may no longer see the board, and whether a new local day has begun.

        Roles change by events of members and with the date: only then is every account judged again.
        """
        new_day, head = self._turn_day(channel), self._house.log.head()
        since, channel.judged = channel.judged, head
        if not new_day and not self._house.log.search(stream_prefix=MEMBER, after=since, limit=1):
            return (), False
        accounts = {reader.account for reader in list(channel.readers)}
        return accounts - self._house.authority.watching(accounts, channel.site), new_day

    def _turn_day(self, channel: Channel) -> bool:
        """Look up the landmarks of a new local day; whether one has begun."""
        today = local_day(self._house, channel.site)
        if today == channel.day:
            return False
        channel.day, channel.landmarks = today, landmarks(self._house, channel.site)
        return True

    def _message(self, event: str, channel: Channel, **more: Any) -> bytes:
        return channel.message(event, self._house.clock(), lag=self._lag, **more)

    async def _join(self, reader: Reader, site: str, judged: int) -> Channel:
        """Enter a site's channel; the whole board is the first message, encoded once for all who come.

        Raises:
            Refused: The queue is being made for a new edition.
        """
        async with self._looking:
            if monotonic() - self._looked_at > FRESH_S:
                await self._see_lag()
        async with self._filling:
            channel = self._channels.setdefault(site, Channel(site))
            if not channel.readers:
                channel.watched = True
                await run_in_threadpool(self._fill, channel)
            channel.judged = min(channel.judged, judged)
            more = {"simulated": self._simulated(), "landmarks": channel.landmarks, "rows": channel.encoded()}
            reader.tell(body(_come_back() + self._message("board", channel, **more)))
            channel.readers.add(reader)
        return channel

    def _fill(self, channel: Channel) -> None:
        """Read the whole board, at a position that its rows stand at or after."""
        channel.judged = self._house.log.head()
        position = self._house.worker.position()
        channel.fill(position, queue(self._house.views, site=channel.site))
        self._turn_day(channel)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """``GET /live/board?site=…``: the event stream of one site, for those who may see it."""
        request = Request(scope)
        session, site = session_of(request), request.query_params.get("site", "")
        judged = None if session is None else await run_in_threadpool(self._judge, session.account, site)
        if session is None or judged is None:
            await PlainTextResponse("\n", 403)(scope, receive, send)
            return
        await send({**BEGIN, "headers": list(BEGIN["headers"])})
        with suppress(Refused):  # the page asks again by itself
            await self._tell(Reader(session.account, send), receive, site, judged)
        await send(END)

    async def _tell(self, reader: Reader, receive: Receive, site: str, judged: int) -> None:
        """Tell one reader of everything until either side ends it."""
        channel = await self._join(reader, site, judged)
        try:
            await reader.stay(receive)
        finally:
            channel.readers.discard(reader)

    def _judge(self, account: str, site: str) -> int | None:
        """A position of the log at which the account may see the site; ``None`` where it may not."""
        head = self._house.log.head()
        return head if self._house.authority.may_see(account, site) else None

    def watching(self) -> dict[str, int]:
        """How many streams are open, by site; may be asked from any thread."""
        return {site: len(channel.readers) for site, channel in list(self._channels.items())}

    def route(self) -> Route:
        return Route(STREAM_PATH, self, methods=["GET"])


def _ms(age: timedelta) -> int:
    return int(age.total_seconds() * 1000)


def _come_back() -> bytes:
    """How long this browser waits before it comes back: boards that lost one console do not return all at once."""
    return b"retry: %d\n" % random.randint(*RETURN_MS)  # noqa: S311 - a spread, not a secret
