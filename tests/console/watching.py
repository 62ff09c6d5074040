"""Watching the live board's stream as a browser does, over a small house of two sites."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from starlette.types import Message as Sent
from starlette.types import Scope

from console.access.records import Session
from console.guard import SCOPE_KEY
from console.live import Broker
from console.wiring import House
from tests.console.houses import order, small_house

Message = tuple[str, str, dict[str, Any]]
"""Event, id (empty where it has none) and body."""
IN_TIME_S = 10.0


class Clock:
    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[House]:
    house = small_house(tmp_path_factory.mktemp("house"), clock)
    order(house, "site.open", "s2", site="", code="s2", name="West Garden")
    grant = {"role": "desk", "site": "s2", "since": "2026-01-01"}
    order(house, "member.join", "west01", site="", account="west01", name="Xi Men", roles=[grant])
    order(house, "member.join", "away01", site="", account="away01", name="Yuan Fang", roles=[])
    house.worker.start()
    yield house
    house.close()


_CALLS = iter(range(1_000_000))


def call(house: House, *, site: str = "s1", by: str = "desk01", matter: str = "tap drips") -> str:
    """Take a call for help; the ticket's number."""
    name = f"call {next(_CALLS)}"
    told = order(house, "help.report", name, site=site, by=by, matter=matter, place="gate")
    return told.results["ticket"]


def stream(site: str, number: str) -> str:
    return f"ticket:{site}:{number}"


def asked(site: str, account: str | None, **headers: str) -> Scope:
    now = datetime.now(UTC)
    session = None if account is None else Session("1", account, now, now, "", "")
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": "/live/board", "headers": named}
    return {**scope, "query_string": f"site={site}".encode(), SCOPE_KEY: session}


class Watcher:
    """One open stream, read message by message.

    Attributes:
        status: Of the answer.
        begun: Set with the first message.
        rest: What was sent and not yet read.
    """

    def __init__(self, broker: Broker, scope: Scope) -> None:
        self.status = 0
        self.rest: asyncio.Queue[bytes] = asyncio.Queue()
        self.begun = asyncio.Event()
        self.answer = asyncio.ensure_future(broker(scope, self._receive, self._send))

    async def _receive(self) -> Sent:
        await asyncio.Event().wait()  # it stays
        raise AssertionError

    async def _send(self, message: Sent) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        else:
            self.rest.put_nowait(message["body"])
            self.begun.set()

    async def next(self) -> Message | None:
        """The next message, beats too; ``None`` when the stream has ended."""
        told = await asyncio.wait_for(self.rest.get(), IN_TIME_S)
        if not told:
            return None
        lines = dict(line.split(": ", 1) for line in told.decode().strip().split("\n"))
        return lines["event"], lines.get("id", ""), json.loads(lines["data"])

    async def until(self, kind: str) -> dict[str, Any]:
        """The body of the next message of a kind."""
        while (message := await self.next()) is not None:
            if message[0] == kind:
                return message[2]
        raise AssertionError(f"the stream ended before any {kind}")


async def watch(broker: Broker, site: str = "s1", account: str = "duty01", **headers: str) -> Watcher:
    """Open a board; it has its first message."""
    watcher = Watcher(broker, asked(site, account, **headers))
    await asyncio.wait_for(watcher.begun.wait(), IN_TIME_S)
    assert watcher.status == 200
    return watcher


def told(house: House, story: Callable[[Broker], Coroutine[Any, Any, None]]) -> None:
    """Run a story beside a started broker, on a loop of its own."""

    async def whole() -> None:
        broker = Broker(house, lambda: False)
        broker.start()
        try:
            await story(broker)
        finally:
            await broker.stop()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, whole()).result()
