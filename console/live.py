"""The live board's stream: one shared board a site in this process, its changes sent to all who watch (design 7)."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from console.channel import NOT_YOURS, Channel, Reader, landmarks, local_day
from console.guard import session_of
from console.wiring import House
from domain.errors import Refused
from projections.projector import Step
from projections.queue import BoardRow, queue, queue_of

_LOGGER = logging.getLogger(__name__)
BEAT_S = 2.0
"""Seconds between two looks at every board: may its readers still see it, is it a new day, has it been silent?"""
SILENCE_S = BEAT_S / 2
"""A board that was told something since needs no beat; so nobody hears nothing for longer than both together."""
RETURN_MS = (500, 2500)
TICKET = "ticket:"
MEMBER = "member:"
STREAM_PATH = "/live/board"


class Broker:
    """Turns the worker's pages into messages; one for the whole process."""

    def __init__(self, house: House, simulated: Callable[[], bool]) -> None:
        self._house = house
        self._simulated = simulated
        self._channels: dict[str, Channel] = {}
        self._steps: asyncio.Queue[Step] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []
        self._filling = asyncio.Lock()
        self._lag: dict[str, int] = {"behind": 0, "oldest_ms": 0, "parked": 0}

    def start(self) -> None:
        """Begin to listen; call it on the event loop that serves the streams."""
        loop = asyncio.get_running_loop()
        self._house.worker.listen(lambda step: _post(loop, self._steps, step))
        self._tasks = [asyncio.create_task(self._follow()), asyncio.create_task(self._beat())]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for channel in self._channels.values():
            channel.let_all_go()

    async def _follow(self) -> None:
        while True:
            step = await self._steps.get()
            for channel in list(self._channels.values()):
                await self._or_begin_anew(channel, self._update(channel, step))

    async def _or_begin_anew(self, channel: Channel, work: Awaitable[None]) -> None:
        """Do one channel's work; where it fails its readers come back for a full board, and the others go on."""
        try:
            await work
        except Exception:
            _LOGGER.exception("board.begins_anew", extra={"site": channel.site})
            channel.let_all_go()

    async def _update(self, channel: Channel, step: Step) -> None:
        async with self._filling:
            if not channel.readers or step.to <= channel.position:
                return
            rows, asked = await run_in_threadpool(self._rows_after, channel, step)
            if news := channel.take(step.to, rows, asked):
                channel.send(self._message("rows", channel, **news))

    def _rows_after(self, channel: Channel, step: Step) -> tuple[list[BoardRow], set[str]]:
        """The rows that a page of events may have altered, and the streams that were asked for.

        A page that touched anything but tickets may have altered names on every row.
        """
        if not all(stream.startswith(TICKET) for stream in step.streams):
            rows = queue(self._house.views, site=channel.site)
            return rows, channel.rows.keys() | {row.id for row in rows}
        prefix = f"{TICKET}{channel.site}:"
        touched = {stream for stream in step.streams if stream.startswith(prefix)}
        return (queue_of(self._house.views, channel.site, touched) if touched else []), touched

    async def _beat(self) -> None:
        while True:
            if watched := [channel for channel in self._channels.values() if channel.readers]:
                await self._see_lag()
            for channel in watched:
                await self._or_begin_anew(channel, self._beat_of(channel))
            await asyncio.sleep(BEAT_S)

    async def _see_lag(self) -> None:
        """Look how far behind the rows are; boards keep the last answer while nobody can say."""
        try:
            lag = await run_in_threadpool(self._house.worker.lag)
        except Exception:
            _LOGGER.exception("board.lag_unknown")
            return
        oldest = int(lag.oldest_unapplied_age.total_seconds() * 1000)
        self._lag = {"behind": lag.behind, "oldest_ms": oldest, "parked": lag.parked}

    async def _beat_of(self, channel: Channel) -> None:
        strangers, new_day = await run_in_threadpool(self._examine, channel)
        for reader in [one for one in channel.readers if one.account in strangers]:
            channel.let_go(reader, NOT_YOURS)
        if new_day or channel.silence_s() >= SILENCE_S:
            channel.send(self._message("beat", channel, **channel.days_news(new_day=new_day)))

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

    async def _join(self, account: str, site: str) -> tuple[Channel, Reader]:
        """Enter a site's channel; the whole board is the first message, encoded once for all who come."""
        async with self._filling:
            channel = self._channels.setdefault(site, Channel(site))
            if not channel.readers:
                await run_in_threadpool(self._fill, channel)
            reader = Reader(account)
            more = {"simulated": self._simulated(), "landmarks": channel.landmarks, "rows": channel.encoded()}
            reader.waiting.put_nowait(_come_back() + self._message("board", channel, **more))
            channel.readers.add(reader)
        return channel, reader

    def _fill(self, channel: Channel) -> None:
        """Read the whole board, at a position that its rows stand at or after."""
        channel.judged = self._house.log.head()
        position = self._house.worker.position()
        channel.fill(position, queue(self._house.views, site=channel.site))
        self._turn_day(channel)

    async def _messages(self, account: str, site: str, judged: int) -> AsyncIterator[bytes]:
        try:
            channel, reader = await self._join(account, site)
        except Refused:
            return  # the queue is being made for a new edition: the page asks again by itself
        channel.judged = min(channel.judged, judged)
        try:
            while (message := await reader.waiting.get()) is not None:
                yield message
        finally:
            channel.readers.discard(reader)

    async def answer(self, request: Request) -> Response:
        """``GET /live/board?site=…``: the event stream of one site, for those who may see it."""
        session, site = session_of(request), request.query_params.get("site", "")
        judged = None if session is None else await run_in_threadpool(self._judge, session.account, site)
        if session is None or judged is None:
            return PlainTextResponse("\n", 403)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        messages = self._messages(session.account, site, judged)
        return StreamingResponse(messages, media_type="text/event-stream", headers=headers)

    def _judge(self, account: str, site: str) -> int | None:
        """A position of the log at which the account may see the site; ``None`` where it may not."""
        head = self._house.log.head()
        return head if self._house.authority.may_see(account, site) else None

    def watching(self) -> dict[str, int]:
        """How many streams are open, by site; may be asked from any thread."""
        return {site: len(channel.readers) for site, channel in list(self._channels.items())}

    def route(self) -> Route:
        return Route(STREAM_PATH, _Endpoint(self.answer), methods=["GET"])


class _Endpoint:
    """An answer as the server takes it, without the layer around functions that each message would pass."""

    def __init__(self, answer: Callable[[Request], Awaitable[Response]]) -> None:
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._answer(Request(scope, receive))
        await response(scope, receive, send)


def _come_back() -> bytes:
    """How long this browser waits before it comes back: boards that lost one console do not return all at once."""
    return b"retry: %d\n" % random.randint(*RETURN_MS)  # noqa: S311 - a spread, not a secret


def _post(loop: asyncio.AbstractEventLoop, steps: "asyncio.Queue[Step]", step: Step) -> None:
    """Hand a step over from the worker's thread; a loop that has ended needs none."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(steps.put_nowait, step)
