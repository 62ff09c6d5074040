"""A light route and a console-like page around the board, and a stream that the test speaks into."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Self

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from console.board.assets import board_html
from console.board.page import asset_route, light_page
from console.board.words import words

NOW = datetime(2026, 4, 24, 16, 41, 20, tzinfo=timezone(timedelta(hours=8)))
STATIC = Path(__file__).parents[2] / "console" / "static"
Row = dict[str, Any]

_CONSOLE = """<!doctype html><html lang="en" data-theme="light"><meta charset="utf-8">
<link rel="stylesheet" href="/board/tokens.css"><body><div id="host"></div>
<script type="application/json" id="board-data">{data}</script><template id="skeleton">{skeleton}</template>
<script type="module">
import mount from "/board/board.js";
const shadow = document.getElementById("host").attachShadow({{mode: "open"}});
const style = document.createElement("style");
style.textContent = await (await fetch("/board/board.css")).text();
shadow.append(style, document.getElementById("skeleton").content.cloneNode(true));
const data = JSON.parse(document.getElementById("board-data").textContent);
window.sent = [];
window.mountBoard = () => mount({{data: structuredClone(data), parentElement: shadow,
    setTriggerValue: (name, value) => window.sent.push([name, value])}});
window.mountBoard();
</script></body></html>"""


def ms(clock: str, *, days: int = 0) -> int:
    """The instant of a wall-clock time (``HH:MM:SS``) on the board's day, in epoch milliseconds."""
    hour, minute, second = (int(part) for part in clock.split(":"))
    at = NOW.replace(hour=0, minute=0, second=0) + timedelta(
        days=days, hours=hour, minutes=minute, seconds=second
    )
    return int(at.timestamp() * 1000)


class Harness:
    """One server, one site's stream: ``rows`` is what a new listener gets, ``say`` reaches all listeners."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        self.rows: list[Row] = []
        self.landmarks: list[dict[str, Any]] = []
        self.lag = {"behind": 0, "oldest_ms": 0, "parked": 0, "workers": 1, "unseen": 0}
        self.position = 48_213
        self.beating = True
        self.refusing: int | None = None
        self.connections = 0
        self._translate = translate
        self._listeners: set[asyncio.Queue[tuple[str, dict[str, Any]] | None]] = set()
        self._began = time.monotonic()
        self._loop = asyncio.new_event_loop()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        routes = [
            Route("/wall", self._page),
            Route("/console", self._console),
            Route("/live/board", self._stream),
            asset_route(),
            Mount("/app/static", StaticFiles(directory=STATIC)),
        ]
        config = uvicorn.Config(Starlette(routes=routes), port=self.port, log_level="error", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)
        return self

    def __exit__(self, *_: object) -> None:
        self.hang_up()
        self._server.should_exit = True
        self._thread.join(timeout=10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._server.serve())
        finally:
            self._loop.close()

    def url(self, path: str = "/wall", **query: str) -> str:
        pairs = "&".join(f"{name}={value}" for name, value in query.items())
        return f"http://127.0.0.1:{self.port}{path}?{pairs}"

    def now(self) -> int:
        return int(NOW.timestamp() * 1000 + (time.monotonic() - self._began) * 1000)

    def hold_clock(self) -> None:
        """Begin again at the board's instant."""
        self._began = time.monotonic()

    def say(self, event: str, **data: Any) -> None:
        """Send one event to every listener."""
        self._loop.call_soon_threadsafe(self._tell, (event, data))

    def whole(self, rows: list[Row]) -> dict[str, Any]:
        """The body of a whole board of these rows."""
        return {**self._head(), "simulated": False, "landmarks": [], "rows": rows}

    def change(self, *changed: Row, gone: tuple[str, ...] = ()) -> None:
        """Send changed and gone rows, as the server would, and remember them for who comes later."""
        replaced = {row["id"] for row in changed} | set(gone)
        self.rows = [row for row in self.rows if row["id"] not in replaced] + list(changed)
        self.position += 1
        self.say("rows", **self._head(), changed=list(changed), gone=list(gone))

    def hang_up(self) -> None:
        """Close every stream."""
        self._loop.call_soon_threadsafe(self._tell, None)

    def _tell(self, message: tuple[str, dict[str, Any]] | None) -> None:
        for listener in self._listeners:
            listener.put_nowait(message)

    def _head(self) -> dict[str, Any]:
        return {"position": self.position, "server_now": self.now(), "lag": self.lag}

    def _data(self, request: Request) -> dict[str, Any]:
        query = request.query_params
        lang = query.get("lang", "zh-CN")
        said = words(str if lang == "en" else self._translate)
        full = {**self._head(), "simulated": False, "landmarks": self.landmarks, "rows": self.rows}
        past = {"at": ms(query["past"]), "board": full} if "past" in query else None
        return {
            "past": past,
            "stream": "/live/board?site=s1",
            "words": said,
            "lang": lang,
            "filters": {},
            "site": "s1",
            "surface": query.get("surface", "page"),
            "shift": query.get("shift", ""),
            "links": {"call": False} if query.get("calls") == "no" else {},
        }

    async def _page(self, request: Request) -> Response:
        theme = request.query_params.get("theme", "light")
        return HTMLResponse(light_page(self._data(request), theme=theme))  # pyright: ignore[reportArgumentType]

    async def _console(self, request: Request) -> Response:
        data = json.dumps({**self._data(request), "surface": "console"}).replace("<", "\\u003c")
        return HTMLResponse(_CONSOLE.format(data=data, skeleton=board_html()))

    async def _stream(self, request: Request) -> Response:
        if self.refusing is not None:
            return Response(status_code=self.refusing)
        self.connections += 1
        return StreamingResponse(self._events(), media_type="text/event-stream")

    async def _events(self) -> AsyncIterator[str]:
        queue: asyncio.Queue[tuple[str, dict[str, Any]] | None] = asyncio.Queue()
        self._listeners.add(queue)
        full = {**self._head(), "simulated": False, "landmarks": self.landmarks, "rows": self.rows}
        try:
            yield _event("board", full)
            while True:
                try:
                    message = await asyncio.wait_for(queue.get(), timeout=0.5)
                except TimeoutError:
                    if self.beating:
                        yield _event("beat", self._head())
                    continue
                if message is None:
                    return
                yield _event(*message)
        finally:
            self._listeners.discard(queue)


def _event(kind: str, data: dict[str, Any]) -> str:
    position = f"id: {data['position']}\n" if "position" in data else ""
    return f"event: {kind}\n{position}data: {json.dumps(data, ensure_ascii=False)}\n\n"
