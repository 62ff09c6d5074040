"""The live board's stream: one shared board a site in this process, its changes sent to all who watch (design 7)."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from console.channel import NOT_YOURS, Channel, Reader, landmarks, local_day
from console.guard import session_of
from console.wiring import House
from domain.errors import Refused
from projections.projector import Step
from projections.queue import BoardRow, queue, queue_of

_LOGGER = logging.getLogger(__name__)
BEAT_S = 2.0
"""Seconds between beats; the authority of every reader is looked up anew with each."""
TICKET = "ticket:"


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
            for channel in [one for one in self._channels.values() if one.readers]:
                await self._or_begin_anew(channel, self._beat_of(channel))
            await asyncio.sleep(BEAT_S)

    async def _beat_of(self, channel: Channel) -> None:
        accounts = {reader.account for reader in channel.readers}
        allowed = await run_in_threadpool(self._house.authority.watching, accounts, channel.site)
        for reader in [one for one in channel.readers if one.account in accounts - allowed]:
            channel.let_go(reader, NOT_YOURS)
        lag = await run_in_threadpool(self._house.worker.lag)
        oldest = int(lag.oldest_unapplied_age.total_seconds() * 1000)
        self._lag = {"behind": lag.behind, "oldest_ms": oldest, "parked": lag.parked}
        news = {"landmarks": channel.landmarks} if await self._turn_day(channel) else {}
        channel.send(self._message("beat", channel, **news))

    async def _turn_day(self, channel: Channel) -> bool:
        """Look up the landmarks of a new local day; whether one has begun."""
        today = await run_in_threadpool(local_day, self._house, channel.site)
        if today == channel.day:
            return False
        channel.day, channel.landmarks = today, await run_in_threadpool(landmarks, self._house, channel.site)
        return True

    def _message(self, event: str, channel: Channel, **more: Any) -> bytes:
        return channel.message(event, self._house.clock(), lag=self._lag, **more)

    async def _join(self, account: str, site: str) -> tuple[Channel, Reader]:
        """Enter a site's channel; the whole board is the first message."""
        async with self._filling:
            channel = self._channels.setdefault(site, Channel(site))
            if not channel.readers:
                position = await run_in_threadpool(self._house.worker.position)
                channel.fill(position, await run_in_threadpool(queue, self._house.views, site=site))
            await self._turn_day(channel)
            reader, rows = Reader(account), list(channel.rows.values())
            more = {"simulated": self._simulated(), "landmarks": channel.landmarks, "rows": rows}
            reader.waiting.put_nowait(self._message("board", channel, **more))
            channel.readers.add(reader)
        return channel, reader

    async def _messages(self, account: str, site: str) -> AsyncIterator[bytes]:
        try:
            channel, reader = await self._join(account, site)
        except Refused:
            return  # the queue is being made for a new edition: the page asks again by itself
        try:
            while (message := await reader.waiting.get()) is not None:
                yield message
        finally:
            channel.readers.discard(reader)

    async def answer(self, request: Request) -> Response:
        """``GET /live/board?site=…``: the event stream of one site, for those who may see it."""
        session, site = session_of(request), request.query_params.get("site", "")
        if session is None or not await run_in_threadpool(
            self._house.authority.may_see, session.account, site
        ):
            return PlainTextResponse("\n", 403)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        messages = self._messages(session.account, site)
        return StreamingResponse(messages, media_type="text/event-stream", headers=headers)

    def watching(self) -> dict[str, int]:
        """How many streams are open, by site; may be asked from any thread."""
        return {site: len(channel.readers) for site, channel in list(self._channels.items())}

    def route(self) -> Route:
        return Route("/live/board", self.answer, methods=["GET"])


def _post(loop: asyncio.AbstractEventLoop, steps: "asyncio.Queue[Step]", step: Step) -> None:
    """Hand a step over from the worker's thread; a loop that has ended needs none."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(steps.put_nowait, step)
