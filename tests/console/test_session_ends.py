"""What is open when a session ends: streams and sockets end within a second."""

import asyncio
import secrets
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Message

from console.access import Access
from console.guard import Guard
from tests.console.gatehouse import (
    OWN,
    guarded,
    run,
)


async def until_ended(app: Guard, scope: dict[str, Any], end: Any) -> tuple[list[Message], float]:
    """Let the answer run, end its session, and say what was sent and how long it took to stop."""
    sent: list[Message] = []

    async def receive() -> Message:
        if not sent and scope["type"] == "websocket":
            return {"type": "websocket.connect"}
        if not sent:
            return {"type": "http.request", "body": b"", "more_body": False}
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    flowing = asyncio.Event()

    async def send(message: Message) -> None:
        sent.append(message)
        if len(sent) > 2:
            flowing.set()

    running = asyncio.create_task(app(scope, receive, send))
    await asyncio.wait_for(flowing.wait(), 5)
    began = time.monotonic()
    end()
    await asyncio.wait_for(running, 3)
    return sent, time.monotonic() - began


def scope_of(kind: str, path: str, token: str, **headers: str) -> dict[str, Any]:
    given = {"host": "127.0.0.1:8501", "cookie": f"steward_session={token}", **headers}
    raw = [(name.encode(), value.encode()) for name, value in given.items()]
    more = {"method": "GET"} if kind == "http" else {"subprotocols": []}
    common = {"path": path, "raw_path": path.encode(), "query_string": b"", "headers": raw, "root_path": ""}
    return {"type": kind, "asgi": {"version": "3.0", "spec_version": "2.4"}, **common, **more}


def test_an_event_stream_ends_with_goodbye_within_a_second_of_a_revocation_elsewhere(
    access: Access, tmp_path: Path
) -> None:
    elsewhere = Access(tmp_path / "access.sqlite", lambda: datetime.now(UTC), secrets.token_bytes)
    token = access.open_session("zhiban01")
    scope = scope_of("http", "/live/board", token)
    sent, took = run(until_ended(guarded(access), scope, partial(elsewhere.revoke_account, "zhiban01")))
    elsewhere.close()
    assert took < 1
    assert sent[-1] == {
        "type": "http.response.body",
        "body": b'event: bye\ndata: {"reason":"revoked"}\n\n',
        "more_body": False,
    }


def test_a_websocket_is_closed_within_a_second_of_its_revocation(access: Access) -> None:
    token, other = access.open_session("zhiban01"), access.open_session("qiantai02")
    scope = scope_of("websocket", "/_stcore/stream", token, **OWN)
    sent, took = run(until_ended(guarded(access), scope, partial(access.revoke_account, "zhiban01")))
    assert took < 1
    assert sent[-1] == {"type": "websocket.close", "code": 4401, "reason": ""}
    assert access.session(other) is not None


@pytest.mark.parametrize(
    ("signed_in", "headers", "code"),
    [
        (False, OWN, 4401),
        (True, {}, 4403),
        (True, {"origin": "http://evil.example"}, 4403),
    ],
)
def test_a_websocket_of_strangers_or_from_elsewhere_is_closed_before_it_opens(
    access: Access, *, signed_in: bool, headers: dict[str, str], code: int
) -> None:
    token = access.open_session("zhiban01") if signed_in else ""
    sent: list[Message] = []

    async def story() -> None:
        async def receive() -> Message:
            return {"type": "websocket.connect"}

        async def send(message: Message) -> None:
            sent.append(message)

        scope = scope_of("websocket", "/_stcore/stream", token, **headers)
        await guarded(access)(scope, receive, send)

    run(story())
    assert sent == [{"type": "websocket.close", "code": code, "reason": ""}]
