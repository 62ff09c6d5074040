"""A guarded application with a page, a stream and a socket of business, and a browser of its own."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from console.access import Access
from console.guard import Guard, session_of
from console.guard.streams import Streams
from console.signin import SignIn
from console.signin.page import DemoPerson
from domain.errors import Term

BASE = "http://127.0.0.1:8501"
OWN = {"origin": BASE}
RIGHT = "four words in a row"
BUSINESS = "R260424-036"
T = TypeVar("T")


def run(story: Coroutine[Any, Any, T]) -> T:
    """Run it on a thread of its own: browser tests of the same process keep a loop on the main one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, story).result()


async def ticket(request: Request) -> PlainTextResponse:
    session = session_of(request)
    return PlainTextResponse(f"{BUSINESS} {session.account if session else ''}")


async def live(_: Request) -> StreamingResponse:
    async def beats() -> AsyncIterator[str]:
        while True:
            yield f"event: beat\ndata: {BUSINESS}\n\n"
            await asyncio.sleep(0.05)

    return StreamingResponse(beats(), media_type="text/event-stream")


async def talk(socket: WebSocket) -> None:
    await socket.accept()
    while True:
        await socket.send_text(BUSINESS)
        await asyncio.sleep(0.05)


def people() -> list[DemoPerson]:
    return [DemoPerson("demo-duty", "<b>Demo</b>", Term("duty manager"), "Site & One")]


def guarded(access: Access, *, demo: bool = False) -> Guard:
    signing_in = SignIn(access, people if demo else None)
    business = [Route("/healthz", lambda _: PlainTextResponse("ok")), Route("/live/board", live)]
    everything = Route("/{path:path}", ticket, methods=["GET", "POST"])
    routes = [*signing_in.routes(), *business, WebSocketRoute("/_stcore/stream", talk), everything]
    return Guard(Starlette(routes=routes), access=access, streams=Streams(access), known_hosts=["duty-desk"])


def browser(app: Guard, token: str = "") -> httpx.AsyncClient:
    cookies = {"steward_session": token} if token else {}
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE, cookies=cookies)


async def ask(app: Guard, method: str, path: str, token: str = "", **more: Any) -> httpx.Response:
    async with browser(app, token) as client:
        return await client.request(method, path, **more)


async def signed_in_form(app: Guard, client: httpx.AsyncClient, **fields: str) -> httpx.Response:
    await client.get("/sign-in")
    form = {"token": client.cookies["steward_form"], "next": "/ticket?t=1", **fields}
    return await client.post("/sign-in", data=form, headers=OWN)
