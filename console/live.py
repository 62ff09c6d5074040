"""The live boards' stream: one shared board of a kind and site in this process, its changes sent to all (design 7)."""

import asyncio
import logging
import random
from collections import Counter
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
from console.exam.sight import ExamSight
from console.forgetting import erases
from console.guard import session_of
from console.reader import Reader
from console.sights import DeskSight, Rows, Sight
from console.wiring import House
from domain.errors import Refused
from projections.spine.projector import Step

_LOGGER = logging.getLogger(__name__)
BEAT_S = 2.0
"""Seconds between two looks at every board: may its readers still see it, is it a new day, has it been silent?"""
SILENCE_S = FRESH_S = BEAT_S / 2
"""A board that was told something since needs no beat; so nobody hears nothing for longer than both together."""
RETURN_MS = (500, 2500)
MEMBER = "member:"
LONGEST_CODE = 40
STREAM_PATH, EXAM_PATH = "/live/board", "/live/exam"
STREAM_PATHS = (STREAM_PATH, EXAM_PATH)
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
Found = tuple[Rows, dict[str, int]]
"""The rows that a page of events may have altered, and what already waits behind it."""


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
        """Look up what a page altered on watched boards, and hand it over; a loop that has ended needs nothing.

        Where something was erased every board begins anew: its words stand in rows that no event of theirs altered.
        """
        forgets = erases(step.streams)
        for channel in [one for one in list(self._channels.values()) if one.watched or forgets]:
            found = None if forgets else self._found(channel, step)
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._news.put_nowait, (channel, step.to, found))

    def _waiting(self, to: int) -> dict[str, int]:
        """What already waits behind a page of events: rows that are told must not look newer than they are."""
        head = self._house.log.head()
        return {"behind": head - to, "oldest_ms": _ms(self._house.worker.waiting_after(to, head))}

    def _found(self, channel: Channel, step: Step) -> Found | None:
        """``None`` where nobody can say: the worker goes on, and the readers begin anew."""
        try:
            return channel.sight.after(channel.rows.keys(), step.streams), self._waiting(step.to)
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
            if found is None and to > channel.position:
                channel.begin_anew()
            if found is None or to <= channel.position or not channel.readers:
                return
            (rows, asked), waiting = found
            self._lag = {**self._lag, **waiting}
            self._tell_news(channel, channel.take(to, rows, asked))

    def _tell_news(self, channel: Channel, news: dict[str, Any]) -> None:
        if news:
            channel.send(self._message("rows", channel, **news))

    async def _turn(self, channel: Channel) -> None:
        """Look anew at a board that time alone has altered."""
        if channel.sight.turns(self._house.clock()):
            async with self._filling:
                rows = await run_in_threadpool(channel.sight.whole)
                asked = {*channel.rows, *(row.id for row in rows)}
                self._tell_news(channel, channel.take(channel.position, rows, asked))

    async def _beat(self) -> None:
        while True:
            watched = [channel for channel in self._channels.values() if channel.readers]
            for channel in watched:
                await self._or_begin_anew(channel, self._judge_readers(channel))
                await self._or_begin_anew(channel, self._turn(channel))
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

    async def _join(self, reader: Reader, key: str, sight: Sight, judged: int) -> Channel:
        """Enter a board's channel; the whole board is the first message, encoded once for all who come.

        Raises:
            Refused: There is no such board, or its read model is being made for a new edition.
        """
        async with self._looking:
            if monotonic() - self._looked_at > FRESH_S:
                await self._see_lag()
        async with self._filling:
            channel = self._channels.setdefault(key, Channel(sight))
            if not channel.readers:
                channel.watched = True
                await self._fill_or_forget(key, channel)
            channel.judged = min(channel.judged, judged)
            more = {"simulated": self._simulated(), "landmarks": channel.landmarks, "rows": channel.encoded()}
            reader.tell(body(_come_back() + self._message("board", channel, **more)))
            channel.readers.add(reader)
        return channel

    async def _fill_or_forget(self, key: str, channel: Channel) -> None:
        try:
            await run_in_threadpool(self._fill, channel)
        except Refused:
            del self._channels[key]
            raise

    def _fill(self, channel: Channel) -> None:
        """Read the whole board, at a position that its rows stand at or after."""
        channel.judged = self._house.log.head()
        position = self._house.worker.position()
        channel.fill(position, channel.sight.whole())
        self._turn_day(channel)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """``GET /live/board?site=…``, ``/live/exam?site=…&c=…``: one event stream, for those who may see the site."""
        request = Request(scope)
        session, site = session_of(request), request.query_params.get("site", "")
        judged = None if session is None else await run_in_threadpool(self._judge, session.account, site)
        if session is None or judged is None:
            await PlainTextResponse("\n", 403)(scope, receive, send)
            return
        await send({**BEGIN, "headers": list(BEGIN["headers"])})
        with suppress(Refused):  # the page asks again by itself
            await self._tell(Reader(session.account, send), receive, *self._sight(request, site), judged)
        await send(END)

    def _sight(self, request: Request, site: str) -> tuple[str, Sight]:
        """Which board is asked for, and the key of its channel."""
        if request.url.path != EXAM_PATH:
            return site, DeskSight(self._house, site)
        campaign = request.query_params.get("c", "")[:LONGEST_CODE]
        return f"{site} {campaign}", ExamSight(self._house, site, campaign)

    async def _tell(self, reader: Reader, receive: Receive, key: str, sight: Sight, judged: int) -> None:
        """Tell one reader of everything until either side ends it."""
        channel = await self._join(reader, key, sight, judged)
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
        counted = Counter[str]()
        for channel in list(self._channels.values()):
            counted[channel.site] += len(channel.readers)
        return dict(counted)

    def routes(self) -> list[Route]:
        return [Route(path, self, methods=["GET"]) for path in STREAM_PATHS]


def _ms(age: timedelta) -> int:
    return int(age.total_seconds() * 1000)


def _come_back() -> bytes:
    """How long this browser waits before it comes back: boards that lost one console do not return all at once."""
    return b"retry: %d\n" % random.randint(*RETURN_MS)  # noqa: S311 - a spread, not a secret
