"""One open event stream that is written to from outside: all are told in one go, and nobody waits for a slow one."""

import asyncio
from collections import deque
from collections.abc import Generator
from types import coroutine
from typing import Any

from starlette.types import Message, Receive, Send


class Reader:
    """Who reads, and what the connection has not taken yet.

    Nearly every connection takes a message at once, so it is written in the call that tells it; a task is made
    only for one that does not, and goes on from there.

    Args:
        account: Whose stream it is.
        send: Writes to the connection, whose answer has begun.

    Attributes:
        waiting: Messages that wait until the connection takes the one before them.
        over: Done when the stream is to end.
    """

    def __init__(self, account: str, send: Send) -> None:
        self.account = account
        self.waiting: deque[Message] = deque()
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._send = send
        self._writing: asyncio.Task[None] | None = None

    def tell(self, message: Message) -> None:
        """Write a message, or let it wait for its turn."""
        if self._writing is not None and not self._writing.done():
            self.waiting.append(message)
            return
        sending = self._send(message).__await__()
        try:
            held_up_by = next(sending)
        except StopIteration:
            return
        except OSError:  # nobody is there any more
            self.let_go()
            return
        self._writing = asyncio.ensure_future(self._write(sending, held_up_by))

    def let_go(self, *last: Message) -> None:
        """End the stream; what has not been written yet is dropped, but for the last words."""
        self.waiting.clear()
        for message in last:
            self.tell(message)
        if not self.over.done():
            self.over.set_result(None)

    async def stay(self, receive: Receive) -> None:
        """Wait until the stream is to end and its last words are written, or the browser has left."""
        leaving = asyncio.ensure_future(_left(receive))
        try:
            await asyncio.wait({leaving, self.over}, return_when=asyncio.FIRST_COMPLETED)
            if self._writing is not None and not leaving.done():
                await self._writing
        finally:
            leaving.cancel()
            if self._writing is not None:
                self._writing.cancel()

    async def _write(self, sending: Generator[Any, None, None], held_up_by: Any) -> None:
        try:
            await _go_on(sending, held_up_by)
            while self.waiting:
                await self._send(self.waiting.popleft())
        except OSError:
            self.let_go()


@coroutine
def _go_on(sending: Generator[Any, None, None], held_up_by: Any) -> Generator[Any, None, None]:
    """Go on with a call that was begun outside of any task, once what holds it up lets it."""
    yield held_up_by
    yield from sending


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
