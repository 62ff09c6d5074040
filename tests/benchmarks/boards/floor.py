"""The floor: a plain Starlette event stream, nothing in front of it, with the payload sizes that it is told.

``python -m tests.benchmarks.boards.floor FOLDER PORT BOARD ROWS BEAT`` (bytes of each kind of message) follows the
event log in a folder and tells everybody of each page of events under the position of its last one.
"""

import asyncio
import sys
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route

from console.wiring import wall_clock
from domain.log import Log

BEAT_S = 2.0
PAGE_OF_ROWS = """<!doctype html><title>plain</title><ul data-part="groups"></ul><script>
const list = document.querySelector("ul");
const add = (id) => list.insertAdjacentHTML("afterbegin", `<li class="row" data-id="${id}">${id}</li>`);
for (let id = 0; id < 60; id += 1) add(-id);
new EventSource("/live").addEventListener("rows", (event) => (list.lastChild.remove(), add(event.lastEventId)));
</script>"""
"""A page that shows each event as a row as soon as it comes, and drops the oldest."""
PICTURE = "picture.html"
"""A page of the folder, shown at ``/picture``: the same in another dress."""
WAIT_S = 0.5
PAGE = 5_000


class Floor:
    """Every reader has a queue; a message is made once and put into each."""

    def __init__(self, board: int, rows: int, beat: int) -> None:
        self._sizes = {"board": board, "rows": rows, "beat": beat}
        self._readers: set[asyncio.Queue[bytes]] = set()
        self._position = 0

    def _message(self, kind: str) -> bytes:
        ident = "" if kind == "beat" else f"id: {self._position}\n"
        head = f"event: {kind}\n{ident}data: ".encode()
        return head + b"x" * max(0, self._sizes[kind] - len(head) - 2) + b"\n\n"

    def send(self, position: int) -> None:
        """Tell everybody of the events up to a position."""
        self._position = position
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


def follow(log: Log, floor: Floor, loop: asyncio.AbstractEventLoop) -> None:
    """Read what is recorded as it comes, in a thread beside the loop."""
    position = log.head()
    while True:
        if log.wait(position, WAIT_S) > position:
            position = log.follow(position, PAGE)[-1].position
            loop.call_soon_threadsafe(floor.send, position)


async def serve(folder: Path, port: int, sizes: list[int]) -> None:
    """Answer until the process is ended."""
    floor, log = Floor(*sizes), Log.open(folder / "log.sqlite", wall_clock)
    healthy = Route("/healthz", lambda _: PlainTextResponse("ok"))
    page = Route("/", lambda _: HTMLResponse(PAGE_OF_ROWS))
    picture = Route("/picture", lambda _: FileResponse(folder / PICTURE))
    app = Starlette(routes=[page, picture, Route("/live", floor.answer), healthy])
    options = uvicorn.Config(app, port=port, log_level="warning", access_log=False, lifespan="off")
    threading.Thread(target=follow, args=(log, floor, asyncio.get_running_loop()), daemon=True).start()
    beats = asyncio.create_task(floor.beat())
    await uvicorn.Server(options).serve()
    beats.cancel()


if __name__ == "__main__":
    port, *sizes = (int(one) for one in sys.argv[2:])
    asyncio.run(serve(Path(sys.argv[1]), port, sizes))
