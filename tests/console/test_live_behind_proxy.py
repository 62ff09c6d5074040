"""The stream of the real console behind a proxy that cuts silent connections."""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import httpx
import pytest

from console.guard import SESSION_COOKIE
from console.live import BEAT_S, SILENCE_S
from tests import local
from tests.browser.house import RealHouse
from tests.console.proxy import proxy

IDLE_S = 4.0
"""Most proxies wait for a minute; this one barely longer than the longest silence of a board."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealHouse]:
    with RealHouse(tmp_path_factory.mktemp("house")) as served:
        yield served


async def listen(served: RealHouse, seconds: float) -> tuple[httpx.Headers, list[tuple[float, str]], int]:
    """Open a board through the proxy; headers, and each message's kind with the second at which it came."""
    token = served.house.access.open_session("duty01")
    heard: list[tuple[float, str]] = []
    async with (
        proxy(served.port, IDLE_S) as before,
        local.AsyncClient(cookies={SESSION_COOKIE: token}, timeout=IDLE_S + 2) as client,
        client.stream("GET", f"http://127.0.0.1:{before.port}/live/board?site=s1") as answer,
    ):
        began, called = time.monotonic(), False
        async for line in answer.aiter_lines():
            since = time.monotonic() - began
            if line.startswith("event: "):
                heard.append((since, line.removeprefix("event: ")))
            if not called and since > seconds / 2:
                called = True
                await asyncio.to_thread(served.call, "门铃不响", unit="5-1-1102")
            if since > seconds:
                break
        return answer.headers, heard, before.cut


def test_beats_keep_a_silent_board_alive_and_news_pass_at_once(served: RealHouse) -> None:
    with ThreadPoolExecutor(1) as pool:
        headers, heard, cut = pool.submit(asyncio.run, listen(served, 3 * IDLE_S)).result()
    assert headers["content-type"].startswith("text/event-stream")
    assert (headers["cache-control"], headers["x-accel-buffering"]) == ("no-store", "no")
    assert "content-length" not in headers
    assert "content-encoding" not in headers
    assert cut == 0
    kinds = [kind for _, kind in heard]
    assert (kinds[0], kinds.count("board"), kinds.count("rows")) == ("board", 1, 1)
    gaps = [later - sooner for (sooner, _), (later, _) in pairwise(heard)]
    assert max(gaps) < BEAT_S + SILENCE_S + 0.8
