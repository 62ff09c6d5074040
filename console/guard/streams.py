"""Open answers of signed-in people: each ends within a second of the moment its session ends."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from console.access import Access
from domain.log import StoreUnavailable

T = TypeVar("T")

POLL_S = 0.25
POLLS_BETWEEN_EXPIRIES = 20
LAST_WORDS_S = 0.5
SIGNED_OUT = 4401
RESTARTING = 1012
BYE = b'event: bye\ndata: {"reason":"revoked"}\n\n'


class Line:
    """One open answer: what was sent on it so far, and how it is ended from outside.

    Attributes:
        token: The session token that opened it.
        over: Done when the answer is to end; holds the websocket close code.
    """

    def __init__(self, token: str, scope: Scope, send: Send) -> None:
        self.token = token
        self.over: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._websocket = scope["type"] == "websocket"
        self._send = send
        self._started = False
        self._event_stream = False

    async def send(self, message: Message) -> None:
        """Pass on what the application says, until the line is over."""
        if self.over.done():
            return
        if message["type"] == "http.response.start":
            self._started = True
            kinds = [value for name, value in message["headers"] if name.lower() == b"content-type"]
            self._event_stream = bool(kinds) and kinds[0].startswith(b"text/event-stream")
        await self._send(message)

    def end(self, code: int) -> None:
        """Let the answer end now."""
        if not self.over.done():
            self.over.set_result(code)

    async def say_goodbye(self) -> None:
        """Close the websocket with its code, or end the event stream with ``bye``."""
        code = self.over.result()
        if self._websocket:
            await self._send({"type": "websocket.close", "code": code, "reason": ""})
        elif self._event_stream:
            body = BYE if code == SIGNED_OUT else b""
            await self._send({"type": "http.response.body", "body": body, "more_body": False})
        elif not self._started:
            await self._send({"type": "http.response.start", "status": 401, "headers": []})
            await self._send({"type": "http.response.body", "body": b""})


class Streams:
    """All open lines of this process, watched against the access store.

    Revocations in other processes are seen through the store's revision; sessions that run out of their time
    are looked for every five seconds.
    """

    def __init__(self, access: Access) -> None:
        self._access = access
        self._lines: set[Line] = set()
        self._watcher: asyncio.Task[None] | None = None
        self._revision = -1

    async def run(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send, token: str) -> None:
        """Let the application answer, and cut it short when the session of ``token`` ends."""
        line = Line(token, scope, send)
        self._lines.add(line)
        self._watch()
        answer = asyncio.ensure_future(_answer(app, scope, receive, line.send))
        try:
            await asyncio.wait({answer, line.over}, return_when=asyncio.FIRST_COMPLETED)
            if answer.done():
                answer.result()
            else:
                await _stop(answer)
                with suppress(OSError, RuntimeError):
                    await asyncio.wait_for(line.say_goodbye(), LAST_WORDS_S)
        finally:
            self._lines.discard(line)
            if not answer.done():
                answer.cancel()

    def end_all(self) -> None:
        """End every line because the server stops; browsers come back by themselves."""
        self._end(lambda _: True, RESTARTING)

    def _end(self, which: Callable[[Line], bool], code: int) -> None:
        for line in [one for one in self._lines if which(one)]:
            line.end(code)

    def _watch(self) -> None:
        if self._watcher is None or self._watcher.done():
            self._watcher = asyncio.ensure_future(self._watch_lines())

    async def _watch_lines(self) -> None:
        polls = 0
        while self._lines:
            polls += 1
            with suppress(StoreUnavailable):  # it tells nothing new to anybody either
                await self._look(expiries=polls % POLLS_BETWEEN_EXPIRIES == 0)
            await asyncio.sleep(POLL_S)

    async def _look(self, *, expiries: bool) -> None:
        """End the lines whose sessions were revoked, or have run out of their time."""
        revision = await self._ask(self._access.revision)
        if revision == self._revision and not expiries:
            return
        tokens = {line.token for line in self._lines}
        ended = await self._ask(
            lambda: {token for token in tokens if self._access.session(token, used=False) is None}
        )
        self._end(lambda line: line.token in ended, SIGNED_OUT)
        self._revision = revision

    async def _ask(self, question: Callable[[], T]) -> T:
        """A file answers at once; a database is not waited for on the event loop."""
        return await run_in_threadpool(question) if self._access.shared else question()


async def _answer(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    await app(scope, receive, send)


async def _stop(answer: "asyncio.Future[None]") -> None:
    answer.cancel()
    await asyncio.wait({answer}, timeout=LAST_WORDS_S)
    if answer.done() and not answer.cancelled():
        answer.exception()
