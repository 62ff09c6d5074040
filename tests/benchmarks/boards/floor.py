"""The floor: a plain Starlette event stream, nothing in front of it, with the payload sizes that it is told.

``python -m tests.benchmarks.boards.floor PORT BOARD ROWS BEAT`` (bytes of each kind of message) reads ``rate seconds
seed`` a line and answers each with ``[[ident, began], …]``: what each event was called and when its sending began.
"""

import asyncio
import json
import sys
import threading
import time
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

from tests.benchmarks.boards.schedule import moments

BEAT_S = 2.0


class Floor:
    """Every reader has a queue; a message is made once and put into each."""

    def __init__(self, board: int, rows: int, beat: int) -> None:
        self._sizes = {"board": board, "rows": rows, "beat": beat}
        self._readers: set[asyncio.Queue[bytes]] = set()
        self._count = 0
        self.began: list[tuple[int, float]] = []

    def _message(self, kind: str) -> bytes:
        ident = "" if kind == "beat" else f"id: {self._count}\n"
        head = f"event: {kind}\n{ident}data: ".encode()
        return head + b"x" * max(0, self._sizes[kind] - len(head) - 2) + b"\n\n"

    def send(self) -> None:
        """Tell everybody of one event."""
        self._count += 1
        self.began.append((self._count, time.monotonic()))
        self._tell("rows")

    def _tell(self, kind: str) -> None:
        message = self._message(kind)
        for reader in self._readers:
            reader.put_nowait(message)

    async def beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT_S)
            self._tell("beat")

    async def _messages(self) -> AsyncIterator[bytes]:
        mine: asyncio.Queue[bytes] = asyncio.Queue()
        mine.put_nowait(self._message("board"))
        self._readers.add(mine)
        try:
            while True:
                yield await mine.get()
        finally:
            self._readers.discard(mine)

    async def answer(self, _: Request) -> StreamingResponse:
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(self._messages(), media_type="text/event-stream", headers=headers)


def obey(floor: Floor, loop: asyncio.AbstractEventLoop) -> None:
    """Play the orders that come through the pipe, from a thread beside the loop."""
    for order in sys.stdin:
        rate, seconds, seed = order.split()
        floor.began = []
        for _ in moments(float(rate), float(seconds), int(seed)):
            loop.call_soon_threadsafe(floor.send)
        print(json.dumps(floor.began), flush=True)  # noqa: T201 - the pipe


async def serve(port: int, sizes: list[int]) -> None:
    """Answer until the process is ended."""
    floor = Floor(*sizes)
    healthy = Route("/healthz", lambda _: PlainTextResponse("ok"))
    app = Starlette(routes=[Route("/live", floor.answer), healthy])
    options = uvicorn.Config(app, port=port, log_level="warning", access_log=False, lifespan="off")
    threading.Thread(target=obey, args=(floor, asyncio.get_running_loop()), daemon=True).start()
    beats = asyncio.create_task(floor.beat())
    await uvicorn.Server(options).serve()
    beats.cancel()


if __name__ == "__main__":
    port, *sizes = (int(one) for one in sys.argv[1:])
    asyncio.run(serve(port, sizes))
